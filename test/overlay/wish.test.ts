import { expect, test } from 'vitest';
import { meetNumber, overlayWish } from '#pages/overlay/model/wish.ts';

test('[address] names a match or a meet, whose number may be written in groups', () => {
  expect(overlayWish('/overlay/match/01JBZ0M1', '').of).toEqual({ kind: 'match', id: '01JBZ0M1' });
  for (const number of ['123456789', '123%20456%20789', '123-456-789']) {
    expect(overlayWish(`/overlay/meet/${number}`, '').of).toEqual({ kind: 'meet', id: '123456789' });
  }
  for (const path of [
    '/overlay/meet/',
    '/overlay/meet/a%2Fb',
    '/overlay/meet/%E0%A4%A',
    '/overlay/court/1',
    '/',
  ]) {
    expect(overlayWish(path, '').of).toEqual({ kind: 'unknown' });
  }
  expect(meetNumber('123456789')).toBe('123 456 789');
  expect(meetNumber('spring')).toBe('spring');
});

test('[address] without parameters it is a dark lower third in its usual size', () => {
  expect(overlayWish('/overlay/meet/1', '')).toMatchObject({
    view: 'lower',
    theme: 'dark',
    language: null,
    scale: 1,
    tournament: null,
  });
});

test('[address] parameters choose corner, view, theme and size; what can’t be read counts as not given', () => {
  const wish = (search: string) => overlayWish('/overlay/meet/1', search);
  expect(wish('?corner=BR&theme=light&lang=de&scale=1.5')).toMatchObject({
    view: 'corner',
    corner: 'br',
    theme: 'light',
    language: 'de',
    scale: 1.5,
  });
  expect(wish('?corner=middle&theme=pink&scale=big')).toMatchObject({
    view: 'lower',
    theme: 'dark',
    scale: 1,
  });
  expect(wish('?scale=99').scale).toBe(3);
  expect(wish('?scale=0.01').scale).toBe(0.5);
  expect(wish('?scale=-1').scale).toBe(1);
  expect(wish('?corner=constructor').view).toBe('lower');
  expect(wish('?view=full&corner=tl').view).toBe('full');
  // A match has a board of its own.
  expect(overlayWish('/overlay/match/1', '?view=full').view).toBe('lower');
});
