import { expect, test } from 'vitest';
import { phoneScreen } from '../support/browser.ts';
import {
  hall,
  manyCourts,
  onCourt1,
  overflowing,
  points,
  rallies,
  renamed,
  shows,
  textOf,
  textsSmallerThan,
  tv,
} from './watch-stage.ts';

/** As long as a name may be. */
const longNames = [
  'Maximiliane von Hohenfels-Ravenstein zu Oberniederbach / Bartholomäus Quellenst.',
  'Wilhelmina Castellanos-Oosterhout de la Rochefontaine',
  // Nowhere to break it.
  'Spielgemeinschaftoberhavellandniederbarnimunterneukirchenquellensteinbachtal',
];

test('[P10] a board that stayed and one that joined late show the same', async () => {
  const { open, play } = await hall();
  const { page: stayed } = await open('/board?court=Court+1');
  await stayed.getByText('Otter').first().waitFor();
  await play(onCourt1, ...rallies('AABAB'));
  await shows(stayed, 3, 2);
  const { page: late } = await open('/board?court=court-1');
  await shows(late, 3, 2);
  expect(await textOf(late, '.court-sides')).toBe(await textOf(stayed, '.court-sides'));
  expect(await textOf(late, '.court-say')).toBe(await textOf(stayed, '.court-say'));

  await play(onCourt1, ...points('B'));
  await Promise.all([shows(stayed, 3, 3), shows(late, 3, 3)]);
  expect(await textOf(late, '.court-sides')).toBe(await textOf(stayed, '.court-sides'));
  expect(await textOf(late, '.court-sides')).toContain('serves');
});

test('[P22] a board that hears nothing says since when and dims its figures, and is live again with the newest score', async () => {
  const { open, play } = await hall();
  await play(onCourt1, ...rallies('AAB'));
  const { page, silence, listen } = await open('/board?court=court-1');
  await shows(page, 2, 1);
  const fresh = await page
    .locator('.side-figure')
    .first()
    .evaluate((figure) => getComputedStyle(figure).color);
  silence();
  await play(onCourt1, ...points('A'));
  await page.getByText(/No connection since \d\d:\d\d/).waitFor();
  await shows(page, 2, 1);
  const old = await page
    .locator('.side-figure')
    .first()
    .evaluate((figure) => {
      const { color, backgroundImage } = getComputedStyle(figure);
      return { color, backgroundImage };
    });
  expect(old.color).not.toBe(fresh);
  expect(old.backgroundImage).toContain('repeating-linear-gradient');

  listen();
  await shows(page, 3, 1);
  await page.getByText(/No connection/).waitFor({ state: 'detached' });
});

test('a set point, the end of a match and the match after it are said on the board', async () => {
  const { open, play } = await hall();
  await play(onCourt1, ...rallies('A'.repeat(20)));
  const { page } = await open('/board?court=court-1');
  await page.getByText('Game point Heron').waitFor();
  await play(onCourt1, ...points('A'));
  await page.getByText(/^Break 1:\d\d|Break 2:00/).waitFor();
  await play(onCourt1, { type: 'setStart' }, ...points('A'.repeat(20)));
  await page.getByText('Match point Heron').waitFor();
  await play(onCourt1, ...points('A'));
  await page.getByText('Heron wins').waitFor();
  await shows(page, 2, 0);
  await page.getByText('winner').waitFor();
});

test('names of any length fit the board of one court, and no text is under 40 px on 1080p', async () => {
  const { open, play, put } = await hall();
  await put(renamed(longNames));
  await play(onCourt1, ...rallies('A'.repeat(20)));
  const { page } = await open('/board?court=court-1');
  await shows(page, 20, 0);
  await page
    .getByText(/^Game point/)
    .first()
    .waitFor();
  expect(await overflowing(page)).toEqual([]);
  expect(await textsSmallerThan(page, 40)).toEqual([]);
  const tall = await page
    .locator('.side-figure')
    .first()
    .evaluate((figure) => {
      const pen = document.createElement('canvas').getContext('2d');
      const { fontSize, fontFamily } = getComputedStyle(figure);
      if (pen) pen.font = `600 ${fontSize} ${fontFamily}`;
      return pen?.measureText('2').actualBoundingBoxAscent ?? 0;
    });
  expect(tall).toBeGreaterThanOrEqual(1080 / 3 - 4);
});

test('the grid takes pages before any text is under 28 px, and any name fits however many courts there are', async () => {
  const { open, play, put } = await hall();
  await put(renamed(longNames));
  await play(onCourt1, ...rallies('A'.repeat(20)));
  // Courts, and tiles on each page of theirs.
  for (const [courts, tiles] of [
    [2, 2],
    [4, 4],
    [9, 9],
    [12, 6],
  ] as const) {
    await put(manyCourts(courts));
    const { page } = await open('/board?venue=River+Hall&page=120');
    await page.locator('.tile').first().waitFor();
    expect(await page.locator('.tile').count()).toBe(tiles);
    expect(await page.getByText(/^[12] \/ 2$/).count()).toBe(courts > tiles ? 1 : 0);
    expect(await overflowing(page), `${courts} courts`).toEqual([]);
    expect(await textsSmallerThan(page, 28), `${courts} courts`).toEqual([]);
  }
});

