import type { DeviceId, MatchId, Moment, OfficialId, Seq } from '#shared/domain/ids.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import type { PerSide, RallyState } from '#shared/domain/sports/rally-state.ts';
import type { SportId } from '#shared/domain/tournament/records.ts';
import type { MatchEventBody, MatchEventMeta, SideNames } from './events.ts';

/** Where a match stands in the day. `scheduled` and `unscheduled` are told apart by the plan's time. */
export type ScheduleStatus =
  | 'planned'
  | 'called'
  | 'warmUp'
  | 'running'
  | 'break'
  | 'suspended'
  | 'postponed'
  | 'cancelled'
  | 'finished'
  | 'abandoned';

/** True from the start of a match to its end, breaks and suspensions included. */
export const isUnderWay = (schedule: ScheduleStatus): boolean =>
  schedule === 'running' || schedule === 'break' || schedule === 'suspended';

/** What its result is worth. */
export type ResultStatus = 'none' | 'live' | 'unconfirmed' | 'official' | 'protested';

/** Why a side has no ordinary result (the Olympic Data Feed's codes). */
export type Mark = 'WO' | 'RET' | 'DSQ' | 'ABD';

/** An event of a match with its place in the log; `voidedBy` is the seq of the void that took it back. */
export interface MatchRecord extends MatchEventMeta {
  readonly body: MatchEventBody;
  readonly voidedBy: Seq | null;
}

/** Taps that someone made offline after losing charge: kept beside the log until the organiser settles them. */
export interface Branch {
  readonly device: DeviceId;
  readonly official: OfficialId | null;
  /** Last event of the match that the device had seen when it began. */
  readonly base: Seq;
  readonly records: readonly MatchRecord[];
  readonly settled: 'open' | 'log' | 'branch';
}

/** Who is in charge, and since which event. */
export interface Charge {
  readonly official: OfficialId | null;
  readonly device: DeviceId;
  readonly since: Seq;
}

/** What a match was started with. */
export interface MatchStart {
  readonly sport: SportId;
  readonly rules: RallyRules;
  readonly sides: PerSide<SideNames>;
}

/** The fold of the topic `match/<id>`: plain data that travels as JSON. */
export interface MatchState {
  readonly id: MatchId;
  readonly schedule: ScheduleStatus;
  readonly result: ResultStatus;
  /** 0 until official, then 1, and one more with each correction. */
  readonly revision: number;
  readonly marks: PerSide<Mark | null>;
  readonly start: MatchStart | null;
  readonly play: RallyState | null;
  /** Sets typed in by a correction, A first; they stand in place of the played ones. */
  readonly corrected: readonly SetScore[] | null;
  /** The side that won, by play, mark or correction. */
  readonly winner: Side | null;
  readonly startedAt: Moment | null;
  readonly endedAt: Moment | null;
  readonly charge: Charge | null;
  /** Every event in order, the voided ones too. */
  readonly records: readonly MatchRecord[];
  readonly branches: readonly Branch[];
  /** Version: seq of the last event folded in. */
  readonly seq: Seq;
}

/** A finished set or the running one, as boards show it. */
export type SetScore = readonly [number, number];

/**
 * A match in one line, for boards, spectators and the live view; computed from `MatchState`, never stored. At most a few
 * hundred bytes, since every spectator gets it.
 */
export interface MatchScore {
  readonly id: MatchId;
  readonly seq: Seq;
  readonly schedule: ScheduleStatus;
  readonly result: ResultStatus;
  readonly revision: number;
  /** Finished sets, A first; then, while the match runs, the running set as `points`. */
  readonly sets: readonly SetScore[];
  readonly points: SetScore | null;
  readonly setsWon: SetScore;
  readonly serving: { readonly side: Side; readonly court: 'right' | 'left' | null } | null;
  readonly left: Side | null;
  /** Set or match point, and for whom. */
  readonly decisive: { readonly what: 'set' | 'match'; readonly side: Side } | null;
  readonly interval: { readonly kind: 'interval' | 'betweenSets' | 'timeout'; readonly until: Moment } | null;
  readonly winner: Side | null;
  readonly marks: PerSide<Mark | null>;
  /** Official in charge; null when none or the organiser. */
  readonly official: OfficialId | null;
  readonly startedAt: Moment | null;
  readonly endedAt: Moment | null;
  /** When its last event happened. */
  readonly changedAt: Moment | null;
  /** Branches that wait for the organiser. */
  readonly openBranches: number;
}
