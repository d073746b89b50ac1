import * as z from 'zod/mini';
import {
  CommandId,
  DeviceId,
  EventId,
  MatchId,
  Moment,
  OfficialId,
  Seq,
  TournamentId,
} from '#shared/domain/ids.ts';
import type { MatchScore, MatchState } from '#shared/domain/match/state.ts';
import type { LiftingView } from '#shared/domain/meet/lifting-view.ts';
import type { PeopleState } from '#shared/domain/people/people.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { refusal } from '#shared/domain/refusal.ts';
import type { TimedState } from '#shared/domain/timed/heat.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type {
  AccountsStatus,
  AdaptersStatus,
  CompetitionsStatus,
  MeetsStatus,
  RelayStatus,
  RoomsStatus,
} from './clients.ts';
import { ClientKind, type StatusTopic, WatchTopic } from './up.ts';

/** What somebody on a socket may do. */
export const Role = z.enum(['organiser', 'chief', 'referee', 'spectator']);
export type Role = z.infer<typeof Role>;

/** An event as it is sent: the row of the log, its body parsed. */
export const WireEvent = z.object({
  seq: Seq,
  topic: z.string(),
  event: EventId,
  command: CommandId,
  device: DeviceId,
  deviceSeq: z.int(),
  official: z.nullable(OfficialId),
  /** When it happened by the sender's clock; and when the hub recorded it. */
  at: Moment,
  hubAt: Moment,
  /** One of the domain's event bodies of this topic. */
  body: z.looseObject({ type: z.string() }),
});
export type WireEvent = z.infer<typeof WireEvent>;

/** One way to reach the hub: an origin such as `http://192.168.1.20:8000`. */
const Origin = z.string();

/** The hub's answer to hello (rule P2). */
export const Welcome = z.object({
  t: z.literal('welcome'),
  version: z.int(),
  hub: z.object({ id: z.string(), name: z.string(), version: z.string() }),
  role: Role,
  device: z.nullable(DeviceId),
  /** The official that the token stands for and their name; null for others. */
  official: z.nullable(z.object({ id: OfficialId, name: z.string() })),
  /** The tournament that the token is for, or else the one that is open; null if there is none. */
  tournament: z.nullable(TournamentId),
  addresses: z.array(Origin),
  now: Moment,
  head: Seq,
  /** Build of the page that the hub serves for this kind of client: if it differs, reload when nothing waits. */
  build: z.nullable(z.string()),
});

/** The folded state of a topic as of `seq`; `state` is null for a tournament or match that isn't on this hub. */
export const Snapshot = z.object({
  t: z.literal('snapshot'),
  topic: WatchTopic,
  seq: Seq,
  state: z.unknown(),
});
/** Events in order; a topic's follow its snapshot without gap or repeat. */
export const Events = z.object({ t: z.literal('events'), events: z.array(WireEvent) });
/** The command is committed to disk; sent also when it had been recorded before (rules P11, P12). */
export const Kept = z.object({
  t: z.literal('kept'),
  command: CommandId,
  seq: Seq,
  aside: z.optional(z.boolean()),
});
/** Not done; nothing was changed. `command` is null when the refusal isn't about one. */
export const Refused = z.object({
  t: z.literal('refused'),
  command: z.nullable(CommandId),
  topic: z.optional(z.string()),
  code: z.string(),
  message: z.string(),
  params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
/** The hub is there; `now` is its clock. Sent in answer to a beat and at least every 2 s to everyone. */
export const HubBeat = z.object({ t: z.literal('beat'), now: Moment, head: Seq });
/** Lines of matches that changed: the newest of each match counts. */
export const Scores = z.object({
  t: z.literal('scores'),
  topic: z.string(),
  seq: Seq,
  scores: z.array(z.looseObject({ id: MatchId, seq: Seq })),
});
/** Addresses of the hub have changed. */
export const Moved = z.object({ t: z.literal('moved'), addresses: z.array(Origin) });
/** The hub closes the socket and says why, just before. */
export const Bye = z.object({ t: z.literal('bye'), code: z.int(), reason: z.string(), again: z.boolean() });

/** A device as the panel sees it: who, with what, since when, what waits on it. */
export const Presence = z.object({
  device: z.nullable(DeviceId),
  connection: z.string(),
  client: ClientKind,
  role: Role,
  official: z.nullable(OfficialId),
  name: z.string(),
  address: z.string(),
  build: z.nullable(z.string()),
  connectedAt: Moment,
  lastSeen: Moment,
  connected: z.boolean(),
  waiting: z.int(),
  match: z.nullable(MatchId),
});
export type Presence = z.infer<typeof Presence>;

/** Somebody typed the join code and waits for the organiser's word. */
export const JoinRequest = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  askedAt: Moment,
});
export type JoinRequest = z.infer<typeof JoinRequest>;

