import { expect, test } from 'vitest';
import { freshContext } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { withCup } from '../support/hub-app.ts';
import { spawnHub } from '../support/running-hub.ts';
import { long } from './busy-scene.ts';
import { goTo, hubWithPanel, laptop, openPanel } from './panel-stage.ts';

test('[1] a heat is timed by keys and buttons while the hub is killed and comes back: each time counts once', async () => {
  const hub = await spawnHub(freshFolder());
  const page = await (await freshContext(laptop)).newPage();
  await page.goto(`http://127.0.0.1:${hub.port}/panel#${hub.once}`);
  await page.getByLabel('Name of the tournament').fill('Fjord Cup');
  await page.getByRole('button', { name: 'Create tournament' }).click();
  await goTo(page, 'heats');

  await page.getByLabel('Name, for example').fill('400 m');
  await page.locator('form').getByRole('button', { name: 'Add distance' }).click();
  await page.locator('textarea:focus').fill('Heron; River\n5; 27; Otter; Lake\nLynx');
  await page.locator('form').getByRole('button', { name: 'Add heat' }).click();
  // By keyboard: the button that starts the clock takes the place of the one that called the heat.
  await page.getByRole('button', { name: 'Call to the start' }).press('Enter');
  await page.locator('button:focus', { hasText: 'Start the clock' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('timer').waitFor();
  // A hub that is about to stop takes nothing any more: the time waits for the next one.
  await page.route(
    '**/api/organiser/timed/*',
    (route) =>
      route.fulfill({ status: 503, json: { code: 'HUB_STOPPING', message: 'The hub is stopping.' } }),
    { times: 1 },
  );
  // Where somebody has just said why another one has no time.
  await page.getByLabel('Didn’t finish: Lynx').focus();
  await page.keyboard.press('5');
  await page.getByText(/entr(y waits|ies wait) to be recorded/).waitFor();
  await page.getByText('to be recorded').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Undo/ }).waitFor();

  await hub.kill();
  await page.keyboard.press('1');
  await page.getByText(/entr(y waits|ies wait) to be recorded/).waitFor();
  await page.reload().catch(() => {});
  const again = await spawnHub(hub.dataDir, hub.port);
  await page.goto(`http://127.0.0.1:${again.port}/panel`);
  await page.getByRole('link', { name: /Fjord Cup/ }).click();
  await goTo(page, 'heats');
  await page.getByRole('button', { name: 'Round 1, heat 1' }).click();
  const row = (name: string) => page.getByRole('row', { name });
  await row('Heron').getByRole('button', { name: /^Undo/ }).waitFor();
  await page.getByText('to be recorded').waitFor({ state: 'detached' });

  await row('Otter').getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('button', { name: 'Finish: Otter' }).click();
  await page.getByLabel('Didn’t finish: Lynx').selectOption('DNF');
  await page.getByRole('button', { name: 'Make official' }).click();
  await page.getByText('Official. The times are in heats.csv.').waitFor();
  const desk = page.locator('.heat-desk');
  const rows = await desk.locator('tbody tr').allInnerTexts();
  expect(rows.map((text) => text.replace(/\s+/g, ' ').replace(/\d+\.\d\d/, 'time'))).toEqual([
    '1 Heron River time 1 ',
    '5 27 Otter Lake time 2 ',
    '2 Lynx DNF ',
  ]);
  await page.getByLabel('Reason for opening it again').fill('the camera says otherwise');
  await page.keyboard.press('Enter');
  await desk.getByText('running, opened again').waitFor();
  // It is shown before it is recorded.
  await page.getByText('to be recorded').waitFor({ state: 'detached' });

  // A time from another watch: the hub is killed before it has it, and gets it when it is back.
  await again.kill();
  await page.getByRole('button', { name: 'Type a time: Heron' }).press('Enter');
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('1:02,7');
  await page.keyboard.press('Enter');
  await page.getByText('1 entry waits to be recorded').waitFor();
  const third = await spawnHub(hub.dataDir, hub.port);
  await page.getByText('to be recorded').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Make official' }).click();
  await desk.getByText('official, corrected').waitFor();
  expect((await row('Heron').innerText()).replace(/\s+/g, ' ')).toMatch(
    /^1 Heron River 1:02\.70 ✎ typed [12] $/,
  );
  await third.kill();
});

