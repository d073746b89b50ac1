import { expect, test } from 'vitest';
import { announcement } from '#pages/live/model/announce.ts';
import { courseOf, summaryOf } from '#pages/live/model/course.ts';
import { readFavourites, toggled, writtenFavourites } from '#pages/live/model/favourites.ts';
import { hashOf, routeOf } from '#pages/live/model/routing.ts';
import { CommandId, DeviceId, EntryId, eventIdOf, MatchId } from '#shared/domain/ids.ts';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch } from '#shared/domain/match/fold.ts';
import { scoreOf } from '#shared/domain/match/score.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { badminton } from '#shared/domain/sports/presets.ts';
import { matchLine } from '#ui/match-line.ts';
import { plan, tournament, twoOClock } from './sample.ts';

const short = {
  ...badminton,
  target: 3,
  deciderTarget: 3,
  cap: 5,
  interval: { ...badminton.interval, at: null },
};
const players = { A: { name: 'Anna', players: [] }, B: { name: 'Bea', players: [] } };
const begin: readonly MatchEventBody[] = [
  { type: 'start', sport: 'badminton', rules: short, sides: players },
  { type: 'ends', left: 'A' },
  { type: 'service', side: 'A' },
  { type: 'setStart' },
];
const points = (sides: string): MatchEventBody[] =>
  [...sides].map((side) => ({ type: 'point', side: side === 'A' ? 'A' : 'B' }));

function record(state: MatchState, body: MatchEventBody): MatchState {
  const seq = state.seq + 1;
  const command = CommandId.parse(`c${seq}`);
  const device = DeviceId.parse('phone');
  const at = twoOClock + seq;
  return evolveMatch(state, body, { seq, event: eventIdOf(command, 0), command, device, official: null, at });
}

const played = (...events: readonly MatchEventBody[]): MatchState =>
  events.reduce(record, newMatch(MatchId.parse('m')));

test('the course holds the score after every point, the one that ends a set included', () => {
  const { sets } = courseOf(played(...begin, ...points('ABAA')));
  expect(sets).toEqual([
    {
      number: 1,
      steps: [
        [0, 0],
        [1, 0],
        [1, 1],
        [2, 1],
        [3, 1],
      ],
      winner: 'A',
    },
  ]);
});

test('a point that was taken back isn’t in the line and stays in the events as voided', () => {
  const before = played(...begin, ...points('AB'));
  const last = before.records.at(-1);
  if (!last) throw new Error('nothing was recorded');
  const { sets, events } = courseOf(record(before, { type: 'void', event: last.event, reason: '' }));
  expect(sets[0]?.steps).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(events.map(({ body, voided, score }) => [body.type, voided, score])).toEqual([
    ['point', true, null],
    ['point', false, [1, 0]],
    ['setStart', false, null],
    ['service', false, null],
    ['start', false, null],
  ]);
});

test('the second set has a line of its own', () => {
  const { sets } = courseOf(played(...begin, ...points('AAA'), { type: 'setStart' }, ...points('B')));
  expect(sets.map(({ number, winner }) => [number, winner])).toEqual([
    [1, 'A'],
    [2, null],
  ]);
  expect(sets[1]?.steps.at(-1)).toEqual([0, 1]);
});

test('a set is summed up in words: its end, the largest leads, how often it was level', () => {
  const [set] = courseOf(played(...begin, ...points('BABBB'))).sets;
  if (!set) throw new Error('no set');
  expect(summaryOf(set)).toEqual({ final: [1, 3], bestLead: { A: null, B: [1, 3] }, level: 1 });
});

test('a screen reader is told of sets, intervals and the end, never of every point', () => {
  const match = plan('m');
  const state = tournament([match]);
  const line = (...events: readonly MatchEventBody[]) => matchLine(state, match, scoreOf(played(...events)));
  const say = (before: string, after: string) =>
    announcement(line(...begin, ...points(before)), line(...begin, ...points(after)))?.kind ?? null;
  expect(say('A', 'AB')).toBeNull();
  expect(say('A', 'AA')).toBe('decisive');
  expect(say('AA', 'AAA')).toBe('setOver');
  expect(announcement(matchLine(state, match, null), line(...begin))?.kind).toBe('begun');
  const nearly = [...begin, ...points('AAA'), { type: 'setStart' } as const, ...points('AA')];
  expect(announcement(line(...nearly), line(...nearly, ...points('A')))?.kind).toBe('over');
});

test('a link to a match leads to it, with and without the slash', () => {
  expect(routeOf('#/match/01ABC')).toEqual({ page: 'match', match: '01ABC' });
  expect(routeOf('#match/01ABC')).toEqual({ page: 'match', match: '01ABC' });
  expect(routeOf('#/tables')).toEqual({ page: 'tables' });
  expect(routeOf('')).toEqual({ page: 'matches' });
  expect(routeOf('#/match/<script>')).toEqual({ page: 'matches' });
  expect(routeOf(hashOf({ page: 'match', match: MatchId.parse('m') }))).toEqual({
    page: 'match',
    match: 'm',
  });
});

test('favourites survive being written and read, and a second tap takes one out', () => {
  const [anna, bea] = [EntryId.parse('anna'), EntryId.parse('bea')];
  const both = toggled(toggled(new Set(), anna), bea);
  expect(readFavourites(writtenFavourites(both))).toEqual(new Set([anna, bea]));
  expect(writtenFavourites(toggled(toggled(both, anna), bea))).toBeNull();
  expect(readFavourites('anna {} ../x')).toEqual(new Set([anna]));
  expect(readFavourites(null).size).toBe(0);
});
