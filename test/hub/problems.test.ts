import { expect, test } from 'vitest';
import { createProblems } from '#main/problems.ts';

test('[problems] one that stands is no news until it was over', () => {
  let told = 0;
  const problems = createProblems(() => {
    told += 1;
  });
  const full = { code: 'STORE_FAILED', message: 'The disk is full.' };
  expect([problems.set(full), problems.set(full), told]).toEqual([true, false, 1]);
  expect(problems.list()).toEqual([full]);
  problems.clear('STORE_FAILED');
  problems.clear('STORE_FAILED');
  expect([problems.set(full), told]).toEqual([true, 3]);
});
