import { expect, test } from 'vitest';
import { triesPerMinute } from '#main/lib/rate-limit.ts';

test('[tries] so many are allowed in any minute; waiting is told without being counted', () => {
  const tries = triesPerMinute(2);
  expect([tries.take('heron', 0), tries.take('heron', 20_000)]).toEqual([0, 0]);
  expect([tries.wait('heron', 30_500), tries.take('heron', 30_500), tries.wait('lynx', 30_500)]).toEqual([
    30, 30, 0,
  ]);
  expect([tries.wait('heron', 60_000), tries.take('heron', 60_000), tries.take('heron', 60_000)]).toEqual([
    0, 0, 20,
  ]);
  tries.forget('heron');
  expect(tries.wait('heron', 60_000)).toBe(0);
});

test('[tries] of ten thousand keys in one minute the one that was silent longest is forgotten', () => {
  const tries = triesPerMinute(1);
  for (let key = 0; key <= 10_000; key += 1) tries.take(String(key), key);
  expect(tries.wait('0', 10_000)).toBe(0);
  expect([tries.wait('1', 10_000), tries.wait('10000', 10_000)]).toEqual([51, 60]);
});

test('[tries] a clock that is set back makes nobody wait longer than a minute', () => {
  const tries = triesPerMinute(2);
  const noon = 1_700_000_000_000;
  expect([tries.take('heron', noon), tries.take('heron', noon)]).toEqual([0, 0]);
  const set = noon - 3 * 3_600_000;
  expect([tries.take('heron', set), tries.take('heron', set), tries.take('heron', set)]).toEqual([0, 0, 60]);
});
