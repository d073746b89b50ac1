import {
  CourtId,
  DrawId,
  EntryId,
  MatchId,
  OfficialId,
  PersonId,
  PoolId,
  TournamentId,
  VenueId,
} from '#shared/domain/ids.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import { noRecords, withRecords } from '#shared/domain/tournament/fold.ts';
import type { Entry, MatchPlan, Setup } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';

export const entryId = (name: string): EntryId => EntryId.parse(name);
export const matchId = (name: string): MatchId => MatchId.parse(name);
export const singles = DrawId.parse('singles');
export const poolA = PoolId.parse('pool-a');
export const [court1, court2] = [CourtId.parse('court-1'), CourtId.parse('court-2')];
export const referee = OfficialId.parse('official-1');

/** An entry of one player, whose person has the same id. */
export const entry = (id: string, name: string, change: Partial<Entry> = {}): Entry => ({
  id: entryId(id),
  draw: singles,
  name,
  club: '',
  seed: null,
  members: [PersonId.parse(id)],
  ...change,
});

/** A match of the pool between two entries. */
export const plan = (
  id: string,
  number: number,
  sides: readonly [string | null, string | null],
  change: Partial<MatchPlan> = {},
): MatchPlan => ({
  id: matchId(id),
  number,
  draw: singles,
  pool: poolA,
  round: 'Round 1',
  sides: [sides[0] === null ? null : entryId(sides[0]), sides[1] === null ? null : entryId(sides[1])],
  court: null,
  scheduled: null,
  official: null,
  ...change,
});

/** A small tournament in Berlin: one draw of badminton singles, four players in a pool, two courts, one referee. */
export function madeTournament(change: Setup = {}): TournamentState {
  const entries = [
    entry('ada', 'Ada Aster', { club: 'Northfield', seed: 1 }),
    entry('ben', 'Ben Birch', { club: 'Southfield', seed: 2 }),
    entry('cleo', 'Cleo Cedar', { club: 'Northfield' }),
    entry('dan', 'Dan Dahlia'),
  ];
  const venue = VenueId.parse('venue-1');
  const records = withRecords(noRecords, {
    venues: [{ id: venue, name: 'Small Hall', site: 'Meadow School', order: 0 }],
    courts: [
      { id: court1, venue, name: 'Court 1', order: 0 },
      { id: court2, venue, name: 'Court 2', order: 1 },
    ],
    draws: [
      {
        id: singles,
        name: 'Women’s singles',
        sport: 'badminton',
        kind: 'player',
        rules: rulesFor('badminton', 'player'),
        tablePoints: { won: 1, lost: 0 },
        order: 0,
      },
    ],
    people: entries.map(({ id, name, club }) => ({ id: PersonId.parse(id), name, club })),
    entries,
    pools: [{ id: poolA, draw: singles, name: 'Pool A', entries: entries.map(({ id }) => id), order: 0 }],
    officials: [{ id: referee, name: 'Rita Rowan', role: 'referee' }],
  });
  return {
    id: TournamentId.parse('t1'),
    details: { name: 'Meadow Open', timeZone: 'Europe/Berlin', startsOn: '2026-03-28' },
    status: 'open',
    seq: 1,
    ...withRecords(records, change),
  };
}

/** Ids that count up, as a caller's ULIDs would. */
export function countingIds(prefix: string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${prefix}-${last}`;
  };
}