test('a board asked for a court that isn’t there says so and offers the others, by keyboard too', async () => {
  const { open } = await hall();
  const { page } = await open('/board?court=Court+7&lang=de');
  await page.getByText('In diesem Turnier gibt es kein Feld „Court 7“.').waitFor();
  await page.locator('a:focus').waitFor();
  expect(await page.locator('a:focus').innerText()).toBe('Alle Felder von River Hall');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('a:focus').innerText()).toBe('Court 1');
  await page.keyboard.press('Enter');
  await page.locator('.court-name', { hasText: 'Court 1' }).waitFor();
  expect(new URL(page.url()).search).toBe('?court=court-1&lang=de');
});

test('a board that is chosen while the hub is away shows it, old as it is, and goes back', async () => {
  const { open } = await hall();
  const { page, silence } = await open('/board');
  await page.locator('a:focus').waitFor();
  silence();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Court 1', exact: true }).click();
  await page.locator('.court-name', { hasText: 'Court 1' }).waitFor();
  expect(new URL(page.url()).search).toBe('?court=court-1');
  await page.goBack();
  await page.getByRole('link', { name: 'Court 1', exact: true }).waitFor();
});

test('nothing moves on a board where motion isn’t wanted', async () => {
  const { open, play } = await hall();
  await play(onCourt1, ...rallies('A'));
  const lengthOf = async (reducedMotion: 'reduce' | 'no-preference'): Promise<string> => {
    const { page } = await open('/board?court=court-1', { ...tv, reducedMotion });
    await shows(page, 1, 0);
    const figure = page.locator('.side-figure .figure-flip').first();
    return figure.evaluate((flip) => getComputedStyle(flip).animationDuration);
  };
  expect(await lengthOf('no-preference')).toBe('0.15s');
  expect(await lengthOf('reduce')).toBe('0s');
});

test('spectators see what is played first, follow a match by its link, and see what was taken back', async () => {
  const { open, play } = await hall();
  const { page } = await open('/', phoneScreen);
  await page.getByText('No match is being played.', { exact: false }).waitFor();
  const ids = await play(onCourt1, ...rallies('AAB'));
  await page.locator('.card .score-figure', { hasText: '2' }).waitFor();
  await page.locator('.card').click();
  await page.getByRole('img', { name: 'Heron 2, Otter 1. Largest lead of Heron: 2–0.' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#/match/m1');

  const last = ids.at(-1);
  if (last === undefined) throw new Error('nothing was played');
  await play(onCourt1, { type: 'void', event: last, reason: '' });
  await page.locator('del', { hasText: 'Point Otter' }).waitFor();
  const { page: friend } = await open('/#/match/m1', phoneScreen);
  await friend.locator('del', { hasText: 'Point Otter' }).waitFor();
  expect(await textOf(friend, '.match-score')).toBe(await textOf(page, '.match-score'));
});

test('[P22] old scores on a spectator’s phone are marked as old', async () => {
  const { open, play } = await hall();
  await play(onCourt1, ...rallies('AAB'));
  const { page, silence, listen } = await open('/', phoneScreen);
  await page.locator('.card').waitFor();
  silence();
  await page.getByText(/No connection since \d\d:\d\d/).waitFor();
  await page.getByText('The scores are from then.').waitFor();
  listen();
  await page.getByText(/No connection/).waitFor({ state: 'detached' });
});

test('a followed player stays followed when the page is loaded again, and can be filtered by', async () => {
  const { open } = await hall();
  const { page } = await open('/#/match/m2', phoneScreen);
  await page.getByRole('button', { name: 'Follow Lynx' }).click();
  await page.reload();
  await page.locator('[aria-pressed="true"][aria-label="Follow Lynx"]').waitFor();
  await page.getByRole('link', { name: 'Matches', exact: true }).click();
  await page.getByRole('button', { name: 'Favourites' }).click();
  await page.locator('.row').waitFor();
  expect(await page.locator('.row').count()).toBe(1);
  expect(await page.locator('.row').innerText()).toContain('Lynx');
});

test('a spectator’s page never scrolls sideways, whatever the names', async () => {
  const { open, play, put } = await hall();
  await put(renamed(longNames));
  await play(onCourt1, ...rallies('A'.repeat(20)));
  for (const path of ['/', '/#/match/m1', '/#/tables']) {
    const { page } = await open(path, phoneScreen);
    await page.getByText('Wilhelmina', { exact: false }).first().waitFor();
    const room = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(room, path).toBeLessThanOrEqual(0);
  }
});
