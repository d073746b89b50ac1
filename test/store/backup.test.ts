import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backUp, stampOf, toRemove } from '#main/store/backup.ts';
import { sqliteStore } from '#main/store/sqlite-store.ts';
import { freshFolder } from '../support/folder.ts';
import { row } from '../support/rows.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 4, 16, 12);
const nameAt = (at: number): string => `touchline-${stampOf(at)}.db`;
const hhmm = (name: string): string => name.slice(21, 26);

/** What is left of a day in which a copy was made every so many minutes, each removing what had its time. */
function leftAfter(from: number, to: number, everyMinutes: number): readonly string[] {
  let names: readonly string[] = [];
  for (let at = from; at <= to; at += everyMinutes * minute) {
    names = [...names, nameAt(at)];
    const old = toRemove(names, nameAt(at));
    names = names.filter((name) => !old.includes(name));
  }
  return names;
}

describe('which backups stay', () => {
  test('[backup] the newest twelve, and the last of each hour before', () => {
    const left = leftAfter(noon - 5 * 60 * minute, noon, 5);
    expect(left.map(hhmm)).toEqual([
      ...['07-55', '08-55', '09-55', '10-55'],
      ...['11-05', '11-10', '11-15', '11-20', '11-25', '11-30'],
      ...['11-35', '11-40', '11-45', '11-50', '11-55', '12-00'],
    ]);
  });

  test('[backup] 24 hours back and no further', () => {
    const left = leftAfter(noon - 40 * 60 * minute, noon, 5);
    // The twelve newest hold the hour before noon.
    expect(left.slice(0, -12).map((name) => name.slice(10, 23))).toEqual(
      Array.from({ length: 23 }, (_, i) => stampOf(noon - (24 - i) * 60 * minute).slice(0, 13)),
    );
  });

  test('[backup] copies every minute push the earlier hours out no sooner', () => {
    const left = leftAfter(noon - 3 * 60 * minute, noon, 1);
    expect(left.map(hhmm).slice(0, 3)).toEqual(['09-59', '10-59', '11-49']);
    expect(left).toHaveLength(14);
  });

  test('[backup] a week without a hub costs nothing', () => {
    const day = leftAfter(noon - 5 * 60 * minute, noon, 5);
    expect(toRemove(day, day.at(-1) ?? '')).toEqual([]);
  });

  test('[backup] a clock that was ahead once doesn’t have the new copies removed', () => {
    const ahead = Array.from({ length: 12 }, (_, i) =>
      nameAt(noon + 4 * 365 * 24 * 60 * minute + i * minute),
    );
    const fresh = nameAt(noon + minute);
    expect(toRemove([...ahead, nameAt(noon), fresh], fresh)).toEqual([]);
  });

  test('[backup] what the organiser put there stays', () => {
    const own = [
      'touchline-before-finals.db',
      'touchline.db',
      'notes.txt',
      'touchline-2020-01-01T10-00-00 copy.db',
    ];
    const copies = Array.from({ length: 40 }, (_, i) => nameAt(noon - i * 5 * minute));
    const old = toRemove([...own, ...copies], nameAt(noon));
    expect(old.length).toBeGreaterThan(20);
    expect(old.filter((name) => own.includes(name))).toEqual([]);
  });
});

describe('making a backup', () => {
  const storeIn = (folder: string) => {
    const store = sqliteStore(join(folder, 'touchline.db'), () => 'hub-1');
    onTestFinished(() => store.close());
    store.append([row(1), row(2)]);
    return store;
  };

  test('[backup] those that have had their time are removed', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'backups'));
    for (let i = 1; i <= 20; i += 1) writeFileSync(join(folder, 'backups', nameAt(noon - i * minute)), '');
    await backUp(storeIn(folder), folder, stampOf(noon), () => 'copy-1');
    expect(readdirSync(join(folder, 'backups')).sort()).toEqual(
      Array.from({ length: 12 }, (_, i) => nameAt(noon - (11 - i) * minute)),
    );
  });

  test('[backup] what one left that a power failure cut off is removed', async () => {
    const folder = freshFolder();
    const backups = join(folder, 'backups');
    mkdirSync(backups);
    writeFileSync(join(backups, '.2026-05-15T09-00-00.part'), 'half a copy');
    writeFileSync(join(backups, '.2026-05-15T09-00-00.part-journal'), '');
    await backUp(storeIn(folder), folder, stampOf(noon), () => 'copy-1');
    expect(readdirSync(backups)).toEqual([nameAt(noon)]);
  });

  test('[backup] one that fails leaves nothing of itself', async () => {
    const folder = freshFolder();
    const backups = join(folder, 'backups');
    // A folder with the finished copy’s name is in its way.
    mkdirSync(join(backups, nameAt(noon), 'something'), { recursive: true });
    const store = storeIn(folder);
    await expect(backUp(store, folder, stampOf(noon), () => 'copy-1')).rejects.toThrow();
    expect(readdirSync(backups)).toEqual([nameAt(noon)]);
  });
});