test('[2] a time is typed by keyboard: what is wrong is said at the field, digits take no other time, the focus comes back', async () => {
  const app = await hubWithPanel();
  const { organiser } = await withCup(app);
  const post = async (entry: object): Promise<void> => {
    const { status, text } = await organiser.post('/api/organiser/timed/cup', entry);
    expect(status, text).toBe(200);
  };
  await post({
    type: 'distancePut',
    distance: { id: 'd1', name: '400 m', metres: 400, laps: 3, splitTies: true },
  });
  const lanes = ['Heron', 'Otter'].map((name, at) => ({ lane: at + 1, bib: '', name, club: '' }));
  await post({ type: 'heatPut', heat: { id: 'h1', distance: 'd1', round: 1, number: 1, lanes } });
  await post({ type: 'activate', heat: 'h1' });
  await post({ type: 'start', heat: 'h1', at: Date.now() - 90_000 });
  const page = await openPanel(app);
  await page.getByRole('link', { name: /River Cup/ }).click();
  await goTo(page, 'heats');
  await page.getByRole('button', { name: 'Round 1, heat 1' }).click();
  const otter = page.getByRole('row', { name: 'Otter' });
  const opener = page.getByRole('button', { name: 'Type a time: Otter' });
  const form = page.getByRole('form', { name: 'Time of lane 2, Otter' });
  const time = form.getByRole('textbox', { name: 'Time on the other watch' });
  const typeIn = async (text: string): Promise<void> => {
    await time.fill('');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const says = (): Promise<string> =>
    time.evaluate(
      (field) => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.innerText ?? '',
    );

  await opener.press('Enter');
  await page.locator('input:focus').waitFor();
  await typeIn('1.02.70');
  expect(await says()).toContain('This is no time');
  expect(await time.getAttribute('aria-invalid')).toBe('true');
  await typeIn('62.70');
  await form.waitFor({ state: 'detached' });
  expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.getByRole('status').getByText('Otter: 1:02.70 entered').waitFor();
  await otter.getByText('typed').first().waitFor();

  await opener.press('Enter');
  await typeIn('1:02,7');
  expect(await says()).toContain('It must be later than time 1, 1:02.700.');
  await typeIn('1:35');
  await form.waitFor({ state: 'detached' });
  // The tap at 30 seconds was forgotten.
  await opener.press('Enter');
  await form.getByRole('combobox').selectOption({ label: 'one that was missed, before time 2' });
  await time.focus();
  await typeIn('30.1');
  await otter.locator('.heat-time', { hasText: '1:35.00' }).waitFor();
  await otter.getByText('… 32.60').waitFor();
  // All three are in: the last is the one to be replaced.
  await opener.press('Enter');
  expect(await form.getByRole('button', { name: 'Replace 1:35.00' }).isVisible()).toBe(true);
  await time.fill('1:34.9');
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  await otter.locator('.heat-time', { hasText: '1:35.00' }).waitFor();
  // Digits went into the field: nobody else was given a time by them.
  const heron = page.getByRole('row', { name: 'Heron' });
  expect(await heron.getByRole('button', { name: /^Undo/ }).count()).toBe(0);

  // A form that was left open stays away after a false start: the keys take times again.
  await opener.press('Enter');
  await form.waitFor();
  await page.getByRole('button', { name: 'False start' }).click();
  await page.getByRole('button', { name: 'Clear the clock and all times' }).click();
  await page.getByRole('button', { name: 'Start the clock' }).press('Enter');
  await page.getByRole('timer').waitFor();
  await page.keyboard.press('1');
  await heron.getByRole('button', { name: /^Undo/ }).waitFor();
  expect(await form.count()).toBe(0);

  // A finger that presses and slides away takes one time, and so does a key that is held; the key after the finger counts. The right button takes none.
  const stop = heron.getByRole('button', { name: /^Time \d of 3: Heron/ });
  await stop.click({ button: 'right' });
  expect(await heron.getByRole('button', { name: 'Time 2 of 3: Heron' }).count()).toBe(1);
  await stop.hover();
  await page.mouse.down();
  await page.mouse.move(1, 1);
  await page.mouse.up();
  await heron.getByRole('button', { name: 'Time 3 of 3: Heron' }).waitFor();
  await otter.getByRole('button', { name: 'Time 1 of 3: Otter' }).focus();
  for (let held = 0; held < 3; held += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await otter.getByRole('button', { name: 'Time 2 of 3: Otter' }).waitFor();
  await stop.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => stop.isDisabled()).toBe(true);
  await otter.getByRole('button', { name: 'Time 2 of 3: Otter' }).waitFor();
});

test('[panel] whatever the names, a heat far down the list opens in sight with its buttons in reach', async () => {
  const app = await hubWithPanel();
  const { organiser } = await withCup(app);
  const enter = async (entry: object): Promise<void> => {
    const { status, text } = await organiser.post('/api/organiser/timed/cup', entry);
    expect(status, text).toBe(200);
  };
  const name = long.slice(0, 80);
  await enter({
    type: 'distancePut',
    distance: { id: 'd1', name, metres: 400, laps: 1, splitTies: true },
  });
  const lanes = [1, 2, 3].map((lane) => ({ lane, bib: long.slice(0, 20), name, club: name }));
  for (let number = 1; number <= 30; number += 1) {
    const heat = { id: `h${number}`, distance: 'd1', round: 1, number, lanes };
    await enter({ type: 'heatPut', heat });
  }
  await enter({ type: 'activate', heat: 'h30' });
  await enter({ type: 'start', heat: 'h30', at: Date.now() - 60_000 });
  await enter({ type: 'reading', heat: 'h30', key: 'k1', lane: 1, ms: 51_230 });
  const page = await openPanel(app, { locale: 'de-DE' });
  await page.getByRole('link', { name: /River Cup/ }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Läufe' }).click();
  await page.getByRole('button', { name: 'Runde 1, Lauf 30' }).click();
  const desk = page.getByRole('region', { name: new RegExp(`${name}.*Lauf 30`) });
  await desk.getByText('läuft').waitFor();
  for (const seen of [
    desk.getByRole('timer'),
    desk.getByRole('button', { name: /^Ziel/ }).first(),
    desk.getByRole('button', { name: '51.23 zurücknehmen' }),
    desk.getByRole('combobox').first(),
  ]) {
    const box = await seen.boundingBox();
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 800).toBe(
      true,
    );
  }
  expect(await desk.getByRole('heading').evaluate((heading) => heading === document.activeElement)).toBe(
    true,
  );
});
