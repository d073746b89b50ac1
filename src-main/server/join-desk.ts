import type { HubPort, Identity } from '#main/hub/hub-port.ts';
import { triesPerMinute } from '#main/lib/rate-limit.ts';
import { freshSecret, hashOf } from '#main/lib/secrets.ts';
import type { DeviceId, Moment, OfficialId, SeatId, TournamentId } from '#shared/domain/ids.ts';
import type { AdmittedDevice, HubSettings, PeopleEvent, Seat } from '#shared/domain/people/people.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { tournamentTopic } from '#shared/domain/topic.ts';
import type { OfficialRole } from '#shared/domain/tournament/records.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { JoinRequest, Role } from '#shared/protocol/down.ts';
import { createJoinRequests, type RequestState, tryLater } from './join-requests.ts';
import { createPanelTokens } from './panel-tokens.ts';

/** How long a QR code can be scanned, and how long a phone or panel stays joined, in milliseconds. */
const seatLastsMs = 24 * 3_600_000;
const tokenLastsMs = 7 * 24 * 3_600_000;

/** The hub's own device id, for what it records itself. */
const hubDevice = 'hub' as DeviceId;

/** What a phone gets when it has joined. The token is shown this once and stored only as a hash. */
export interface Admission {
  readonly token: string;
  readonly device: DeviceId;
  readonly official: { readonly id: OfficialId; readonly name: string };
  readonly tournament: TournamentId;
}

/**
 * Lets people in: checks secrets, codes and tokens, and records who was admitted. Secrets leave this desk once, to the
 * one who is to have them.
 */
export interface JoinDesk {
  /** A token for the panel's address; works once, within 12 hours. */
  freshPanelToken(): string;
  /** Exchanges it for a token of the organiser's panel. Refused with TOKEN_UNKNOWN. */
  claimPanel(once: string): Promise<Result<{ token: string }, Refusal>>;
  /** What a token allows; null when it is unknown, expired or revoked. */
  whoIs(token: string): Identity | null;
  /** Name of the official that a device was admitted as; null if it wasn't. */
  nameOf(device: DeviceId): string | null;
  openSeat(
    tournament: TournamentId,
    official: OfficialId | null,
    role: OfficialRole,
  ): Promise<Result<{ seat: SeatId; secret: string; expires: Moment }, Refusal>>;
  closeSeat(seat: SeatId): Promise<void>;
  /** Takes a seat by its QR code's secret. NAME_NEEDED when the seat is open to anyone and no name was given. */
  takeSeat(
    secret: string,
    device: DeviceId,
    name: string | undefined,
    address: string,
  ): Promise<Result<Admission, Refusal>>;
  /** The code to type; null while joining by code is off. */
  code(): string | null;
  renewCode(): void;
  /** Asks the organiser to be let in. CODE_WRONG, or TRY_LATER after 5 tries a minute from one address or 60 in all. */
  askByCode(
    code: string,
    name: string,
    device: DeviceId,
    address: string,
  ): Result<{ request: string; key: string }, Refusal>;
  /** Where a request stands; waits for up to `waitMs` while the organiser hasn't answered. */
  requestState(request: string, key: string, waitMs: number): Promise<Result<RequestState, Refusal>>;
  requests(): readonly JoinRequest[];
  /** The organiser's word on a request. `official` null: an official of the given name is made. */
  answer(
    request: string,
    accept: boolean,
    role: OfficialRole,
    official: OfficialId | null,
    tournament: TournamentId,
  ): Promise<Result<void, Refusal>>;
  /** Ends a device's token, and closes the seats by which it could come back: its official's and those open to anyone. */
  revoke(device: DeviceId): Promise<void>;
  changeSettings(change: Partial<HubSettings>): Promise<void>;
  settings(): HubSettings;
}

/** Something about people couldn't be recorded: the disk is full, or the hub is stopping. */
export class NotRecorded extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why.message);
    this.name = 'NotRecorded';
    this.why = why;
  }
}

/** What the desk needs of its surroundings. */
export interface DeskSurroundings {
  readonly now: () => Moment;
  readonly newId: () => string;
  /** Called when requests, code or settings changed. */
  readonly changed: () => void;
}

const organiserIdentity = (device: DeviceId): Identity => ({
  role: 'organiser',
  device,
  official: null,
  tournament: null,
});

