import { expect, test } from 'vitest';
import { courtNow, justFinishedForMs, plansOn } from '#shared/domain/tournament/court-now.ts';
import { byId, court, minutes, plan, score, tournament, twoOClock } from './sample.ts';

const first = plan('first', { number: 1 });
const second = plan('second', { number: 2, scheduled: twoOClock + minutes(30) });
const third = plan('third', { number: 3, scheduled: null });
const plans = [first, second, third];
const now = twoOClock + minutes(40);
const ended = { schedule: 'finished', endedAt: now - minutes(1), winner: 'A' } as const;

test('a match that is played is on its court, and the next planned one after it', () => {
  const scores = byId(score('second', { schedule: 'running' }), score('first', ended));
  expect(courtNow(plans, scores, now)).toEqual({ kind: 'playing', match: second, next: third });
});

test('a running match goes before a suspended one that began earlier', () => {
  const scores = byId(score('first', { schedule: 'suspended' }), score('second', { schedule: 'running' }));
  expect(courtNow(plans, scores, now)).toEqual({ kind: 'playing', match: second, next: third });
});

test('a suspended match goes before one that is just over and one that is called', () => {
  const scores = byId(
    score('first', { schedule: 'suspended' }),
    score('second', ended),
    score('third', { schedule: 'called' }),
  );
  expect(courtNow(plans, scores, now)).toEqual({ kind: 'playing', match: first, next: third });
});

test('a finished match stays for five minutes', () => {
  const scores = byId(score('first', ended));
  expect(courtNow(plans, scores, now)).toEqual({ kind: 'finished', match: first, next: second });
  const last = now - minutes(1) + justFinishedForMs;
  expect(courtNow(plans, scores, last - 1).kind).toBe('finished');
  expect(courtNow(plans, scores, last)).toEqual({ kind: 'free', match: null, next: second });
});

test('the last match to end is the one that stays', () => {
  const scores = byId(score('first', { ...ended, endedAt: now }), score('second', ended));
  expect(courtNow(plans, scores, now).match).toBe(first);
});

test('a call takes a finished match off its court at once', () => {
  const scores = byId(score('first', ended), score('second', { schedule: 'called' }));
  expect(courtNow(plans, scores, now)).toEqual({ kind: 'called', match: second, next: third });
});

test('a postponed or cancelled match is neither on the court nor next', () => {
  const scores = byId(score('first', { schedule: 'postponed' }), score('second', { schedule: 'cancelled' }));
  expect(courtNow(plans, scores, now)).toEqual({ kind: 'free', match: null, next: third });
});

test('a court without matches is free with nothing next', () => {
  expect(courtNow([], byId(), now)).toEqual({ kind: 'free', match: null, next: null });
});

test('matches of a court come by planned time, those without one last, then by number', () => {
  const elsewhere = plan('elsewhere', { court: null });
  const twin = plan('twin', { number: 9 });
  const state = tournament([third, twin, second, elsewhere, first]);
  expect(plansOn(state, court).map(({ id }) => id)).toEqual(['first', 'twin', 'second', 'third']);
});
