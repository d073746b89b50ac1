import type { EntryId, MatchId, Moment } from '#shared/domain/ids.ts';
import { setsWon } from '#shared/domain/match/score.ts';
import type { MatchScore, SetScore } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';

/**
 * Ranking points of a match. `wonInDecider` and `lostInDecider` are for sports where a match that went the whole way
 * counts differently (volleyball 3-2-1-0); without them there is no difference.
 */
export interface TablePoints {
  readonly won: number;
  readonly lost: number;
  readonly wonInDecider?: number;
  readonly lostInDecider?: number;
}

/** What a standing needs of a match's line. */
export type CountedScore = Pick<
  MatchScore,
  'schedule' | 'result' | 'winner' | 'sets' | 'points' | 'startedAt' | 'endedAt'
>;

/** A match that counts, seen from the table. Numbers are side A's and side B's. */
export interface Outcome {
  readonly match: MatchId;
  readonly number: number;
  readonly sides: readonly [EntryId, EntryId];
  /** Index of the winner in `sides`. */
  readonly winner: 0 | 1;
  readonly sets: SetScore;
  readonly points: SetScore;
  /** False for a walkover, and for a disqualification before the start. */
  readonly played: boolean;
  readonly endedAt: Moment;
}

/**
 * The outcome of a match, or null while it has none that counts: only finished matches whose result isn't protested do.
 * A match that ended early counts with its score as it stood, the unfinished set's points too; a walkover has no sets.
 */
export function outcomeOf(
  plan: Pick<MatchPlan, 'id' | 'number' | 'sides'>,
  score: CountedScore | undefined,
): Outcome | null {
  const [a, b] = plan.sides;
  if (!score || a === null || b === null || score.winner === null) return null;
  if (score.result !== 'unconfirmed' && score.result !== 'official') return null;
  const points = score.points ? [...score.sets, score.points] : score.sets;
  return {
    match: plan.id,
    number: plan.number,
    sides: [a, b],
    winner: score.winner === 'A' ? 0 : 1,
    sets: setsWon(score.sets),
    points: [points.reduce((sum, set) => sum + set[0], 0), points.reduce((sum, set) => sum + set[1], 0)],
    played: score.startedAt !== null,
    endedAt: score.endedAt ?? 0,
  };
}

/** What an entry has reached in some matches. */
export interface Tally {
  readonly played: number;
  readonly won: number;
  readonly lost: number;
  readonly setsFor: number;
  readonly setsAgainst: number;
  readonly pointsFor: number;
  readonly pointsAgainst: number;
  readonly tablePoints: number;
}

const nothing: Tally = {
  played: 0,
  won: 0,
  lost: 0,
  setsFor: 0,
  setsAgainst: 0,
  pointsFor: 0,
  pointsAgainst: 0,
  tablePoints: 0,
};

/** Adds up an entry's outcomes; those of others don't count. */
export function tallyOf(entry: EntryId, outcomes: readonly Outcome[], tablePoints: TablePoints): Tally {
  return outcomes.reduce((sum, outcome) => {
    const own = outcome.sides.indexOf(entry);
    if (own !== 0 && own !== 1) return sum;
    const other = own === 0 ? 1 : 0;
    const won = outcome.winner === own;
    return {
      played: sum.played + 1,
      won: sum.won + (won ? 1 : 0),
      lost: sum.lost + (won ? 0 : 1),
      setsFor: sum.setsFor + outcome.sets[own],
      setsAgainst: sum.setsAgainst + outcome.sets[other],
      pointsFor: sum.pointsFor + outcome.points[own],
      pointsAgainst: sum.pointsAgainst + outcome.points[other],
      tablePoints: sum.tablePoints + tablePointsOf(outcome, won, tablePoints),
    };
  }, nothing);
}

/** Who loses a match that was never started gets no table points: table tennis, basketball and volleyball agree on it. */
function tablePointsOf({ sets, played }: Outcome, won: boolean, table: TablePoints): number {
  const low = Math.min(...sets);
  const wentToDecider = low > 0 && Math.max(...sets) === low + 1;
  if (won) return wentToDecider ? (table.wonInDecider ?? table.won) : table.won;
  if (!played) return 0;
  return wentToDecider ? (table.lostInDecider ?? table.lost) : table.lost;
}
