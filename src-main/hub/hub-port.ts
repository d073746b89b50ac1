import type { EventRow } from '#main/store/event-store.ts';
import type { DeviceId, MatchId, Moment, OfficialId, Seq, TournamentId } from '#shared/domain/ids.ts';
import type { Decision, LogTopic } from '#shared/domain/log.ts';
import type { MatchScore, MatchState } from '#shared/domain/match/state.ts';
import type { PeopleEvent, PeopleState } from '#shared/domain/people/people.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { Role, TournamentLine } from '#shared/protocol/down.ts';
import type { StatusTopic, ViewPrefix, WatchTopic } from '#shared/protocol/up.ts';
import type { FollowFrom, Following, Reader } from './follow.ts';

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

/** Something to be recorded in a topic that brings its own fold. */
export interface RecordRequest<S extends { readonly seq: Seq }, O> {
  readonly topic: LogTopic<S>;
  readonly device: DeviceId;
  /**
   * Decides against the state in which everything recorded before is folded, also what stands earlier in the same
   * commit. Pure; called once, when its turn has come; `at` is the hub's time, `of` gives the state of another topic at
   * the same place of the log.
   */
  readonly decide: (state: S, at: Moment, of: HubPort['of']) => Decision<O>;
}

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
   * Decides and records events of a topic that brings its own fold; resolves with the outcome after the commit. An
   * outcome without events waits for the commit of what it was decided on. Refused only with STORE_FAILED, TOO_MANY and
   * HUB_STOPPING; nothing was recorded then.
   */
  record<S extends { readonly seq: Seq }, O>(
    request: RecordRequest<S, O>,
  ): Promise<Result<{ readonly seq: Seq; readonly outcome: O }, Refusal>>;
  /** The folded state of such a topic, as committed. */
  of<S extends { readonly seq: Seq }>(topic: LogTopic<S>): S;
  /**
   * Gives a reader the rows of topics one by one, those of the past and then every later one, without gap or repeat, at
   * the reader's pace. It is let go only when more than 10,000 rows or 8 MB were recorded while it had no room.
   */
  follow(from: FollowFrom, reader: Reader): Following;
  /** How many follow a topic now. */
  followers(topic: string): number;
  /** Names of the topics that begin with `relay/`, `meet/` and the like, in the order of their first event. */
  topics(prefix: string): readonly string[];
  /**
   * Whether anything was recorded in a topic `<kind>/<id>`. Asked before `of` wherever the id is a stranger's: a state
   * that was asked for is remembered.
   */
  hasTopic(topic: string): boolean;
  /** Single rows of the log by their numbers, in its order; those that aren't there are left out. At once: for few. */
  rowsAt(seqs: readonly Seq[]): readonly EventRow[];
  /** The next rows of a topic after a number, at most `limit`, at once: for who reads a past page by page. */
  rowsAfter(topic: string, after: Seq, limit: number): readonly EventRow[];
  /** The newest rows of a topic, newest first; `before` a sequence number if one is given. */
  newest(topic: string, limit: number, before?: Seq): readonly EventRow[];
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
  /** The tournament whose plan has this match; null if it is on none. */
  tournamentOfMatch(match: MatchId): TournamentId | null;
  /** Every row of a tournament and its matches, in order: what `events.csv` is made of. */
  rows(tournament: TournamentId): Iterable<EventRow>;
  /** Matches that are being played now, in all open tournaments. */
  liveMatches(): number;
  /** Makes a status topic known; `read` gives its newest state. Returns a function to call when it changed. */
  provideStatus(topic: StatusTopic, read: () => unknown): () => void;
  /**
   * Makes a view of each of many things known, as topics `<prefix><id>` that anybody may watch. Returns a function to
   * call with the id of one that changed.
   */
  provideViews(prefix: ViewPrefix, read: (id: string) => unknown): (id: string) => void;
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
