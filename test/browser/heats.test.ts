import { expect, test } from 'vitest';
import { freshContext } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { spawnHub } from '../support/running-hub.ts';
import { goTo, laptop } from './panel-stage.ts';

test('[1] a heat is timed by keys and buttons while the hub is killed and comes back: each time counts once', async () => {
  const hub = await spawnHub(freshFolder());
  const page = await (await freshContext(laptop)).newPage();
  await page.goto(`http://127.0.0.1:${hub.port}/panel#${hub.once}`);
  await page.getByLabel('Name of the tournament').fill('Fjord Cup');
  await page.getByRole('button', { name: 'Create tournament' }).click();
  await goTo(page, 'heats');

  await page.getByLabel('Name, for example').fill('400 m');
  await page.locator('form').getByRole('button', { name: 'Add distance' }).click();
  await page.getByLabel('Competitors, one a line').fill('Heron; River\n5; 27; Otter; Lake\nLynx');
  await page.locator('form').getByRole('button', { name: 'Add heat' }).click();
  await page.getByRole('button', { name: 'Call to the start' }).click();
  await page.getByRole('button', { name: 'Start the clock' }).click();
  await page.getByRole('timer').waitFor();
  // A hub that is about to stop takes nothing any more: the time waits for the next one.
  await page.route(
    '**/api/organiser/timed/*',
    (route) =>
      route.fulfill({ status: 503, json: { code: 'HUB_STOPPING', message: 'The hub is stopping.' } }),
    { times: 1 },
  );
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
  const rows = await page.locator('.heat-desk tbody tr').allInnerTexts();
  expect(rows.map((text) => text.replace(/\s+/g, ' ').replace(/\d+\.\d\d/, 'time'))).toEqual([
    '1 Heron River time 1 ',
    '5 27 Otter Lake time 2 ',
    '2 Lynx DNF ',
  ]);
  await again.kill();
});
