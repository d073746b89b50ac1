import * as z from 'zod/mini';
import { DeviceId, Moment, OfficialId, SeatId, type Seq, TournamentId } from '#shared/domain/ids.ts';
import { Name, OfficialRole } from '#shared/domain/tournament/records.ts';

/** SHA-256 of a secret, in lower-case hex. Secrets themselves are never stored. */
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

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
  readonly seq: Seq;
}

/** Nobody yet. */
export const noPeople: PeopleState = { seats: {}, devices: {}, seq: 0 };

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
    default:
      return state;
  }
}
