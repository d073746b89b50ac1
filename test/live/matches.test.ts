import { expect, test } from 'vitest';
import { everything, groupMatches } from '#pages/live/model/matches.ts';
import { CourtId, EntryId } from '#shared/domain/ids.ts';
import { byId, minutes, plan, score, tournament, twoOClock } from './sample.ts';

const cleo = EntryId.parse('cleo');
const annex = CourtId.parse('a1');
const none: ReadonlySet<EntryId> = new Set();
const ids = (lines: readonly { plan: { id: string } }[]): string[] => lines.map((line) => line.plan.id);

test('matches are grouped by what happens in them', () => {
  const state = tournament([
    plan('over'),
    plan('break'),
    plan('planned'),
    plan('called'),
    plan('cancelled'),
    plan('left'),
  ]);
  const scores = byId(
    score('over', { schedule: 'finished', endedAt: twoOClock }),
    score('left', { schedule: 'abandoned', endedAt: twoOClock + 1 }),
    score('break', { schedule: 'break' }),
    score('called', { schedule: 'called' }),
    score('cancelled', { schedule: 'cancelled' }),
  );
  const groups = groupMatches(state, scores, everything, none);
  expect(ids(groups.live)).toEqual(['break']);
  expect(ids(groups.next)).toEqual(['called', 'planned']);
  expect(ids(groups.finished)).toEqual(['left', 'over']);
  expect(ids(groups.off)).toEqual(['cancelled']);
});

test('live matches come by venue and court, favourites before the others', () => {
  const state = tournament([
    plan('annex', { court: annex }),
    plan('second', { court: CourtId.parse('c2'), sides: [cleo, null] }),
    plan('first'),
  ]);
  const scores = byId(
    ...['annex', 'second', 'first'].map((id) => score(id, { schedule: 'running', points: [1, 2] })),
  );
  expect(ids(groupMatches(state, scores, everything, none).live)).toEqual(['first', 'second', 'annex']);
  expect(ids(groupMatches(state, scores, everything, new Set([cleo])).live)).toEqual([
    'second',
    'first',
    'annex',
  ]);
});

test('matches to come are sorted by time, those without one last', () => {
  const state = tournament([
    plan('whenever', { scheduled: null }),
    plan('later', { scheduled: twoOClock + minutes(30) }),
    plan('soon', { number: 7 }),
  ]);
  expect(ids(groupMatches(state, byId(), everything, none).next)).toEqual(['soon', 'later', 'whenever']);
});

test('a search finds names, clubs, draws and numbers, whatever the accents and case', () => {
  const state = tournament([plan('one', { number: 12 }), plan('two', { sides: [cleo, null], number: 3 })]);
  const search = (text: string): string[] =>
    ids(groupMatches(state, byId(), { ...everything, search: text }, none).next);
  expect(search('capkova')).toEqual(['one']);
  expect(search('marchetti quay')).toEqual(['two']);
  expect(search('MOORLAND')).toEqual(['one']);
  expect(search('#12')).toEqual(['one']);
  expect(search('singles')).toHaveLength(2);
  expect(search('nobody')).toEqual([]);
});

test('filters by court, club and favourites leave only what fits', () => {
  const state = tournament([plan('one'), plan('two', { sides: [cleo, null], court: annex })]);
  const left = (filter: Partial<typeof everything>): string[] =>
    ids(groupMatches(state, byId(), { ...everything, ...filter }, new Set([cleo])).next);
  expect(left({ court: annex })).toEqual(['two']);
  expect(left({ club: 'Moorland' })).toEqual(['one']);
  expect(left({ club: 'Quayside' })).toHaveLength(2);
  expect(left({ favouritesOnly: true })).toEqual(['two']);
});