export function createJoinDesk(hub: HubPort, around: DeskSurroundings): JoinDesk {
  const panelTokens = createPanelTokens(around.now);
  const requests = createJoinRequests(around);
  const seatTries = triesPerMinute(60);

  const record = async (event: PeopleEvent): Promise<void> => {
    const kept = await hub.recordPeople(event, hubDevice);
    if (!kept.ok) throw new NotRecorded(kept.error);
  };

  const seatOf = (secret: string): Seat | null => {
    const hash = hashOf(secret);
    return Object.values(hub.people().seats).find((seat) => seat.secretHash === hash) ?? null;
  };

  const deviceOf = (token: string): AdmittedDevice | null => {
    const hash = hashOf(token);
    return Object.values(hub.people().devices).find((device) => device.tokenHash === hash) ?? null;
  };

  async function makeOfficial(
    tournament: TournamentId,
    name: string,
    role: OfficialRole,
  ): Promise<Result<OfficialId, Refusal>> {
    const known = Object.values(hub.tournament(tournament)?.officials ?? {});
    const same = known.find((official) => official.name.toLowerCase() === name.trim().toLowerCase());
    if (same && same.role === role) return ok(same.id);
    const id = around.newId() as OfficialId;
    const command: Command = {
      id: around.newId() as Command['id'],
      topic: tournamentTopic(tournament),
      base: 0,
      deviceSeq: 1,
      at: around.now(),
      body: { type: 'put', records: { officials: [{ id, name: name.trim(), role }] } },
    };
    const kept = await hub.submit(command, organiserIdentity(hubDevice));
    return kept.ok ? ok(id) : kept;
  }

  async function admit(
    tournament: TournamentId,
    official: OfficialId,
    device: DeviceId,
    via: AdmittedDevice['via'],
  ): Promise<Result<Admission, Refusal>> {
    const known = hub.tournament(tournament)?.officials[official];
    if (!known)
      return err(
        refusal(
          'SEAT_UNKNOWN',
          'This official isn’t in the tournament any more. Ask the organiser for a new QR code.',
        ),
      );
    // A device id that somebody else was admitted with is not given away: its taps are told apart by it.
    const taken = hub.people().devices[device];
    const own =
      taken && (taken.official !== official || taken.tournament !== tournament)
        ? (around.newId() as DeviceId)
        : device;
    const token = freshSecret(256);
    await record({
      type: 'deviceAdmitted',
      device: own,
      tournament,
      official,
      role: known.role,
      name: known.name,
      tokenHash: hashOf(token),
      expires: around.now() + tokenLastsMs,
      via,
    });
    return ok({ token, device: own, official: { id: official, name: known.name }, tournament });
  }

  return {
    freshPanelToken: panelTokens.fresh,
    async claimPanel(once) {
      if (!panelTokens.use(once)) {
        return err(
          refusal(
            'TOKEN_UNKNOWN',
            'This link to the panel has been used or is too old. Start the hub again for a new one.',
          ),
        );
      }
      const token = freshSecret(256);
      await record({
        type: 'organiserAdmitted',
        tokenHash: hashOf(token),
        expires: around.now() + tokenLastsMs,
      });
      return ok({ token });
    },
    whoIs(token) {
      const organiser = hub.people().organisers[hashOf(token)];
      if (organiser !== undefined)
        return organiser > around.now() ? organiserIdentity('panel' as DeviceId) : null;
      const device = deviceOf(token);
      if (!device || device.revoked || device.expires <= around.now()) return null;
      const role: Role = device.role;
      return { role, device: device.id, official: device.official, tournament: device.tournament };
    },
    nameOf: (device) => hub.people().devices[device]?.name ?? null,
    async openSeat(tournament, official, role) {
      const known = hub.tournament(tournament);
      if (!known) return err(refusal('NO_SUCH_TOURNAMENT', 'This tournament isn’t on this hub.'));
      const named = official === null ? null : known.officials[official];
      if (named === undefined)
        return err(refusal('NO_SUCH_RECORD', 'This official isn’t in the tournament.'));
      const seat = around.newId() as SeatId;
      const secret = freshSecret(128);
      const expires = around.now() + seatLastsMs;
      await record({
        type: 'seatOpened',
        seat,
        tournament,
        official,
        role: named?.role ?? role,
        secretHash: hashOf(secret),
        expires,
      });
      return ok({ seat, secret, expires });
    },
    closeSeat: (seat) => record({ type: 'seatClosed', seat }),
    async takeSeat(secret, device, name, address) {
      const wait = seatTries.take(address, around.now());
      if (wait > 0) return err(tryLater(wait));
      const seat = seatOf(secret);
      if (!seat)
        return err(
          refusal('SEAT_UNKNOWN', 'This QR code isn’t known here. Scan the one on the organiser’s screen.'),
        );
      if (seat.expires <= around.now())
        return err(refusal('SEAT_EXPIRED', 'This QR code is too old. Ask the organiser for a new one.'));
      if (seat.official !== null) return admit(seat.tournament, seat.official, device, 'qr');
      if (!name?.trim()) return err(refusal('NAME_NEEDED', 'Please give your name.'));
      const official = await makeOfficial(seat.tournament, name, seat.role);
      return official.ok ? admit(seat.tournament, official.value, device, 'qr') : official;
    },
    code: () => (hub.people().settings.joinByCode ? requests.code() : null),
    renewCode: requests.renewCode,
    askByCode: (typed, name, device, address) =>
      requests.ask(typed, name, device, address, hub.people().settings.joinByCode),
    requestState: requests.state,
    requests: requests.waiting,
    async answer(id, accept, role, official, tournament) {
      const asker = requests.asker(id);
      if (!asker) return err(refusal('SEAT_UNKNOWN', 'This request isn’t there any more.'));
      if (!accept) {
        requests.settle(id, { state: 'declined' });
        return ok(undefined);
      }
      const as = official === null ? await makeOfficial(tournament, asker.name, role) : ok(official);
      if (!as.ok) return as;
      const admission = await admit(tournament, as.value, asker.device, 'code');
      if (!admission.ok) return admission;
      requests.settle(id, { state: 'admitted', ...admission.value });
      return ok(undefined);
    },
    async revoke(device) {
      const official = hub.people().devices[device]?.official;
      await record({ type: 'deviceRevoked', device });
      // A code that was scanned once would let the same phone in again, by its own seat or by one that is open to all.
      const seats = Object.values(hub.people().seats);
      for (const seat of seats) {
        if (seat.official === null || seat.official === official)
          await record({ type: 'seatClosed', seat: seat.id });
      }
    },
    async changeSettings(change) {
      await record({ type: 'settingsChanged', settings: { ...hub.people().settings, ...change } });
      around.changed();
    },
    settings: () => hub.people().settings,
  };
}
