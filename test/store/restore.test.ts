import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backUp } from '#main/store/backup.ts';
import { logFile, openData } from '#main/store/open-data.ts';
import { restoreLog } from '#main/store/restore.ts';
import type { SqliteStore } from '#main/store/sqlite-store.ts';
import { freshFolder } from '../support/folder.ts';
import { row } from '../support/rows.ts';

let ids = 0;
const newHubId = (): string => {
  ids += 1;
  return `hub-${ids}`;
};
const around = { stamp: '2026-05-16T15-00-00', newHubId };
const replacedIn = (folder: string): string => join(folder, `replaced-${around.stamp}`);

/** Opens a folder's log for the test. */
function opened(folder: string): { store: SqliteStore; close: () => void } {
  const data = openData(folder, newHubId);
  if (!data.ok) throw new Error(data.error.message);
  return data.value;
}

const rowsFrom = (first: number, count: number) => Array.from({ length: count }, (_, i) => row(first + i));

/** A folder as a power failure leaves it: 300 entries, a backup, and 100 newer entries of which the WAL alone knows. */
async function crashedFolder(): Promise<{ folder: string; backup: string }> {
  const before = freshFolder();
  const { store, close } = opened(before);
  store.append(rowsFrom(1, 300));
  const backup = await backUp(store, before, '2026-05-16T14-30-00', newHubId);
  store.append(rowsFrom(301, 100));
  const folder = freshFolder();
  for (const part of ['', '-wal', '-shm'])
    copyFileSync(`${logFile(before)}${part}`, `${logFile(folder)}${part}`);
  const kept = join(folder, 'backups', '2026.db');
  mkdirSync(join(folder, 'backups'));
  copyFileSync(backup, kept);
  close();
  expect(statSync(`${logFile(folder)}-wal`).size).toBeGreaterThan(0);
  return { folder, backup: kept };
}

/** Every file below a folder with its content; the lock’s file says nothing. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'hub.lock')
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path, readFileSync(path, 'latin1')]),
  );

/** Restoring must be refused with this code and leave every file as it was. */
function expectRefused(folder: string, copy: string, code: string): void {
  const before = contents(folder);
  const copied = existsSync(copy) && statSync(copy).isFile() ? readFileSync(copy, 'latin1') : null;
  const restored = restoreLog(folder, copy, around);
  expect(restored).toMatchObject({ ok: false, error: { code } });
  if (!restored.ok) expect(restored.error.message).toMatch(/^[^\n]+\.$/);
  expect(contents(folder)).toEqual(before);
  if (copied !== null) expect(readFileSync(copy, 'latin1')).toBe(copied);
}

/** Entries and identity of a folder's log. */
function logOf(folder: string): { head: number; events: string[]; hubId: string } {
  const { store, close } = opened(folder);
  const found = {
    head: store.head(),
    events: [...store.read({})].map(({ event }) => event),
    hubId: store.hubId,
  };
  close();
  return found;
}

describe('restoring a backup', () => {
  test('[restore] the log is the backup’s, none of the newer entries of the WAL that lay there', async () => {
    const { folder, backup } = await crashedFolder();
    const restored = restoreLog(folder, backup, around);
    expect(restored).toMatchObject({ ok: true, value: { entries: 300, lastAt: 2_300 } });
    expect(logOf(folder)).toMatchObject({ head: 300, events: rowsFrom(1, 300).map(({ event }) => event) });
  });

  test('[restore] what was there is moved aside whole, and opens with its newest entries', async () => {
    const { folder, backup } = await crashedFolder();
    const before = ['', '-wal', '-shm'].map((part) => readFileSync(`${logFile(folder)}${part}`, 'latin1'));
    expect(restoreLog(folder, backup, around)).toMatchObject({
      ok: true,
      value: { replaced: replacedIn(folder) },
    });
    const moved = ['', '-wal', '-shm'].map((part) =>
      readFileSync(`${logFile(replacedIn(folder))}${part}`, 'latin1'),
    );
    expect(moved).toEqual(before);
    expect(logOf(replacedIn(folder)).head).toBe(400);
    expect(readdirSync(folder).sort()).toEqual([
      'backups',
      'hub.lock',
      `replaced-${around.stamp}`,
      'touchline.db',
    ]);
  });

  test('[restore] what was moved aside can be restored in turn, with the newest entries of its own WAL', async () => {
    const { folder, backup } = await crashedFolder();
    restoreLog(folder, backup, around);
    const before = contents(replacedIn(folder));
    expect(restoreLog(folder, logFile(replacedIn(folder)), around)).toMatchObject({
      ok: true,
      value: { entries: 400, replaced: `${replacedIn(folder)}-2` },
    });
    expect(logOf(folder).head).toBe(400);
    expect(contents(replacedIn(folder))).toEqual(before);
  });

  test('[restore] each time the log gets an identity of its own: devices fetch everything anew', async () => {
    const { folder, backup } = await crashedFolder();
    const seen = new Set<string>();
    for (let i = 0; i < 3; i += 1) {
      expect(restoreLog(folder, backup, around).ok).toBe(true);
      seen.add(logOf(folder).hubId);
    }
    expect(seen.size).toBe(3);
  });

  test('[restore] into a folder that isn’t there yet: on another laptop', async () => {
    const { backup } = await crashedFolder();
    const folder = join(freshFolder(), 'new', 'deeper');
    expect(restoreLog(folder, backup, around)).toMatchObject({ ok: true, value: { replaced: null } });
    expect(logOf(folder).head).toBe(300);
  });

  test('[restore] a backup that is refused leaves no folder behind that wasn’t there', async () => {
    const above = freshFolder();
    const copy = join(freshFolder(), 'notes.db');
    writeFileSync(copy, 'notes on the tournament\n'.repeat(50));
    expect(restoreLog(join(above, 'new', 'deeper'), copy, around).ok).toBe(false);
    expect(readdirSync(above)).toEqual([]);
  });

  test('[restore] the files of the copy are only read', async () => {
    const { folder, backup } = await crashedFolder();
    const from = freshFolder();
    for (const part of ['', '-wal']) copyFileSync(`${logFile(folder)}${part}`, join(from, `copy.db${part}`));
    const before = contents(from);
    expect(restoreLog(folder, join(from, 'copy.db'), around)).toMatchObject({
      ok: true,
      value: { entries: 400 },
    });
    expect(contents(from)).toEqual(before);
    expect(existsSync(backup)).toBe(true);
  });
});

