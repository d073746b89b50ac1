import type { EntryId, MatchId, PoolId } from '#shared/domain/ids.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { Records } from '#shared/domain/tournament/state.ts';
import { type Criterion, defaultChain, type TieBreakChain } from './chains.ts';
import { rankByChain } from './rank.ts';
import {
  type CountedScore,
  type Outcome,
  outcomeOf,
  type TablePoints,
  type Tally,
  tallyOf,
} from './tally.ts';

/** One line of a table. */
export interface StandingsRow extends Tally {
  readonly entry: EntryId;
  /** From 1; those who are tied share it, and the next rank is left out (1, 2, 2, 4). */
  readonly rank: number;
  /** The chain could not separate this entry from the others of its rank. */
  readonly tied: boolean;
  /** What gave the entry its place; null for those who are tied, and where there was nothing to decide. */
  readonly decidedBy: Criterion | null;
}

/** A table. */
export interface Standings {
  readonly rows: readonly StandingsRow[];
  /** A match is still to be played, confirmed or ruled on, so places may change. */
  readonly provisional: boolean;
}

/** What a table is made from. */
export interface StandingsInput {
  readonly entries: readonly EntryId[];
  /** The matches of the table. One with a side that isn't among the entries is left out. */
  readonly plans: readonly Pick<MatchPlan, 'id' | 'number' | 'sides'>[];
  /** A match's line (`scoreOf` of its state); undefined while nothing is recorded of it. */
  readonly scoreOf: (match: MatchId) => CountedScore | undefined;
  readonly tablePoints: TablePoints;
  readonly chain?: TieBreakChain;
  /**
   * A walkover is a win without sets (`counted`, the default), or as if the match had never been planned (`deleted`).
   * A match that was never started is one, whatever its mark.
   */
  readonly walkovers?: 'counted' | 'deleted';
}

/**
 * The table of entries that play each other. Pure: the order of `plans` doesn't matter. Retirements and
 * disqualifications count with the score as played.
 */
export function standings({
  entries,
  plans,
  scoreOf,
  tablePoints,
  chain = defaultChain,
  walkovers = 'counted',
}: StandingsInput): Standings {
  const once = [...new Set(entries)];
  const among = new Set(once);
  const ofTable = plans.filter(({ sides }) => sides.every((side) => side !== null && among.has(side)));
  const outcomes = ofTable
    .flatMap((plan) => outcomeOf(plan, scoreOf(plan.id)) ?? [])
    .filter((outcome) => outcome.played || walkovers === 'counted');
  return {
    rows: rowsOf(once, outcomes, tablePoints, chain),
    provisional: ofTable.some((plan) => isOpen(scoreOf(plan.id))),
  };
}

const isOpen = (score: CountedScore | undefined): boolean =>
  score?.result !== 'official' && score?.schedule !== 'cancelled';

function rowsOf(
  entries: readonly EntryId[],
  outcomes: readonly Outcome[],
  tablePoints: TablePoints,
  chain: TieBreakChain,
): readonly StandingsRow[] {
  let rank = 1;
  return rankByChain(entries, outcomes, tablePoints, chain).flatMap((group) => {
    const tied = group.entries.length > 1;
    const rows = group.entries.map(
      (entry): StandingsRow => ({
        ...tallyOf(entry, outcomes, tablePoints),
        entry,
        rank,
        tied,
        decidedBy: tied ? null : group.decidedBy,
      }),
    );
    rank += rows.length;
    return rows;
  });
}

/** The table of a pool of a tournament, with its draw's table points; no rows for a pool that isn't there. */
export function poolStandings(
  records: Pick<Records, 'pools' | 'draws' | 'matches'>,
  pool: PoolId,
  scoreOf: StandingsInput['scoreOf'],
  choices: Pick<StandingsInput, 'chain' | 'walkovers'> = {},
): Standings {
  const record = records.pools[pool];
  const draw = record && records.draws[record.draw];
  if (!record || !draw) return { rows: [], provisional: false };
  const plans = Object.values(records.matches).filter((plan) => plan.pool === pool);
  return standings({ ...choices, entries: record.entries, plans, scoreOf, tablePoints: draw.tablePoints });
}
