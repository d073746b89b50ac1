import type { Moment } from '#shared/domain/ids.ts';
import type { Entry, MatchPlan } from '#shared/domain/tournament/records.ts';
import type { Records } from '#shared/domain/tournament/state.ts';

/** Something that can be in one match at a time. */
export interface Occupied {
  readonly kind: 'court' | 'entry' | 'person' | 'official';
  readonly id: string;
}

/**
 * Everybody whom a match keeps busy, without its court: its entries, their members and its official. An entry and its
 * members are both there, since two entries of different draws may share a player.
 */
export function peopleOf(records: Pick<Records, 'entries'>, plan: MatchPlan): readonly Occupied[] {
  const sides = plan.sides.flatMap((side): readonly Occupied[] =>
    side === null ? [] : [{ kind: 'entry', id: side }, ...membersOf(records.entries[side])],
  );
  return plan.official === null ? sides : [...sides, { kind: 'official', id: plan.official }];
}

const membersOf = (entry: Entry | undefined): readonly Occupied[] =>
  (entry?.members ?? []).map((id) => ({ kind: 'person', id }));

/** The court of a match, as something that it keeps busy; none while it has no court. */
export const courtOf = (plan: Pick<MatchPlan, 'court'>): readonly Occupied[] =>
  plan.court === null ? [] : [{ kind: 'court', id: plan.court }];

/** Names what is occupied, for maps. */
export const keyOf = ({ kind, id }: Occupied): string => `${kind} ${id}`;

/** When things are occupied: starts of slots, which all have the same length. */
export type BusyTimes = Map<string, Moment[]>;

/** Notes that a match at `start` occupies all of `occupied`. */
export function occupy(busy: BusyTimes, occupied: readonly Occupied[], start: Moment): void {
  for (const key of occupied.map(keyOf)) {
    const starts = busy.get(key);
    if (starts) starts.push(start);
    else busy.set(key, [start]);
  }
}

/** Whether every start of what is `occupied` lies at least `apartMs` from `start`. */
export function isFree(
  busy: BusyTimes,
  occupied: readonly Occupied[],
  start: Moment,
  apartMs: number,
): boolean {
  return occupied.every((one) =>
    (busy.get(keyOf(one)) ?? []).every((other) => Math.abs(other - start) >= apartMs),
  );
}