describe('what can’t be restored changes nothing', () => {
  test('[restore] while a hub has the folder', async () => {
    const { folder, backup } = await crashedFolder();
    const { close } = opened(folder);
    onTestFinished(close);
    expectRefused(folder, backup, 'DATA_IN_USE');
  });

  test('[restore] a file that isn’t there, and a folder', async () => {
    const { folder } = await crashedFolder();
    expectRefused(folder, join(folder, 'backups', 'none.db'), 'COPY_MISSING');
    expectRefused(folder, join(folder, 'backups'), 'COPY_MISSING');
  });

  test('[restore] the data file itself', async () => {
    const { folder } = await crashedFolder();
    expectRefused(folder, logFile(folder), 'COPY_IN_USE');
  });

  test('[restore] the data file of another hub that runs', async () => {
    const { folder } = await crashedFolder();
    const other = freshFolder();
    const { close } = opened(other);
    onTestFinished(close);
    expectRefused(folder, logFile(other), 'COPY_IN_USE');
  });

  test.each([
    ['text', (file: string) => writeFileSync(file, 'notes on the tournament\n'.repeat(50))],
    ['nothing', (file: string) => writeFileSync(file, '')],
    [
      'a torn page',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 8_192, 12_288);
        writeFileSync(file, bytes);
      },
    ],
    [
      'a list of commands that disagrees with the entries',
      (file: string) => {
        const bytes = readFileSync(file);
        const pages = Array.from({ length: bytes.length / 4_096 }, (_, i) => i * 4_096);
        // A leaf of an index begins with 10 (sqlite.org/fileformat.html §1.6).
        const leaf = pages.find((at) => bytes[at] === 10 && bytes.subarray(at, at + 4_096).includes('c1'));
        bytes.write('z', bytes.indexOf('c1', leaf));
        writeFileSync(file, bytes);
      },
    ],
    ['a half', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 16_384))],
    [
      'another program’s database',
      (file: string) => {
        rmSync(file);
        const db = new Database(file);
        db.exec('CREATE TABLE members (name TEXT)');
        db.close();
      },
    ],
  ])('[restore] a file with %s in it', async (_what, spoil) => {
    const { folder, backup } = await crashedFolder();
    spoil(backup);
    expectRefused(folder, backup, 'COPY_DAMAGED');
  });

  test('[restore] a copy from a newer version', async () => {
    const { folder, backup } = await crashedFolder();
    const db = new Database(backup);
    db.pragma('user_version = 999');
    db.close();
    expectRefused(folder, backup, 'COPY_NEWER');
  });
});

describe('restoring was interrupted', () => {
  /** As it is when the power fails after the first file was moved aside. */
  async function halfRestored(): Promise<{ folder: string; backup: string }> {
    const { folder, backup } = await crashedFolder();
    mkdirSync(replacedIn(folder));
    renameSync(logFile(folder), logFile(replacedIn(folder)));
    copyFileSync(backup, join(folder, 'touchline.db.restoring'));
    return { folder, backup };
  }

  test('[restore] no hub begins an empty log there, and no entry in the WAL is lost', async () => {
    const { folder } = await halfRestored();
    const before = contents(folder);
    expect(openData(folder, newHubId)).toMatchObject({ ok: false, error: { code: 'DATA_INCOMPLETE' } });
    renameSync(join(folder, 'touchline.db-wal'), join(replacedIn(folder), 'touchline.db-wal'));
    expect(openData(folder, newHubId)).toMatchObject({ ok: false, error: { code: 'DATA_INCOMPLETE' } });
    expect(Object.values(contents(folder)).sort()).toEqual(Object.values(before).sort());
  });

  test('[restore] a second try that is refused leaves it so', async () => {
    const { folder, backup } = await halfRestored();
    rmSync(join(folder, 'touchline.db-wal'));
    writeFileSync(backup, 'no backup');
    expect(restoreLog(folder, backup, around).ok).toBe(false);
    expect(openData(folder, newHubId)).toMatchObject({ ok: false, error: { code: 'DATA_INCOMPLETE' } });
  });

  test('[restore] a second try completes it', async () => {
    const { folder, backup } = await halfRestored();
    expect(restoreLog(folder, backup, around).ok).toBe(true);
    expect(logOf(folder).head).toBe(300);
  });
});