/** What the panel shows of the hub itself. Comes as the snapshot of `presence`, whole, when any of it changed. */
export interface HubStatus {
  readonly devices: readonly Presence[];
  /** Spectators connected now. */
  readonly spectators: number;
  readonly joinRequests: readonly JoinRequest[];
  /** Six digits to type at `/j`; null while joining by code is off. */
  readonly joinCode: string | null;
  /** Every address of the hub, best first; `chosen` is the one in QR codes. */
  readonly addresses: readonly { readonly origin: string; readonly card: string; readonly kind: string }[];
  readonly chosen: string | null;
  /** `touchline.local` or what it became; null while mDNS isn't running. */
  readonly host: string | null;
  /** Sentences for the organiser about the hub itself, by a stable code. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly wifi: {
    readonly ssid: string;
    readonly password: string;
    readonly security: 'WPA' | 'WEP' | 'nopass';
  } | null;
}

/** A tournament in the list `tournaments`. */
export interface TournamentLine {
  readonly id: TournamentId;
  readonly name: string;
  readonly startsOn: string;
  readonly status: 'open' | 'closed';
  readonly matches: number;
}

/** What each part of the hub's status is. */
export interface StatusOf {
  readonly presence: HubStatus;
  readonly adapters: AdaptersStatus;
  readonly relay: RelayStatus;
  readonly meets: MeetsStatus;
  readonly rooms: RoomsStatus;
  readonly accounts: AccountsStatus;
  readonly competitions: CompetitionsStatus;
}

/** What a snapshot's state is, by its topic. */
export type StateOf<T extends string> = T extends `tournament/${string}`
  ? TournamentState | null
  : T extends `match/${string}`
    ? MatchState
    : T extends `scores/${string}`
      ? readonly MatchScore[]
      : T extends 'people'
        ? PeopleState
        : T extends StatusTopic
          ? StatusOf[T]
          : T extends 'tournaments'
            ? readonly TournamentLine[]
            : T extends `lifting/${string}`
              ? LiftingView | null
              : T extends `timed/${string}`
                ? TimedState | null
                : never;

/** Everything that the hub may send. */
export const Down = z.discriminatedUnion('t', [
  Welcome,
  Snapshot,
  Events,
  Kept,
  Refused,
  HubBeat,
  Scores,
  Moved,
  Bye,
]);
export type Down = z.infer<typeof Down>;
export type Welcome = z.infer<typeof Welcome>;

/** Builds the frame of a refusal, about a command, a topic or neither. */
export const refusedFrame = (command: CommandId | null, why: Refusal, topic?: string): Down => ({
  t: 'refused',
  command,
  ...(topic === undefined ? {} : { topic }),
  code: why.code,
  message: why.message,
  ...(why.params ? { params: { ...why.params } } : {}),
});

/** Reads a frame from the hub. */
export function parseDown(raw: string): Result<Down, Refusal> {
  try {
    const parsed = Down.safeParse(JSON.parse(raw));
    if (parsed.success) return ok(parsed.data);
    return err(
      refusal('BAD_FRAME', 'A frame from the hub could not be read: {path}.', {
        path: parsed.error.issues[0]?.path.join('.') ?? '',
      }),
    );
  } catch {
    return err(refusal('BAD_FRAME', 'A frame from the hub isn’t JSON.'));
  }
}
