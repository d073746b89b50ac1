import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { nodePlatform } from '#main/client/node-platform.ts';
import { createHubClient } from '#shared/client/client.ts';
import { until } from '#shared/client/until.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { matchTopic, tournamentTopic } from '#shared/domain/topic.ts';
import { builtPages, freshContext, phoneScreen } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { realMatches, realRecords, realTournament } from '../support/real-tournament.ts';
import { spawnHub } from '../support/running-hub.ts';
import { half, ready } from './referee-stage.ts';

/** The final of the Fuzhou Open 2019: 21–15, 17–21, 21–18. */
const final = realMatches[0];
if (!final) throw new Error('the fixtures have no match');
const [home = '', away = ''] = final.names;

/** What the page shows must be reached before the next tap: a referee looks, too. */
async function shows(page: Page, points: { A: number; B: number }): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Point for ${home}, ${points.A}\\b`) }).waitFor();
  await page.getByRole('button', { name: new RegExp(`^Point for ${away}, ${points.B}\\b`) }).waitFor();
}

test('[invariants 1 to 4] a real match by hand on a phone: the page loaded again, the hub killed, every tap counts once', async () => {
  const data = freshFolder();
  const pages = ['--pages', builtPages('referee')];
  let hub = await spawnHub(data, 0, pages);
  onTestFinished(() => hub.kill());
  const address = `http://127.0.0.1:${hub.port}`;
  const organiser = await organiserOf(hub.port, hub.once);
  const client = { addresses: [address], device: 'panel-1' as DeviceId, build: null };
  const panel = createHubClient({ ...client, client: 'panel', token: organiser.token }, nodePlatform());
  onTestFinished(() => panel.stop());
  const details = { name: 'Real matches', timeZone: 'Asia/Shanghai', startsOn: '2019-11-10' };
  panel.submit(tournamentTopic(realTournament), { type: 'create', details });
  await panel.submit(tournamentTopic(realTournament), { type: 'put', records: realRecords }).outcome;
  const seat = await organiser.post('/api/organiser/seats', {
    tournament: realTournament,
    official: final.official,
    role: 'referee',
  });

  const context = await freshContext(phoneScreen);
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`${address}/j#${String(seat.json?.secret)}`);
  await page
    .getByRole('button', { name: new RegExp(`${home}.*${away}`) })
    .first()
    .tap();

  for (const [game, { firstServer, taps }] of final.sets.entries()) {
    if (game === 0) {
      if (firstServer === 'B') await page.getByRole('radio', { name: away }).first().check();
      await page.getByRole('button', { name: 'Start the match' }).tap();
    } else {
      await page.getByRole('button', { name: `Start game ${game + 1}` }).tap();
    }
    const points = { A: 0, B: 0 };
    for (const [rally, tap] of taps.entries()) {
      if (tap.type !== 'point') continue;
      await ready(page);
      await half(page, tap.side === 'A' ? home : away).tap();
      points[tap.side] += 1;
      const isLast = rally === taps.length - 1;
      if (!isLast) await shows(page, points);
      if (game === 0 && rally === 12) {
        await page.reload();
        await shows(page, points);
      }
      if (game === 1 && rally === 5) await hub.kill();
      if (game === 1 && rally === 15) {
        await page.locator('.link-pill:not([data-state="live"])').first().waitFor();
        hub = await spawnHub(data, hub.port, pages);
      }
    }
  }

  const confirm = page.getByRole('button', { name: 'Hold to confirm 2–1' });
  await confirm.hover();
  await page.mouse.down();
  await page.getByText('Result confirmed. The hub has it.').waitFor();
  await page.mouse.up();

  panel.watch(matchTopic(final.id));
  const match = await until(panel, () => {
    const state = panel.confirmed(matchTopic(final.id));
    return state?.result === 'official' ? state : null;
  });
  const rallies = final.sets.flatMap(({ taps }) => taps.filter(({ type }) => type === 'point'));
  expect(match.records.map(({ body }) => body).filter(({ type }) => type === 'point')).toEqual(rallies);
  const csv = await organiser.get(`/api/organiser/export/${realTournament}/matches.csv`);
  expect(csv.text.split('\r\n')[1]).toContain(`,${final.score},${final.periods},${home},`);
}, 180_000);
