import { CourtId, DrawId, EntryId, MatchId, type Moment, TournamentId, VenueId } from '#shared/domain/ids.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import { badminton } from '#shared/domain/sports/presets.ts';
import type { Entry, MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';

/** 14:00 in Berlin on a day in November. */
export const twoOClock: Moment = Date.UTC(2026, 10, 21, 13, 0);
export const minutes = (n: number): number => n * 60_000;

export const venue = VenueId.parse('hall');
export const court = CourtId.parse('c1');
export const draw = DrawId.parse('ws');

/** A match planned on court 1 at 14:00, between the first two players. */
export const plan = (id: string, changes: Partial<MatchPlan> = {}): MatchPlan => ({
  id: MatchId.parse(id),
  number: 1,
  draw,
  pool: null,
  round: 'Round 1',
  sides: [EntryId.parse('anna'), EntryId.parse('bea')],
  court,
  scheduled: twoOClock,
  official: null,
  ...changes,
});

/** The line of a match in which nothing was recorded. */
export const score = (id: string, changes: Partial<MatchScore> = {}): MatchScore => ({
  id: MatchId.parse(id),
  seq: 1,
  schedule: 'planned',
  result: 'none',
  revision: 0,
  sets: [],
  points: null,
  setsWon: [0, 0],
  serving: null,
  left: null,
  decisive: null,
  interval: null,
  winner: null,
  marks: { A: null, B: null },
  official: null,
  startedAt: null,
  endedAt: null,
  changedAt: null,
  openBranches: 0,
  ...changes,
});

export const byId = (...lines: MatchScore[]): ReadonlyMap<MatchId, MatchScore> =>
  new Map(lines.map((line) => [line.id, line]));

const entry = (id: string, name: string, club: string): Entry => ({
  id: EntryId.parse(id),
  draw,
  name,
  club,
  seed: null,
  members: [],
});

const keyed = <T extends { id: string }>(records: readonly T[]): Record<string, T> =>
  Object.fromEntries(records.map((record) => [record.id, record]));

/** Two halls with three courts, one draw, three players of two clubs, and the given matches. */
export const tournament = (matches: readonly MatchPlan[]): TournamentState => ({
  id: TournamentId.parse('cup'),
  details: { name: 'Harbour Cup', timeZone: 'Europe/Berlin', startsOn: '2026-11-21' },
  status: 'open',
  seq: 1,
  venues: keyed([
    { id: venue, name: 'North Hall', site: '', order: 0 },
    { id: VenueId.parse('annex'), name: 'Annex', site: '', order: 1 },
  ]),
  courts: keyed([
    { id: court, venue, name: 'Court 1', order: 0 },
    { id: CourtId.parse('c2'), venue, name: 'Court 2', order: 1 },
    { id: CourtId.parse('a1'), venue: VenueId.parse('annex'), name: 'Court 1', order: 0 },
  ]),
  draws: keyed([
    {
      id: draw,
      name: 'Women’s singles',
      sport: 'badminton' as const,
      kind: 'player' as const,
      rules: badminton,
      tablePoints: { won: 1, lost: 0 },
      order: 0,
    },
  ]),
  pools: {},
  people: {},
  entries: keyed([
    entry('anna', 'Anna Čapková', 'Quayside'),
    entry('bea', 'Bea Lundqvist', 'Moorland'),
    entry('cleo', 'Cleo Marchetti', 'Quayside'),
  ]),
  officials: {},
  matches: keyed(matches),
});
