import { expect, test } from 'vitest';
import { begin, half, keptSeq, pill, ready, shows, stage } from './referee-stage.ts';

test('joining by QR code opens the referee’s own matches, and the secret leaves the address bar', async () => {
  const { page, address } = await stage();
  expect(page.url()).toBe(`${address}/j`);
  await page.getByText('Referee 1').waitFor();
  const mine = page.locator('main section').first();
  expect(await mine.getByRole('button').allInnerTexts()).toHaveLength(1);
  await mine.getByRole('button', { name: /Heron.*Otter/ }).waitFor();

  await page.reload();
  await page.getByText('Your matches').waitFor();
});

test('joining by the typed code: refused in words when it is wrong, else it waits for the organiser and goes on by itself', async () => {
  const { anotherPage, address, organise, hubStatus, page: first } = await stage();
  await first.evaluate(() => localStorage.clear());
  const page = await anotherPage();
  await page.goto(`${address}/j`);
  const ask = page.getByRole('button', { name: 'Ask to join' });
  await page.getByLabel('Six-digit code').fill('12');
  await ask.tap();
  await page.getByText('The code has six digits.').waitFor();
  const code = (await hubStatus(({ joinCode }) => joinCode !== null)).joinCode ?? '';
  await page.getByLabel('Six-digit code').fill(code === '000000' ? '000 001' : '000 000');
  await page.getByLabel('Your name').fill('Marten');
  await ask.tap();
  await page.getByText('This isn’t the code on the organiser’s screen.').waitFor();

  await page.getByLabel('Six-digit code').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByLabel('Your name').fill('Marten');
  await ask.tap();
  await page.getByText('The organiser has been asked').waitFor();
  const { joinRequests } = await hubStatus((status) => status.joinRequests.length > 0);
  expect(joinRequests.map(({ name }) => name)).toEqual(['Marten']);
  await organise(`/api/organiser/join-requests/${joinRequests[0]?.id}`, { accept: true, official: null });
  await page.getByText('No match is assigned to you.').waitFor();
  await page.getByText('Marten').waitFor();
});

test('[P11] a tap is shown as waiting until the hub has confirmed it', async () => {
  const { page, way, hubHas } = await stage();
  await begin(page);
  await pill(page, 'live').waitFor();
  way.hold();
  await half(page, 'Heron').tap();
  await shows(page, 1, 0);
  await pill(page, 'waiting').waitFor();
  expect(await pill(page, 'waiting').innerText()).toContain('1');
  await page.getByRole('status').getByText('Point Heron 1–0').waitFor();

  way.release();
  await hubHas((state) => state.play?.points.A === 1);
  await pill(page, 'live').waitFor();
});

test('taps made while the hub is away are kept on the phone, survive a new page, and reach the hub once', async () => {
  const { page, way, hubHas, anotherPage } = await stage();
  await begin(page);
  await half(page, 'Heron').tap();
  await hubHas((state) => state.play?.points.A === 1);
  await pill(page, 'live').waitFor();
  const seen = await hubHas((state) => state.play?.points.A === 1);
  // What the page watches is put into the phone's storage a little later than it is shown.
  await expect.poll(() => keptSeq(page, 'match/m1'), { timeout: 10_000 }).toBeGreaterThanOrEqual(seen.seq);

  way.cut();
  await half(page, 'Otter').tap();
  await half(page, 'Otter').tap();
  await shows(page, 1, 2);
  await page.locator('.link-pill', { hasText: '◔ 2' }).waitFor();
  await page.locator('.link-pill').tap();
  await page.getByText('2 taps are kept on this phone and will be sent. Keep this page open.').waitFor();

  const later = await anotherPage();
  await later.goto(page.url());
  await page.close();
  await shows(later, 1, 2);
  await later.locator('.link-pill', { hasText: '◔ 2' }).waitFor();

  way.mend();
  await hubHas((state) => state.play?.points.B === 2);
  await pill(later, 'live').waitFor();
  const state = await hubHas((now) => now.play?.points.B === 2);
  expect(state.records.filter(({ body }) => body.type === 'point')).toHaveLength(3);
});

