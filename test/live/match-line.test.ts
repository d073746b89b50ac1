import { expect, test } from 'vitest';
import { matchLine, sayOf } from '#ui/match-line.ts';
import { sayWords, watchingText } from '#ui/watching-words.ts';
import { minutes, plan, score, tournament, twoOClock } from './sample.ts';

const match = plan('m');
const state = tournament([match]);
const line = (changes: Parameters<typeof score>[1]) => matchLine(state, match, score('m', changes));
const words = (changes: Parameters<typeof score>[1], now = twoOClock): string =>
  sayWords(line(changes), sayOf(line(changes), now), watchingText.textIn('en'));
const running = { schedule: 'running', result: 'live', points: [12, 9], sets: [[21, 17]] } as const;

test('a match under way shows its points, the sets before as columns and who serves', () => {
  const { sides, figures } = line({ ...running, setsWon: [1, 0], serving: { side: 'B', court: 'left' } });
  expect(figures).toBe('points');
  expect(sides.A).toMatchObject({ figure: 12, sets: [{ points: 21, won: true }], serving: null });
  expect(sides.B).toMatchObject({ figure: 9, sets: [{ points: 17, won: false }], serving: 'left' });
});

test('a finished match shows its sets won, its winner, and nobody serves', () => {
  const over = line({
    schedule: 'finished',
    sets: [
      [21, 17],
      [21, 9],
    ],
    setsWon: [2, 0],
    winner: 'A',
    serving: { side: 'A', court: null },
  });
  expect(over.figures).toBe('sets');
  expect(over.sides.A).toMatchObject({ figure: 2, winner: true, serving: null });
  expect(over.sides.B).toMatchObject({ figure: 0, winner: false });
});

test('a match of one set shows that set’s points at its end, not one set to none', () => {
  const over = line({ schedule: 'finished', sets: [[21, 17]], setsWon: [1, 0], winner: 'A' });
  expect(over.figures).toBe('points');
  expect(over.sides.A).toMatchObject({ figure: 21, sets: [] });
});

test('a set left unfinished by a retirement stays on the screen', () => {
  const retired = line({
    ...running,
    schedule: 'finished',
    setsWon: [1, 0],
    winner: 'A',
    marks: { A: null, B: 'RET' },
  });
  expect(retired.sides.B.sets.map((set) => set.points)).toEqual([17, 9]);
  expect(retired.sides.B.mark).toBe('RET');
});

test('a match that hasn’t begun shows no figures', () => {
  expect(matchLine(state, match, null)).toMatchObject({ figures: 'none', schedule: 'planned' });
  expect(line({ schedule: 'called' }).sides.A.figure).toBeNull();
  expect(line({ schedule: 'finished', winner: 'A', marks: { A: null, B: 'WO' } }).figures).toBe('none');
});

test('what is said of a match is its most important word', () => {
  expect(words(running)).toBe('Game 2');
  expect(words({ ...running, decisive: { what: 'match', side: 'A' } })).toBe('Match point Anna Čapková');
  expect(words({ ...running, decisive: { what: 'set', side: 'B' } })).toBe('Game point Bea Lundqvist');
  const interval = { kind: 'interval', until: twoOClock + minutes(1) } as const;
  expect(words({ ...running, interval })).toBe('Interval 1:00');
  expect(words({ ...running, interval }, twoOClock + minutes(2))).toBe('Interval');
  expect(words({ ...running, schedule: 'suspended', interval })).toBe('suspended');
  expect(words({ schedule: 'finished', winner: 'A', sets: [[21, 3]] })).toBe('Anna Čapková wins');
  const walkover = { schedule: 'finished', winner: 'A', marks: { A: null, B: 'WO' } } as const;
  expect(words(walkover)).toBe('Anna Čapková wins (walkover)');
});

test('a court is named with its venue when there are several', () => {
  expect(line({}).court).toBe('North Hall · Court 1');
  const { annex: _, ...one } = state.venues;
  expect(matchLine({ ...state, venues: one }, match, null).court).toBe('Court 1');
});
