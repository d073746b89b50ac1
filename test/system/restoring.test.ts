import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backUp } from '#main/store/backup.ts';
import { logFile, openData } from '#main/store/open-data.ts';
import { restoreLog } from '#main/store/restore.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { fillUp, mountMissing, nail, smallDisk } from '../support/mounts.ts';
import { enter, type RawClient } from '../support/raw-client.ts';
import { row } from '../support/rows.ts';
import { type HubProcess, runCli, spawnHub } from '../support/running-hub.ts';
import { beginning, cupCommands, matchCommand } from '../support/small-cup.ts';

const noMounts = mountMissing();
if (noMounts !== undefined)
  console.log(`not run here: restoring on a full disk and over a nailed file: ${noMounts}`);

const m1 = 'm1' as Parameters<typeof matchCommand>[0];

const panelOf = async (hub: HubProcess): Promise<RawClient> => {
  const organiser = await organiserOf(hub.port, hub.once);
  return enter(hub.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
};

/** Enters so many rallies of the first match, all for side A. */
async function rallies(panel: RawClient, count: number): Promise<void> {
  const commands = Array.from({ length: count }, () => matchCommand(m1, { type: 'point', side: 'A' }));
  for (const command of commands) panel.send({ t: 'submit', command });
  await panel.next('kept', (kept) => kept.command === commands.at(-1)?.id);
}

/** Points of side A, rally by rally, as the hub tells a newcomer. */
async function pointsShown(hub: HubProcess): Promise<number> {
  const board = await enter(hub.port, { client: 'board' });
  board.send({ t: 'watch', topic: 'scores/cup' });
  const { state } = await board.next('snapshot');
  const line = (state as { id: string; points: [number, number] | null }[]).find(({ id }) => id === m1);
  return line?.points?.[0] ?? -1;
}

/** A tournament with a match at 3-0, of which there is a backup, and then at 8-0 when the power failed. */
async function powerFailed(): Promise<{ data: string; backup: string }> {
  const data = freshFolder();
  const first = await spawnHub(data);
  const panel = await panelOf(first);
  for (const command of [...cupCommands(), ...beginning.map((body) => matchCommand(m1, body))]) {
    panel.send({ t: 'submit', command });
    await panel.next('kept', (kept) => kept.command === command.id);
  }
  await rallies(panel, 3);
  expect(await first.stop()).toBe(0);
  const second = await spawnHub(data);
  await rallies(await panelOf(second), 5);
  expect(await pointsShown(second)).toBe(8);
  await second.kill();
  expect(existsSync(`${logFile(data)}-wal`)).toBe(true);
  const [backup = ''] = readdirSync(join(data, 'backups'));
  return { data, backup: join(data, 'backups', backup) };
}

describe('touchline restore', () => {
  test('[restore] after a crash the match stands as in the backup, and goes on from there', async () => {
    const { data, backup } = await powerFailed();
    const { code, out, error } = await runCli(['restore', backup, '--data', data]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/is now the data file/);
    expect(out).toMatch(/What was there before is in .+replaced-/);
    expect(out).toMatch(/Start Touchline/);
    const hub = await spawnHub(data);
    onTestFinished(() => hub.kill());
    expect(await pointsShown(hub)).toBe(3);
    await rallies(await panelOf(hub), 1);
    expect(await pointsShown(hub)).toBe(4);
  });

  test('[restore] while a hub runs on the folder: one sentence, not zero, and the hub goes on', async () => {
    const { data, backup } = await powerFailed();
    const hub = await spawnHub(data);
    onTestFinished(() => hub.kill());
    const { code, out, error } = await runCli(['restore', backup, '--data', data]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(/^Another hub has the data folder [^\n]+\n$/);
    await rallies(await panelOf(hub), 1);
    expect(await pointsShown(hub)).toBe(9);
  });

  test('[restore] without a file, with two, with one that isn’t there: a sentence, and not zero', async () => {
    const data = join(freshFolder(), 'none');
    expect(await runCli(['restore', '--data', data])).toMatchObject({ code: 2, out: '' });
    expect(await runCli(['restore', 'a', 'b', '--data', data])).toMatchObject({ code: 2, out: '' });
    const missing = await runCli(['restore', join(data, 'none.db'), '--data', data]);
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.error.trim().split('\n')).toHaveLength(1);
    expect(existsSync(data)).toBe(false);
  });
});

describe('restoring fails half-way', () => {
  /** A data folder with a log and a backup beside it. */
  async function prepared(folder: string): Promise<string> {
    const data = openData(folder, () => 'hub-1');
    if (!data.ok) throw new Error(data.error.message);
    data.value.store.append(Array.from({ length: 200 }, (_, i) => row(i + 1)));
    const elsewhere = freshFolder();
    const backup = await backUp(data.value.store, elsewhere, '2026-05-16T14-30-00', () => 'copy-1');
    data.value.store.append([row(201)]);
    data.value.close();
    return backup;
  }
  const around = { stamp: '2026-05-16T15-00-00', newHubId: () => 'hub-2' };
  const headOf = (folder: string): number => {
    const data = openData(folder, () => 'none');
    if (!data.ok) throw new Error(data.error.message);
    const head = data.value.store.head();
    data.value.close();
    return head;
  };

  test.skipIf(noMounts !== undefined)(
    `[restore] a file that can’t be moved: those that were moved come back ${noMounts ?? ''}`,
    async () => {
      const folder = freshFolder();
      const backup = await prepared(folder);
      const wal = `${logFile(folder)}-wal`;
      writeFileSync(wal, '');
      nail(wal);
      const log = readFileSync(logFile(folder));
      expect(restoreLog(folder, backup, around)).toMatchObject({
        ok: false,
        error: { code: 'RESTORE_FAILED', message: expect.stringMatching(/Nothing was changed\.$/) },
      });
      expect(readdirSync(folder).sort()).toEqual(['hub.lock', 'touchline.db', 'touchline.db-wal']);
      expect(readFileSync(logFile(folder)).equals(log)).toBe(true);
    },
  );

  test.skipIf(noMounts !== undefined)(
    `[restore] no room for the copy: a sentence, and the log as it was ${noMounts ?? ''}`,
    async () => {
      const folder = freshFolder();
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      smallDisk(disk, '300k');
      const backup = await prepared(disk);
      const film = join(disk, 'film');
      fillUp(film);
      // Said as it is, not as another hub's doing.
      expect(restoreLog(disk, backup, around)).toMatchObject({
        ok: false,
        error: { code: 'DATA_UNWRITABLE', message: expect.stringMatching(/disk is full/) },
      });
      truncateSync(film, statSync(film).size - 16_384);
      expect(restoreLog(disk, backup, around)).toMatchObject({
        ok: false,
        error: { code: 'RESTORE_FAILED' },
      });
      expect(readdirSync(disk).sort()).toEqual(['film', 'hub.lock', 'touchline.db']);
      // A hub doesn't take the disk's trouble for a damaged file, which one would go back to a backup for.
      expect(openData(disk, () => 'none')).toMatchObject({ ok: false, error: { code: 'DATA_FAILED' } });
      rmSync(film);
      expect(headOf(disk)).toBe(201);
    },
  );
});

describe('touchline export', () => {
  test('[export] the three files are those that the panel downloads', async () => {
    const data = freshFolder();
    const hub = await spawnHub(data);
    const organiser = await organiserOf(hub.port, hub.once);
    const panel = await enter(hub.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
    for (const command of [...cupCommands(), ...beginning.map((body) => matchCommand(m1, body))])
      panel.send({ t: 'submit', command });
    await rallies(panel, 4);
    const names = ['matches.csv', 'events.csv', 'standings.csv', 'heats.csv'];
    const downloaded = await Promise.all(
      names.map(
        async (name) => (await organiser.get(`/api/organiser/export/cup/${name}?separator=;&bom=1`)).text,
      ),
    );
    const to = join(freshFolder(), 'results');
    const wanted = ['export', '--data', data, '--to', to, '--separator', ';', '--bom'];
    expect(await runCli(wanted)).toMatchObject({ code: 1, out: '' });
    expect(existsSync(to)).toBe(false);
    expect(await hub.stop()).toBe(0);
    const { code, out } = await runCli([...wanted, '--tournament', 'River Cup']);
    expect(code).toBe(0);
    expect(names.filter((name) => out.includes(join(to, name)))).toEqual(names);
    expect(names.map((name) => readFileSync(join(to, name), 'utf8'))).toEqual(downloaded);
    expect(Papa.parse(downloaded[0]?.trim() ?? '', { header: true }).data).toHaveLength(2);
    // Once more into the same folder: nothing is overwritten.
    const again = await runCli(wanted);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.error).toMatch(/is there already/);
  });

  test('[export] which tournament is said when there are several, and a wrong one is refused', async () => {
    const data = freshFolder();
    expect((await runCli(['export', '--data', data])).error).toMatch(/There is no data file/);
    expect(readdirSync(data)).toEqual([]);
    const hub = await spawnHub(data);
    const panel = await panelOf(hub);
    const commands = ['a', 'b'].map((id) => ({
      ...cupCommands()[0],
      id: `make-${id}`,
      topic: `tournament/${id}`,
    }));
    for (const command of commands) {
      panel.send({ t: 'submit', command });
      await panel.next('kept', (kept) => kept.command === command.id);
    }
    expect(await hub.stop()).toBe(0);
    const to = freshFolder();
    const open = await runCli(['export', '--data', data, '--to', to]);
    expect(open).toMatchObject({ code: 1, out: '' });
    expect(open.error).toMatch(/Which one\?.*\(a\).*\(b\)/);
    const wrong = await runCli(['export', '--data', data, '--to', to, '--tournament', 'c']);
    expect(wrong.error).toMatch(/There is no tournament “c”/);
    expect(readdirSync(to)).toEqual([]);
    expect((await runCli(['export', '--data', data, '--to', to, '--tournament', 'b'])).code).toBe(0);
    expect(readdirSync(to).sort()).toEqual(['events.csv', 'heats.csv', 'matches.csv', 'standings.csv']);
    expect(await runCli(['export', '--data', data, '--separator', '|'])).toMatchObject({ code: 2 });
  });
});