test('a tap that the phone can’t store is not shown, and the page says so', async () => {
  const { page } = await stage();
  await begin(page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await half(page, 'Heron').tap();
  await page.getByRole('alert').getByText('This phone can’t store the tap').waitFor();
  await shows(page, 0, 0);
});

test('after a change of ends the halves swap, and for 600 ms taps on them do nothing', async () => {
  const { page, hubHas } = await stage({
    bestOf: 1,
    ends: { betweenSets: true, deciderAt: 2, every: null, deciderEvery: null },
  });
  await page.clock.install();
  await begin(page);
  await half(page, 'Heron').tap();
  await shows(page, 1, 0);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1));
  const before = await half(page, 'Heron').boundingBox();
  await half(page, 'Heron').tap();
  await page.locator('[data-guarded="true"]').waitFor();
  await shows(page, 2, 0);
  expect((await half(page, 'Otter').boundingBox())?.x).toBe(before?.x);
  await page.getByText('Change ends').waitFor();
  await half(page, 'Otter').tap();
  await half(page, 'Heron').tap();
  await page.keyboard.press('ArrowLeft');

  await page.clock.runFor(700);
  await ready(page);
  await half(page, 'Otter').tap();
  await shows(page, 2, 1);
  await page.clock.resume();
  const state = await hubHas((now) => now.play?.points.B === 1);
  expect(state.records.filter(({ body }) => body.type === 'point')).toHaveLength(3);
});

test('a finger dragged off its half and a second finger do nothing', async () => {
  const { page, hubHas } = await stage();
  await begin(page);
  const heron = await half(page, 'Heron').boundingBox();
  const otter = await half(page, 'Otter').boundingBox();
  if (!heron || !otter) throw new Error('the halves aren’t there');
  const onHeron = { x: heron.x + 40, y: heron.y + 200, id: 1 };
  const onOtter = { x: otter.x + 40, y: otter.y + 200, id: 2 };
  const touch = await page.context().newCDPSession(page);
  const dispatch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: (typeof onHeron)[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints });

  await dispatch('touchStart', [onHeron]);
  await dispatch('touchMove', [{ ...onHeron, x: onOtter.x }]);
  await dispatch('touchEnd', []);

  await dispatch('touchStart', [onHeron]);
  await dispatch('touchStart', [onHeron, onOtter]);
  await dispatch('touchEnd', [onHeron]);
  await dispatch('touchEnd', []);
  await shows(page, 1, 0);

  await half(page, 'Heron').tap();
  await shows(page, 2, 0);
  const state = await hubHas((now) => now.play?.points.A === 2);
  expect(state.records.filter(({ body }) => body.type === 'point')).toHaveLength(2);
});

test('arrow keys score for the half they point at, U undoes, and a key held down counts once', async () => {
  const { page, hubHas } = await stage();
  await begin(page);
  await page.keyboard.press('ArrowLeft');
  await shows(page, 1, 0);
  await page.keyboard.down('ArrowRight');
  await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  await shows(page, 1, 1);
  await page.keyboard.press('u');
  await shows(page, 1, 0);
  await page.getByRole('status').getByText('Undone: Point Otter 1–1').waitFor();
  await hubHas((state) => state.records.at(-1)?.body.type === 'void' && state.play?.points.B === 0);
});

test('undo says what it takes back and is there until the result is confirmed by holding for 0.8 s', async () => {
  const { page, hubHas } = await stage({
    bestOf: 1,
    deciderTarget: 2,
    lead: 1,
    interval: { at: null, lengthMs: 0, betweenSetsMs: 0 },
    ends: { betweenSets: true, deciderAt: null, every: null, deciderEvery: null },
  });
  await page.clock.install();
  await begin(page);
  await half(page, 'Otter').tap();
  await page.getByRole('button', { name: 'Undo 0–1 Otter' }).waitFor();
  await half(page, 'Otter').tap();
  await page.getByRole('button', { name: 'Undo last point 2–0' }).tap();
  await shows(page, 0, 1);
  await ready(page);
  await half(page, 'Otter').tap();

  const confirm = page.getByRole('button', { name: 'Hold to confirm 1–0' });
  await confirm.hover();
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1));
  await page.mouse.down();
  await page.clock.runFor(799);
  await page.mouse.up();
  await page.getByText('Keep holding').waitFor();
  expect((await hubHas((state) => state.winner === 'B')).result).toBe('unconfirmed');

  await page.mouse.down();
  await page.clock.runFor(800);
  await page.clock.resume();
  await page.getByText('Result confirmed. The hub has it.').waitFor();
  await page.mouse.up();
  expect((await hubHas((state) => state.result === 'official')).winner).toBe('B');
});

test('[P11] a tap that the hub refuses goes back, with the reason on the screen until it is read', async () => {
  const { page, way, suspend } = await stage();
  await begin(page);
  await pill(page, 'live').waitFor();
  way.hold();
  await half(page, 'Heron').tap();
  await shows(page, 1, 0);
  await suspend();
  way.release();
  await page.getByRole('alert').getByText('Not counted: The match is suspended.').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).tap();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Resume the match' }).tap();
  await shows(page, 0, 0);
});

