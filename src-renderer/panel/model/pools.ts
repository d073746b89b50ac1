import { distribute, planPoolMatches } from '#shared/domain/formats/pools.ts';
import { type EntryId, MatchId, PoolId } from '#shared/domain/ids.ts';
import type { Draw, Entry, MatchPlan, Pool } from '#shared/domain/tournament/records.ts';
import type { Records } from '#shared/domain/tournament/state.ts';
import { entriesOf, hasStarted, poolsOf, type Scores } from './lookups.ts';

/** "A" … "Z", then "AA" …: names of pools by their place from 0. */
export function poolLetter(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : poolLetter(Math.floor(place / 26) - 1) + letter;
}

/** What distributing writes and removes: pools that exist are used again, those too many go. */
export interface Distribution {
  readonly pools: readonly Pool[];
  readonly gone: readonly Pool['id'][];
}

/** Deals the entries of a draw out to `count` pools. */
export function distribution(
  records: Pick<Records, 'entries' | 'pools'>,
  draw: Draw['id'],
  count: number,
  nameOf: (letter: string) => string,
  newId: () => string,
): Distribution {
  const known = poolsOf(records, draw);
  const pools = distribute(entriesOf(records, draw), count).map((entries, place): Pool => {
    const pool = known[place];
    return pool
      ? { ...pool, entries: [...entries], order: place }
      : {
          id: PoolId.parse(newId()),
          draw,
          name: nameOf(poolLetter(place)),
          entries: [...entries],
          order: place,
        };
  });
  return { pools, gone: known.slice(count).map((pool) => pool.id) };
}

/** The pools as they are after `entry` has moved to `to` (null: to none); only those that change. */
export function moved(pools: readonly Pool[], entry: Entry['id'], to: Pool['id'] | null): readonly Pool[] {
  return pools.flatMap((pool) => {
    const has = pool.entries.includes(entry);
    if (pool.id === to) return has ? [] : [{ ...pool, entries: [...pool.entries, entry] }];
    return has ? [{ ...pool, entries: pool.entries.filter((id) => id !== entry) }] : [];
  });
}

/** Entries of a draw that are in none of its pools. */
export function withoutPool(records: Pick<Records, 'entries' | 'pools'>, draw: Draw['id']): readonly Entry[] {
  const placed = new Set<EntryId>(poolsOf(records, draw).flatMap((pool) => pool.entries));
  return entriesOf(records, draw).filter((entry) => !placed.has(entry.id));
}

/** The matches that the pools of a draw still lack. */
export const missingMatches = (
  records: Pick<Records, 'pools' | 'matches'>,
  draw: Draw['id'],
  roundName: (round: number) => string,
  newId: () => string,
): readonly MatchPlan[] =>
  poolsOf(records, draw).flatMap((pool) =>
    planPoolMatches({
      pool,
      planned: Object.values(records.matches),
      newId: () => MatchId.parse(newId()),
      roundName,
    }),
  );

/** The matches of a draw that haven't started and may be removed. */
export const removableMatches = (
  records: Pick<Records, 'matches'>,
  draw: Draw['id'],
  scores: Scores,
): readonly MatchPlan[] =>
  Object.values(records.matches).filter((plan) => plan.draw === draw && !hasStarted(scores.get(plan.id)));
