import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { beforeLift, finishedMeet } from '../domain/meet/real-meet.ts';
import { drawnShare, meetId, studio, video } from './overlay-stage.ts';
import {
  onCourt1,
  overflowing,
  points,
  rallies,
  renamed,
  textOf,
  textsSmallerThan,
  tv,
} from './watch-stage.ts';

/** As long as a name may be. */
const longNames = [
  'Maximiliane von Hohenfels-Ravenstein zu Oberniederbach / Bartholomäus Quellenst.',
  'Spielgemeinschaftoberhavellandniederbarnimunterneukirchenquellensteinbachtal',
];

const meetAt = (query = '') => `/overlay/meet/${meetId}${query}`;

/** Resolves when the plate shows these figures, side A's first. */
const shows = (page: Page, a: number, b: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('.row-figure')].map((figure) => figure.textContent).join() === wanted,
    [a, b].join(),
  );

/** Plates that are drawn beyond the picture, or texts in them that are cut off without a sign of it. */
const outside = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.plate, .plate *')]
      .filter((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const plate = element.closest('.plate')?.getBoundingClientRect();
        if (element.matches('.visually-hidden') || right === left) return false;
        if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return true;
        return plate !== undefined && (bottom > plate.bottom + 1 || right > plate.right + 1);
      })
      .map((element) => element.textContent ?? ''),
  );

test('a match’s overlay follows each point, and lets the video through everywhere else', async () => {
  const { open, play } = await studio();
  const page = await open('/overlay/match/m1');
  await page.getByText('Heron').waitFor();
  await play(onCourt1, ...rallies('AAB'));
  await shows(page, 2, 1);
  await page.getByRole('img', { name: /^serves/ }).waitFor();
  await play(onCourt1, ...points('A'.repeat(18)));
  await page.getByText('Game point Heron').waitFor();
  const third = await drawnShare(page);
  expect(third).toBeGreaterThan(0.05);
  expect(third).toBeLessThan(0.2);

  const bug = await open('/overlay/match/m1?corner=tr&theme=light&lang=de');
  await bug.getByText('Satzball Heron').waitFor();
  const box = await bug.locator('.plate').boundingBox();
  expect(box && box.x > 480 && box.y < 50).toBe(true);
  expect(await drawnShare(bug)).toBeLessThan(0.06);
});

test('an overlay says nothing of a match, meet or address that it doesn’t know', async () => {
  const { open, play } = await studio();
  await play(onCourt1, ...rallies('A'));
  const paths = [
    '/overlay/match/m9',
    '/overlay/match/m1?tournament=other',
    '/overlay/meet/987654321',
    meetAt(),
  ];
  const pages = await Promise.all(paths.map((path) => open(path)));
  // Opened after them, a page that shows something: by then they would have, too.
  await shows(await open('/overlay/match/m1'), 1, 0);
  for (const [i, page] of pages.entries()) {
    expect(await page.locator('body').innerText(), paths[i]).toBe('');
    expect(await drawnShare(page), paths[i]).toBe(0);
  }
});

test('an overlay of a match that is planned later appears with it', async () => {
  const { open, put } = await studio();
  const page = await open('/overlay/match/later');
  await put({
    matches: [
      {
        id: 'later' as typeof onCourt1,
        number: 9,
        draw: 'ws' as never,
        pool: null,
        round: 'Final',
        sides: ['heron' as never, 'lynx' as never],
        court: null,
        scheduled: null,
        official: null,
      },
    ],
  });
  await page.getByText('Lynx').waitFor();
  expect(await textOf(page, '.plate')).toContain('Final');
});

test('[P22] an overlay goes when the hub is gone, and a meet’s display says since when', async () => {
  const { open, play, lift, endHub } = await studio();
  lift(beforeLift('A', 'S').state);
  await play(onCourt1, ...rallies('AB'));
  const [match, meet, display] = await Promise.all([
    open('/overlay/match/m1'),
    open(meetAt('?corner=bl')),
    open(meetAt('?view=full')),
  ]);
  await shows(match, 1, 1);
  await meet.getByText('Kamel Hamed').waitFor();
  await display.getByText('Kamel Hamed').first().waitFor();
  await endHub();
  await display.getByText(/No connection since \d\d:\d\d/).waitFor();
  await display.getByText('Kamel Hamed').first().waitFor();
  await Promise.all([
    match.locator('.plate').waitFor({ state: 'detached' }),
    meet.locator('.plate').waitFor({ state: 'detached' }),
  ]);
  expect(await match.locator('body').innerText()).toBe('');
  expect(await drawnShare(meet)).toBe(0);
});

test('a meet’s overlay shows who lifts, then the lights, then who follows', async () => {
  const { open, lift } = await studio();
  const { state, judge } = beforeLift('A', 'S');
  lift(state);
  const page = await open(meetAt());
  await page.getByText('Kamel Hamed').waitFor();
  expect(await textOf(page, '.meet-main')).toContain('Squat 1');
  expect(await textOf(page, '.meet-weight')).toBe('200 kg');
  expect(await textOf(page, '.meet-next')).toMatch(/^Next Mahran Ali 220 kg Samir El Helwe 225 kg/);
  expect(await page.locator('.lights').count()).toBe(0);

  judge(8, 1);
  lift(state);
  await page.locator('.lights[data-good="true"]', { hasText: 'Good lift' }).waitFor();
  expect(await textOf(page, '.meet-name')).toBe('Kamel Hamed');
  expect(await textOf(page, '.meet-next')).toMatch(/^Next Mahran Ali/);
  // The decision stays long enough to be seen and then makes room.
  await page.locator('.meet-name', { hasText: 'Mahran Ali' }).waitFor();
  expect(await page.locator('.lights').count()).toBe(0);

  judge(9, 1);
  lift(state);
  await page.locator('.lights[data-good="false"]', { hasText: 'No lift' }).waitFor();
  expect(await page.locator('.meet-attempt[data-now="true"] s').innerText()).toBe('220');
});