test('taps for a closed tournament stay on the phone, which says so, and count once it is open again', async () => {
  const { page, closeTournament, reopenTournament, hubHas } = await stage();
  await begin(page);
  await pill(page, 'live').waitFor();
  await closeTournament();
  const words = 'Tournament closed. Taps are kept on this phone until the organiser opens it again.';
  await page.getByRole('status').getByText(words).waitFor();
  const before = await half(page, 'Heron').boundingBox();
  await half(page, 'Heron').tap();
  await shows(page, 1, 0);
  await pill(page, 'waiting').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await half(page, 'Heron').boundingBox()).toEqual(before);

  await reopenTournament();
  await hubHas((now) => now.play?.points.A === 1);
  await pill(page, 'live').waitFor();
  await page.getByText(words).waitFor({ state: 'detached' });
});

test('what the page shows is put into the phone’s storage when the page is left, however soon', async () => {
  const { page, hubHas } = await stage();
  await begin(page);
  await half(page, 'Heron').tap();
  const { seq } = await hubHas((state) => state.play?.points.A === 1);
  await pill(page, 'live').waitFor();
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
  // Sooner than by itself: it is put there every two seconds.
  await expect
    .poll(() => keptSeq(page, 'match/m1'), { timeout: 500, interval: 50 })
    .toBeGreaterThanOrEqual(seq);
});

test('somebody else takes the match over: the halves do nothing until it is taken back with one tap', async () => {
  const { page, takeOver, hubHas } = await stage();
  await begin(page);
  await half(page, 'Heron').tap();
  await hubHas((now) => now.play?.points.A === 1);
  await takeOver();
  await page.getByText('Somebody else is in charge on another phone. Take over?').waitFor();
  expect(await half(page, 'Heron').getAttribute('aria-disabled')).toBe('true');
  await half(page, 'Heron').tap({ force: true });
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Take over here' }).tap();
  await page.getByRole('button', { name: 'Card' }).waitFor();
  await half(page, 'Otter').tap();
  await shows(page, 1, 1);
  const state = await hubHas((now) => now.play?.points.B === 1);
  expect(state.records.filter(({ body }) => body.type === 'point')).toHaveLength(2);
  expect(state.branches).toEqual([]);
});

test('leaving the page asks while a tap waits', async () => {
  const { page, way } = await stage();
  await begin(page);
  way.hold();
  await half(page, 'Heron').tap();
  await pill(page, 'waiting').waitFor();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await shows(page, 1, 0);
});

test('a page older than the hub’s loads the new one by itself, though never while a match is open', async () => {
  const { page, way, publish } = await stage();
  const build = () => page.locator('meta[name="touchline-build"]').getAttribute('content');
  await begin(page);
  const older = await build();
  publish('0123456789ab');
  way.cut();
  await half(page, 'Heron').tap();
  await page.locator('.link-pill', { hasText: '◔ 1' }).waitFor();
  way.mend();
  await pill(page, 'live').waitFor();
  await half(page, 'Heron').tap();
  await shows(page, 2, 0);
  await pill(page, 'live').waitFor();
  expect(await build()).toBe(older);

  await page.getByRole('button', { name: 'Back to the list' }).tap();
  await expect.poll(build).toBe('0123456789ab');
  await page.getByText('Your matches').waitFor();
});

test('a phone whose access has ended says so and offers to join again', async () => {
  const { page, organise } = await stage();
  const device = await page.evaluate(
    () => JSON.parse(localStorage.getItem('touchline.session') ?? '').device,
  );
  await organise(`/api/organiser/devices/${device}/revoke`);
  await page.getByRole('alert').getByText('This phone is no longer registered.').waitFor();
  await page.getByRole('button', { name: 'Join again' }).tap();
  await page.getByLabel('Six-digit code').waitFor();
});

test('every button, field and switch has a name for a screen reader', async () => {
  const { page } = await stage();
  const nameless = async (): Promise<string[]> => {
    const tree = await page.locator('body').ariaSnapshot();
    return tree
      .split('\n')
      .filter((line) => /^\s*- (button|textbox|searchbox|combobox|switch)(\s*\[.*\])?:?$/.test(line));
  };
  expect(await nameless()).toEqual([]);
  await page.getByRole('button', { name: 'Settings' }).tap();
  expect(await nameless()).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).tap();
  await begin(page);
  expect(await nameless()).toEqual([]);
  for (const name of ['Card', 'More']) {
    await page.getByRole('button', { name, exact: true }).tap();
    await page.getByRole('dialog').waitFor();
    expect(await nameless()).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).tap();
  }
});
