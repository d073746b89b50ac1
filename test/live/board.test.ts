import { expect, test } from 'vitest';
import { pagesOf, shapeOf } from '#pages/board/model/grid.ts';
import { addressForPhones } from '#pages/board/model/qr-address.ts';
import { addressWith, boardShow, boardWish } from '#pages/board/model/wish.ts';
import { fitText } from '#ui/fit.ts';
import { turnAt, untilTurn } from '#ui/turns.ts';
import { tournament } from './sample.ts';

const state = tournament([]);
const show = (search: string) => boardShow(state, boardWish(search));

test('a board is asked for by a court’s or a venue’s id or name', () => {
  expect(show('?court=c2')).toMatchObject({ kind: 'court', court: { id: 'c2' } });
  expect(show('?court=%20court%20%202')).toMatchObject({ kind: 'court', court: { id: 'c2' } });
  expect(show('?venue=north+hall')).toMatchObject({
    kind: 'venue',
    venue: { id: 'hall' },
    courts: [{ id: 'c1' }, { id: 'c2' }],
  });
  expect(show('')).toEqual({ kind: 'choose' });
});

test('a name that two courts have is settled by the venue, else it is said', () => {
  expect(show('?court=Court+1')).toEqual({ kind: 'unknown', what: 'court', asked: 'Court 1', several: true });
  expect(show('?court=Court+1&venue=annex')).toMatchObject({ kind: 'court', court: { id: 'a1' } });
});

test('a court or venue that isn’t there is said, never replaced by another', () => {
  expect(show('?court=9')).toEqual({ kind: 'unknown', what: 'court', asked: '9', several: false });
  expect(show('?venue=south')).toEqual({ kind: 'unknown', what: 'venue', asked: 'south', several: false });
});

test('options of the address have sensible limits', () => {
  expect(boardWish('?turn=8')).toMatchObject({ turnSeconds: 8, pageSeconds: 10, qr: true, theme: null });
  expect(boardWish('?turn=0.1&page=9999&qr=0&theme=dark')).toMatchObject({
    turnSeconds: 3,
    pageSeconds: 120,
    qr: false,
    theme: 'dark',
  });
  expect(boardWish('?turn=soon&theme=pink')).toMatchObject({ turnSeconds: null, theme: null });
});

test('a choice keeps the other options of the address', () => {
  expect(addressWith('?lang=de&court=9', { court: 'c1', venue: null })).toBe('?lang=de&court=c1');
});

test('courts are dealt out to as few pages as will do, evenly', () => {
  const sizes = (n: number): number[] =>
    pagesOf(Array.from({ length: n }, (_, i) => i)).map((page) => page.length);
  expect(sizes(0)).toEqual([0]);
  expect(sizes(6)).toEqual([6]);
  expect(sizes(9)).toEqual([9]);
  expect(sizes(12)).toEqual([6, 6]);
  expect(sizes(20)).toEqual([7, 7, 6]);
  expect(shapeOf(6)).toEqual({ columns: 3, rows: 2 });
  expect(shapeOf(2)).toEqual({ columns: 1, rows: 2 });
});

test('courts and pages take turns by the hub’s clock', () => {
  expect([0, 7_999, 8_000, 16_000, 24_000].map((now) => turnAt(now, 8_000, 3))).toEqual([0, 0, 1, 2, 0]);
  expect(turnAt(123_456, 8_000, 1)).toBe(0);
  expect(untilTurn(7_000, 8_000)).toBe(1_000);
});

// Every letter is half as wide as it is high.
const widthOf = (text: string): number => [...text].length / 2;
const longName = 'von Hohenfels-Ravensburg-Quellenstein-Oberniederbach';
const box = { widthPx: 1000, maxPx: 100, maxOfTwoPx: 80, minPx: 40 };

test('a name is shrunk to the limit, then broken in two, then cut', () => {
  expect(fitText('Anna Berg', box, widthOf)).toEqual({ sizePx: 100, lines: ['Anna Berg'] });
  const longer = 'Wilhelmina';
  expect(fitText(`${longer}${longer}${longer}`, box, widthOf)).toEqual({
    sizePx: 1000 / 15,
    lines: [`${longer}${longer}${longer}`],
  });
  expect(fitText('Annabelle Oosterhout / Wilhelmina Castellanos', box, widthOf)).toEqual({
    sizePx: 80,
    lines: ['Annabelle Oosterhout /', 'Wilhelmina Castellanos'],
  });
  const cut = fitText(`${longer.repeat(6)} ${longer.repeat(6)}`, box, widthOf);
  expect(cut.sizePx).toBe(40);
  expect(cut.lines).toHaveLength(2);
  for (const line of cut.lines) expect(line.endsWith('…')).toBe(true);
});

test('of a pair too long for two lines, both names are still there', () => {
  const pair = `Anna ${longName} / Bea ${longName}`;
  const { lines } = fitText(pair, box, widthOf);
  expect(lines.map((line) => line.slice(0, 5))).toEqual(['Anna ', 'Bea v']);
});

test('whatever the name, no line is wider than its box and no letter smaller than the limit', () => {
  for (let length = 1; length <= 160; length += 1) {
    const name = 'Maximiliane von Hohenfels-Ravenna / Bartholomäus Quellensteiner '
      .repeat(3)
      .slice(0, length);
    const fit = fitText(name, box, widthOf);
    expect(fit.sizePx).toBeGreaterThanOrEqual(box.minPx);
    expect(fit.sizePx).toBeLessThanOrEqual(box.maxPx);
    for (const line of fit.lines) expect(widthOf(line) * fit.sizePx).toBeLessThanOrEqual(box.widthPx + 1e-9);
  }
});

test('phones are given an address that they can reach', () => {
  expect(addressForPhones(['http://127.0.0.1:8000', 'http://192.168.1.20:8000'])).toBe(
    'http://192.168.1.20:8000',
  );
  expect(addressForPhones(['http://localhost:8000', 'http://[::1]:8000'])).toBeNull();
});