test('a page that is opened later shows no old decision, and none while nobody is called', async () => {
  const { open, lift } = await studio();
  const { state, judge } = beforeLift('A', 'S');
  judge(8, 1);
  lift(state);
  const page = await open(meetAt('?corner=tl'));
  await page.getByText('Mahran Ali').waitFor();
  expect(await page.locator('.lights').count()).toBe(0);
  const over = finishedMeet();
  over.lifting.flight = 'B';
  lift(over);
  await page.locator('.plate').waitFor({ state: 'detached' });
});

test('the display of a meet shows the flight with what became of each attempt', async () => {
  const { open, lift } = await studio();
  const { state, judge } = beforeLift('A', 'D');
  judge(9, 1);
  lift(state);
  const page = await open(meetAt('?view=full'));
  await page.locator('.platform-name', { hasText: 'Kamel Hamed' }).waitFor();
  const row = page.locator('tbody tr', { hasText: 'Mahran Ali' });
  expect((await row.innerText()).replace(/\s+/g, ' ')).toBe(
    'Mahran Ali 105 220 ✕ 220 ✕ 220 ✓ 220 140 ✓ 155 ✓ 165 ✕ 155 250 ✓ 260 250 625',
  );
  expect(await row.locator('s').allInnerTexts()).toEqual(['220', '220', '165']);
  expect(await page.locator('tr[data-now="true"]').innerText()).toContain('Kamel Hamed');
  await page.getByText('Last attempt').waitFor();

  lift({ meet: { name: 'River Open' } });
  await page.getByText('No lifting yet.').waitFor();
  const unknown = await open('/overlay/meet/987-654-321?view=full&lang=es');
  await unknown.getByText('En este hub no hay ninguna competición con el número 987 654 321.').waitFor();
});

test('names of any length fit overlays and display, and the display has no text under 28 px on 1080p', async () => {
  const { open, play, put, lift } = await studio();
  await put(renamed(longNames));
  await play(onCourt1, ...rallies('A'.repeat(20)));
  const crowd = finishedMeet();
  crowd.meet.inKg = false;
  crowd.lifting.lift = 'B';
  crowd.registration.entries = crowd.registration.entries.map((entry, i) => ({
    ...entry,
    name: longNames[i % 2] ?? '',
    flight: 'A',
  }));
  const [first, second] = crowd.registration.entries;
  if (!first || !second) throw new Error('the fixture has changed');
  Object.assign(first, { benchKg: [180, 190, 200, 212.5, 0], benchStatus: [1, 1, 1, 0, 0] });
  Object.assign(second, { benchKg: [180, 190, 200, 215, 0], benchStatus: [1, 1, 1, 0, 0] });
  lift(crowd);
  for (const path of [
    '/overlay/match/m1',
    '/overlay/match/m1?corner=br&lang=de&scale=1.5',
    meetAt('?lang=fr'),
    meetAt('?corner=bl&lang=es&scale=2'),
  ]) {
    const page = await open(path, tv);
    await page.locator('.plate').waitFor();
    expect(await outside(page), path).toEqual([]);
    expect(await textsSmallerThan(page, 22), path).toEqual([]);
  }
  for (const lang of ['en', 'fr', 'de', 'es']) {
    const display = await open(meetAt(`?view=full&lang=${lang}`), tv);
    await display.locator('tbody tr').first().waitFor();
    const cut = await display.evaluate(() =>
      [...document.querySelectorAll('thead th')]
        .filter((head) => head.scrollWidth > head.clientWidth)
        .map((head) => head.textContent),
    );
    expect(cut, lang).toEqual([]);
  }
  const display = await open(meetAt('?view=full&lang=fr'), tv);
  await display.locator('tbody tr').first().waitFor();
  expect(await overflowing(display)).toEqual([]);
  // The signs of attempts stand beside figures that are large enough, and a no lift is struck through besides.
  const small = await textsSmallerThan(display, 28);
  expect(small.filter((text) => !/^[✓✕]/.test(text))).toEqual([]);
  const low = await display.evaluate(() => {
    const heights = [...document.querySelectorAll('.platform, .display-side, .flight')];
    return heights
      .filter((place) => place.scrollHeight > place.clientHeight + 1)
      .map((place) => place.className);
  });
  expect(low).toEqual([]);
});

test('nothing fades or flips where motion isn’t wanted', async () => {
  const { open, play } = await studio();
  await play(onCourt1, ...rallies('A'));
  const lengths = async (reducedMotion: 'reduce' | 'no-preference'): Promise<readonly string[]> => {
    const page = await open('/overlay/match/m1', { ...video, reducedMotion });
    await shows(page, 1, 0);
    return page.evaluate(() =>
      ['.fade', '.comes', '.figure-flip'].map((selector) => {
        const element = document.querySelector(selector);
        return element ? getComputedStyle(element).animationDuration : 'nothing there';
      }),
    );
  };
  expect(await lengths('no-preference')).toEqual(['0.4s', '0.25s', '0.15s']);
  expect(await lengths('reduce')).toEqual(['0s', '0s', '0s']);
});
