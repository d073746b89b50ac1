import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '#main/program-log.ts';
import { freshFolder } from '../support/folder.ts';

test('[log] whatever comes, the program’s log takes two files of its bound; the newest entries are there without a gap', () => {
  const folder = freshFolder();
  const most = 10_000;
  let written = 0;
  for (let run = 0; run < 3; run += 1) {
    const { log, close } = openLog(folder, most);
    for (let n = 0; n < 100; n += 1)
      log.info({ n: written++, filling: 'x'.repeat(100) }, 'a frame was dropped');
    close();
  }
  const logs = join(folder, 'logs');
  expect(readdirSync(logs).toSorted()).toEqual(['hub.log', 'hub.old.log']);
  for (const name of readdirSync(logs)) expect(statSync(join(logs, name)).size).toBeLessThan(most + 500);
  const kept = ['hub.old.log', 'hub.log'].flatMap((name) =>
    readFileSync(join(logs, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { n: number }).n),
  );
  expect(kept.length).toBeGreaterThan(40);
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => written - kept.length + i));
});

test('[log] one whose file was taken away while the hub runs begins another one when that is full', () => {
  const folder = freshFolder();
  const { log, close } = openLog(folder, 1_000);
  log.info('there it was');
  rmSync(join(folder, 'logs', 'hub.log'));
  for (let n = 0; n < 20; n += 1) log.info({ filling: 'x'.repeat(100) }, 'a frame was dropped');
  log.info('here it is');
  close();
  expect(readFileSync(join(folder, 'logs', 'hub.log'), 'utf8')).toContain('here it is');
});
