import type { EventRow } from '#main/store/event-store.ts';
import type { DeviceId, MatchId, Moment, OfficialId, Seq, TournamentId } from '#shared/domain/ids.ts';
import type { MatchScore, MatchState } from '#shared/domain/match/state.ts';
import type { PeopleEvent, PeopleState } from '#shared/domain/people/people.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { Role, TournamentLine } from '#shared/protocol/down.ts';
import type { WatchTopic } from '#shared/protocol/up.ts';

/** Who sends a command or watches: established by the server from a token, trusted by the hub. */
export interface Identity {
  readonly role: Role;
  readonly device: DeviceId;
  readonly official: OfficialId | null;
  /** The tournament that an official's token is for; null for the organiser and for spectators. */
  readonly tournament: TournamentId | null;
}

/** The command is on disk as event `seq`; `aside` when it was kept for the organiser to settle. */
export interface Kept {
  readonly seq: Seq;
  readonly aside: boolean;
}

/** Where the frames for one watcher go. `send` never blocks and never throws; the connection bounds its own queue. */
export interface Sink {
  /** `all`: every frame at once; `coalesced`: the newest of each match about once a second. */
  readonly pace: 'all' | 'coalesced';
  send(frame: string): void;
  /** False while so much is unread that frames that can be made up for later are better left out. */
  ready(): boolean;
}

/** A part of the hub's status that isn't in the log and is sent whole when it changed. */
export type StatusTopic = 'presence';

/**
 * The core as everybody else sees it: the one writer of the log, its folded states, and the feed. Servers and dialects
 * use this and never the store.
 */
export interface HubPort {
  readonly hubId: string;
  head(): Seq;
  /** Decides and records a command; resolves after the commit. Repeating a command resolves with its first answer. */
  submit(command: Command, by: Identity): Promise<Result<Kept, Refusal>>;
  /** Records something about people that the server has checked itself (tokens, seats). Resolves after the commit. */
  recordPeople(event: PeopleEvent, by: DeviceId): Promise<Result<Kept, Refusal>>;
  /**
   * Sends a topic's state (or the events after `after`) and then every later event, without gap or repeat, until the
   * returned stop is called. Refused when the role may not see it.
   */
  watch(topic: WatchTopic, after: Seq | undefined, by: Identity, sink: Sink): Result<() => void, Refusal>;
  tournament(id: TournamentId): TournamentState | null;
  tournaments(): readonly TournamentLine[];
  match(id: MatchId): MatchState;
  scores(tournament: TournamentId): readonly MatchScore[];
  people(): PeopleState;
  /** Every row of a tournament and its matches, in order: what `events.csv` is made of. */
  rows(tournament: TournamentId): Iterable<EventRow>;
  /** Matches that are being played now, in all open tournaments. */
  liveMatches(): number;
  /** Makes a status topic known; `read` gives its newest state. Returns a function to call when it changed. */
  provideStatus(topic: StatusTopic, read: () => unknown): () => void;
  /** Calls back after each commit with its rows, in order; errors of the listener are its own. Returns its stop. */
  onCommit(listener: (rows: readonly EventRow[]) => void): () => void;
  /** Refuses new commands, records those that wait, saves snapshots. The store stays open. */
  stop(): Promise<void>;
}

/** What the hub needs of its surroundings. */
export interface HubSurroundings {
  readonly now: () => Moment;
  /** A fresh id (ULID). */
  readonly newId: () => string;
  /** A failure that the operator should know of, e.g. a commit that failed. */
  readonly report: (problem: {
    readonly code: string;
    readonly message: string;
    readonly cause?: unknown;
  }) => void;
}
