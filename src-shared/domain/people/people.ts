import * as z from 'zod/mini';
import { DeviceId, Moment, OfficialId, SeatId, type Seq, TournamentId } from '#shared/domain/ids.ts';
import { Name, OfficialRole, Wifi } from '#shared/domain/tournament/records.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** SHA-256 of a secret, in lower-case hex. Secrets themselves are never stored. */
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The ways in for the clients of the older systems; each can be on or off. `grpc` listens on a port of its own. */
export const AdapterName = z.enum(['relay', 'meet', 'html', 'rest', 'grpc', 'accounts', 'stream']);
export type AdapterName = z.infer<typeof AdapterName>;

/** Where a finished meet's CSV goes besides the data folder; null: nowhere else. */
export const DeliveryTargets = z.object({
  /** An `http:` or `https:` address that gets the file by POST. */
  webhook: z.nullable(z.string().check(z.maxLength(500), z.regex(/^https?:\/\/\S+$/))),
  /** A mail server as a URL, `smtp://user:password@host:port` or `smtps://…`, and the sender's address. */
  smtp: z.nullable(
    z.object({
      server: z.string().check(z.maxLength(500), z.regex(/^smtps?:\/\/\S+$/)),
      from: z.string().check(z.minLength(3), z.maxLength(200)),
    }),
  ),
});
export type DeliveryTargets = z.infer<typeof DeliveryTargets>;

/** What the organiser has set for this hub, whatever the tournament. */
export const HubSettings = z.object({
  /** As devices and `touchline find` show it. */
  name: Name,
  wifi: z.nullable(Wifi),
  /** Address put into QR codes, e.g. `192.168.1.20`; null: the best one. */
  address: z.nullable(z.string().check(z.maxLength(60))),
  /** Joining by typing a 6-digit code is allowed. */
  joinByCode: z.boolean(),
  /** Which adapters run; null: as the program was started. */
  adapters: z.nullable(z.array(AdapterName)),
  /** Who has no token may publish through relay and rooms; null: yes on a hub without a window, else no. */
  openPublishing: z.nullable(z.boolean()),
  /** Anybody may make themselves an account, as a viewer. */
  signUpOpen: z.boolean(),
  delivery: DeliveryTargets,
});
export type HubSettings = z.infer<typeof HubSettings>;

/**
 * What is recorded of those who help at the tournament (topic `people`). Only the hub makes these, after it has checked
 * a secret; only the organiser sees them.
 */
export const PeopleEvent = z.discriminatedUnion('type', [
  /** A QR code was shown: whoever has its secret takes the seat. `official` null: the one who scans gives a name. */
  z.object({
    type: z.literal('seatOpened'),
    seat: SeatId,
    tournament: TournamentId,
    official: z.nullable(OfficialId),
    role: OfficialRole,
    secretHash: hash,
    expires: Moment,
  }),
  z.object({ type: z.literal('seatClosed'), seat: SeatId }),
  /** A phone has joined: its token counts from now until it expires or is revoked. */
  z.object({
    type: z.literal('deviceAdmitted'),
    device: DeviceId,
    tournament: TournamentId,
    official: OfficialId,
    role: OfficialRole,
    name: Name,
    tokenHash: hash,
    expires: Moment,
    via: z.enum(['qr', 'code', 'program']),
  }),
  z.object({ type: z.literal('deviceRevoked'), device: DeviceId }),
  /** The organiser's panel has shown the one-time token of the hub's start: its own token counts until it expires. */
  z.object({ type: z.literal('organiserAdmitted'), tokenHash: hash, expires: Moment }),
  /** The hub's own settings, whole. */
  z.object({ type: z.literal('settingsChanged'), settings: HubSettings }),
]);
export type PeopleEvent = z.infer<typeof PeopleEvent>;

/** A seat that a QR code stands for. */
export interface Seat {
  readonly id: SeatId;
  readonly tournament: TournamentId;
  readonly official: OfficialId | null;
  readonly role: OfficialRole;
  readonly secretHash: string;
  readonly expires: Moment;
}

/** A phone that has joined. */
export interface AdmittedDevice {
  readonly id: DeviceId;
  readonly tournament: TournamentId;
  readonly official: OfficialId;
  readonly role: OfficialRole;
  readonly name: string;
  readonly tokenHash: string;
  readonly expires: Moment;
  readonly via: 'qr' | 'code' | 'program';
  readonly admittedAt: Moment;
  readonly revoked: boolean;
}

/** The fold of the topic `people`. */
export interface PeopleState {
  readonly seats: Readonly<Record<string, Seat>>;
  readonly devices: Readonly<Record<string, AdmittedDevice>>;
  readonly settings: HubSettings;
  /** Expiry of the panel's tokens by their hash. */
  readonly organisers: Readonly<Record<string, Moment>>;
  readonly seq: Seq;
}

/** Nobody yet. */
export const noPeople: PeopleState = {
  seats: {},
  devices: {},
  settings: {
    name: 'Touchline',
    wifi: null,
    address: null,
    joinByCode: true,
    adapters: null,
    openPublishing: null,
    signUpOpen: false,
    delivery: { webhook: null, smtp: null },
  },
  organisers: {},
  seq: 0,
};

/** Folds one event in; `at` is the hub's time of it. */
export function evolvePeople(state: PeopleState, event: PeopleEvent, seq: Seq, at: Moment): PeopleState {
  switch (event.type) {
    case 'seatOpened': {
      const { type: _, seat, ...rest } = event;
      return { ...state, seq, seats: { ...state.seats, [seat]: { id: seat, ...rest } } };
    }
    case 'seatClosed': {
      const { [event.seat]: _, ...seats } = state.seats;
      return { ...state, seq, seats };
    }
    case 'deviceAdmitted': {
      const { type: _, device, ...rest } = event;
      const admitted = { id: device, ...rest, admittedAt: at, revoked: false };
      return { ...state, seq, devices: { ...state.devices, [device]: admitted } };
    }
    case 'deviceRevoked': {
      const known = state.devices[event.device];
      if (!known) return { ...state, seq };
      return { ...state, seq, devices: { ...state.devices, [event.device]: { ...known, revoked: true } } };
    }
    case 'organiserAdmitted':
      return { ...state, seq, organisers: { ...state.organisers, [event.tokenHash]: event.expires } };
    case 'settingsChanged':
      // Earlier versions recorded fewer settings.
      return { ...state, seq, settings: { ...noPeople.settings, ...event.settings } };
    default:
      return unreachable(event);
  }
}
