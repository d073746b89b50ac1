import { expect, test } from 'vitest';
import { createTapGuard, guardMs } from '#pages/referee/tap-guard.ts';

function guardAt() {
  let now = 1_000_000;
  const guard = createTapGuard(() => now);
  return { guard, pass: (ms: number) => (now += ms) };
}

test('a finger put down and lifted on the same half is a tap', () => {
  const { guard } = guardAt();
  guard.down(1, 'A');
  expect(guard.up(1, 'A', true)).toBe(true);
  expect(guard.up(1, 'A', true)).toBe(false);
});

test('a finger dragged away is no tap, and the next one is', () => {
  const { guard } = guardAt();
  guard.down(1, 'A');
  expect(guard.up(1, 'A', false)).toBe(false);
  guard.down(2, 'A');
  expect(guard.up(2, 'A', true)).toBe(true);
});

test('a second finger does nothing while the first is down', () => {
  const { guard } = guardAt();
  guard.down(1, 'A');
  guard.down(2, 'B');
  expect(guard.up(2, 'B', true)).toBe(false);
  expect(guard.up(1, 'A', true)).toBe(true);
});

test('after the halves have changed places taps are ignored for 600 ms', () => {
  const { guard, pass } = guardAt();
  guard.swapped();
  pass(guardMs - 1);
  guard.down(1, 'A');
  pass(1);
  expect(guard.up(1, 'A', true)).toBe(false);
  guard.down(1, 'A');
  expect(guard.up(1, 'A', true)).toBe(true);
});

test('a finger that was down when the halves changed places does nothing, however late it is lifted', () => {
  const { guard, pass } = guardAt();
  guard.down(1, 'A');
  guard.swapped();
  pass(10_000);
  expect(guard.up(1, 'A', true)).toBe(false);
});

test('a finger that the browser took away does not block the next one', () => {
  const { guard } = guardAt();
  guard.down(1, 'A');
  guard.cancelled(1);
  guard.down(2, 'B');
  expect(guard.up(2, 'B', true)).toBe(true);
});
