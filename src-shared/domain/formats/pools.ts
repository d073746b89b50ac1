import type { EntryId, MatchId } from '#shared/domain/ids.ts';
import type { Entry, MatchPlan, Pool } from '#shared/domain/tournament/records.ts';
import { deal, dealtPools, newDeal } from './club-separation.ts';
import { type Pairing, roundRobin } from './round-robin.ts';

/**
 * Deals entries out to pools: by seed in a snake (1 2 3, 6 5 4, 7 8 9 …), the unseeded after the seeded in the order
 * given. Sizes differ by one at most. Entries of one club are kept apart: no pool gets more of a club than must be,
 * which is one as long as the club has no more entries than there are pools. For that, entries change places only with
 * others of their tier (their turn of the snake), and those of the first tier keep their pools. `poolCount` is at
 * least 1.
 */
export function distribute(
  entries: readonly Pick<Entry, 'id' | 'seed' | 'club'>[],
  poolCount: number,
): readonly (readonly EntryId[])[] {
  const count = Math.max(1, Math.floor(poolCount));
  const ranked = entries.toSorted((a, b) => (a.seed ?? unseeded) - (b.seed ?? unseeded));
  const dealing = newDeal<EntryId>(count);
  const members = new Map<string, number>();
  for (const [place, entry] of ranked.entries()) {
    const tier = Math.floor(place / count);
    const turn = place % count;
    const club = separableClub(entry, members, count);
    deal(dealing, { item: entry.id, tier, club }, tier % 2 === 0 ? turn : count - 1 - turn);
  }
  return dealtPools(
    dealing,
    ranked.slice(0, count).map((entry) => entry.id),
  );
}

/** Sorts behind every seed. */
const unseeded = Number.MAX_SAFE_INTEGER;

/** Whom an entry is kept apart from. A club with more entries than there are pools counts as several. */
function separableClub(
  entry: Pick<Entry, 'id' | 'club'>,
  members: Map<string, number>,
  count: number,
): string {
  const club = entry.club.trim().toLowerCase();
  if (club === '') return `entry ${entry.id}`;
  const before = members.get(club) ?? 0;
  members.set(club, before + 1);
  return `club ${Math.floor(before / count)} ${club}`;
}

/** What planning the matches of a pool needs to know. */
export interface PoolPlanning {
  readonly pool: Pick<Pool, 'id' | 'draw' | 'entries'>;
  /** Matches that are planned already, of this pool or of others. */
  readonly planned: readonly MatchPlan[];
  readonly newId: () => MatchId;
  /** Names a round by its number, from 1; it must hold that number. Default "Round 1". */
  readonly roundName?: (round: number) => string;
}

/**
 * The matches that a pool still lacks until everybody has met everybody, with number 0 (the hub gives the next free
 * ones), without court and time. Matches that exist stay as they are, so a late entry gets only its own. Nobody plays
 * twice in a round: a match goes into the round of `roundRobin`, or if one of its sides plays there already into the
 * first round where neither does.
 */
export function planPoolMatches({
  pool,
  planned,
  newId,
  roundName = (round) => `Round ${round}`,
}: PoolPlanning): MatchPlan[] {
  const existing = planned.filter((plan) => plan.pool === pool.id);
  const met = new Set(existing.map(({ sides: [a, b] }) => meetingOf(a, b)));
  const busy = new Set(
    existing.flatMap((plan) => plan.sides.map((side) => `${numberIn(plan.round)} ${side}`)),
  );
  return roundRobin(pool.entries).flatMap((pairs, index) =>
    pairs
      .filter(([a, b]) => !met.has(meetingOf(a, b)))
      .map((sides): MatchPlan => {
        const round = freeRound(sides, index + 1, busy);
        for (const side of sides) busy.add(`${round} ${side}`);
        return {
          id: newId(),
          number: 0,
          draw: pool.draw,
          pool: pool.id,
          round: roundName(round),
          sides: [...sides],
          court: null,
          scheduled: null,
          official: null,
        };
      }),
  );
}

const meetingOf = (a: EntryId | null, b: EntryId | null): string => [a ?? '', b ?? ''].toSorted().join(' ');

const numberIn = (round: string): number => Number(/\d+/.exec(round)?.[0] ?? 0);

function freeRound(sides: Pairing, wanted: number, busy: ReadonlySet<string>): number {
  const isFree = (round: number): boolean => sides.every((side) => !busy.has(`${round} ${side}`));
  if (isFree(wanted)) return wanted;
  let round = 1;
  while (!isFree(round)) round += 1;
  return round;
}
