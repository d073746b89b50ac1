import { expect, test } from 'vitest';
import { comingAfter, isStillSo, judgedSince, lineOf } from '#pages/overlay/model/judged.ts';
import { tablePages } from '#pages/overlay/model/table-pages.ts';
import { figureOf, otherUnitText, weightText } from '#pages/overlay/model/weights.ts';
import { type LiftingView, liftingView } from '#shared/domain/meet/lifting-view.ts';
import { beforeLift, type RawMeet } from '../domain/meet/real-meet.ts';

function viewOf(state: RawMeet): LiftingView {
  const view = liftingView(state);
  if (!view) throw new Error('it is no meet');
  return view;
}

/** Numbers of the fixture's lifters. */
const [ahmad, kamel, mahran] = [6, 8, 9];

test('[decision] is shown when an attempt was judged, and not for what was judged before the page looked', () => {
  const { state, judge } = beforeLift('A', 'D');
  const before = viewOf(state);
  judge(mahran, 1);
  const after = viewOf(state);
  expect(judgedSince(null, after)).toBeNull();
  expect(judgedSince(after, after)).toBeNull();
  expect(judgedSince(before, after)).toMatchObject({
    lifter: { name: 'Mahran Ali' },
    attempt: 1,
    weight: { kg: 250 },
    good: true,
  });
});

test('[decision] a weight that is changed or declared is none', () => {
  const { state } = beforeLift('A', 'D');
  const before = viewOf(state);
  const entry = state.registration.entries.find(({ id }) => id === kamel);
  if (entry) entry.deadliftKg = [272.5, 0, 0, 0, 0];
  expect(judgedSince(before, viewOf(state))).toBeNull();
});

test('[decision] one that is put right is shown again, one that is taken back goes', () => {
  const { state, judge } = beforeLift('A', 'D');
  judge(mahran, 1);
  const good = viewOf(state);
  const entry = state.registration.entries.find(({ id }) => id === mahran);
  if (!entry) throw new Error('the fixture has changed');
  entry.deadliftStatus = [-1, 0, 0, 0, 0];
  const noLift = viewOf(state);
  const judged = judgedSince(good, noLift);
  expect(judged).toMatchObject({ good: false });
  if (!judged) return;
  expect(isStillSo(noLift, judged)).toBe(true);
  entry.deadliftStatus = [0, 0, 0, 0, 0];
  expect(isStillSo(viewOf(state), judged)).toBe(false);
  expect(judgedSince(noLift, viewOf(state))).toBeNull();
});

test('[decision] of several at once the last in lifting order counts', () => {
  const { state, judge } = beforeLift('A', 'D');
  const before = viewOf(state);
  judge(mahran, 1);
  judge(kamel, 1);
  expect(judgedSince(before, viewOf(state))).toMatchObject({ lifter: { name: 'Kamel Hamed' } });
});

test('[decision] another flight or lift begins with none', () => {
  const { state, judge } = beforeLift('A', 'D');
  const before = viewOf(state);
  judge(ahmad, 1);
  state.lifting.flight = 'B';
  expect(judgedSince(before, viewOf(state))).toBeNull();
  state.lifting.flight = 'A';
  state.lifting.lift = 'B';
  const bench = viewOf(state);
  expect(judgedSince(before, bench)).toBeNull();
});

test('[next] while a decision is shown the lifter who is called comes first among those who follow', () => {
  const { state, judge } = beforeLift('A', 'D');
  const before = viewOf(state);
  judge(mahran, 1);
  const view = viewOf(state);
  const judged = judgedSince(before, view);
  expect(comingAfter(view, judged).map(({ lifter }) => lifter.name)).toEqual([
    'Kamel Hamed',
    'Samir El Helwe',
    'Ahmad Abdullah',
    'Mahran Ali',
  ]);
  expect(comingAfter(view, null)[0]?.lifter.name).toBe('Samir El Helwe');
  expect(lineOf(view, String(mahran))?.attempts.D[0]?.state).toBe('good');
  expect(lineOf(view, 'nobody')).toBeNull();
});

test('[weights] are written as the language does, in the meet’s own unit', () => {
  expect(weightText({ kg: 212.5, lb: null }, 'en')).toBe('212.5\u202fkg');
  expect(weightText({ kg: 212.5, lb: null }, 'de')).toBe('212,5\u202fkg');
  expect(weightText({ kg: 183.7, lb: 405 }, 'en')).toBe('405\u202flb');
  expect(otherUnitText({ kg: 183.7, lb: 405 }, 'fr')).toBe('183,7\u202fkg');
  expect(otherUnitText({ kg: 212.5, lb: null }, 'en')).toBeNull();
  expect(figureOf({ kg: 1002.5, lb: null }, 'es')).toBe('1002,5');
});

test('[table] long flights are dealt out to as few pages as will do, evenly', () => {
  const sizes = (n: number): number[] =>
    tablePages(Array.from({ length: n }, (_, i) => i)).map((page) => page.length);
  expect(sizes(0)).toEqual([0]);
  expect(sizes(9)).toEqual([9]);
  expect(sizes(14)).toEqual([7, 7]);
  expect(sizes(19)).toEqual([7, 7, 5]);
});
