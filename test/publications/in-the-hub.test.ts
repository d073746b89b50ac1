import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createHub } from '#main/hub/hub.ts';
import { openData } from '#main/store/open-data.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { onceOf, startHub } from '../support/hub-app.ts';
import { webAddress } from './targets.ts';

/** A data folder in whose log a meet was published, by a hub that ended right after. */
async function folderWithPublication(csv: string): Promise<string> {
  const dataDir = freshFolder();
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id${ids}`;
  };
  const data = openData(dataDir, newId);
  if (!data.ok) throw new Error(data.error.message);
  const hub = createHub(data.value.store, { now: Date.now, newId, report: () => {} }, () => () => {});
  await hub.record({
    topic: {
      name: 'meet/123456789',
      fold: { version: 1, empty: () => ({ seq: 0 }), evolve: (_state, { seq }) => ({ seq }) },
    },
    device: 'meet-test' as DeviceId,
    decide: () => ({
      entries: [{ type: 'published', body: JSON.stringify({ id: 'P1', csv, returnEmail: '' }) }],
      outcome: null,
    }),
  });
  await hub.stop();
  data.value.close();
  return dataDir;
}

test('[publications] a hub delivers what was published before it was started, and on the panel’s demand', async () => {
  const web = await webAddress(500);
  const dataDir = await folderWithPublication('Lifter\r\nHeron\r\n');
  const app = await startHub(dataDir);
  const folder = join(dataDir, 'publications', '123456789');
  await expect.poll(() => filesIn(folder)).toHaveLength(1);
  expect(readFileSync(join(folder, filesIn(folder)[0] ?? ''), 'utf8')).toBe('Lifter\r\nHeron\r\n');

  const organiser = await organiserOf(app.port, onceOf(app));
  expect((await organiser.post('/api/organiser/publications/unknown/again')).status).toBe(404);
  await organiser.post('/api/organiser/settings', { delivery: { webhook: web.url, smtp: null } });
  await expect.poll(() => web.posted.length).toBe(1);
  web.answerWith(200);
  expect((await organiser.post('/api/organiser/publications/P1/again')).status).toBe(200);
  await expect.poll(() => web.posted.length).toBe(2);
  await app.stop();

  const again = await startHub(dataDir);
  onTestFinished(() => again.stop());
  const third = await organiserOf(again.port, onceOf(again));
  expect((await third.post('/api/organiser/publications/P1/again')).status).toBe(200);
  expect(web.posted).toHaveLength(2);
  expect(filesIn(folder)).toHaveLength(1);
});

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.csv'));
  } catch {
    return [];
  }
};
