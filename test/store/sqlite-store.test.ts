import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backUp } from '#main/store/backup.ts';
import { StoreFailure } from '#main/store/event-store.ts';
import { schemaVersion } from '#main/store/migrations.ts';
import { sqliteIsNewEnough, sqliteStore } from '#main/store/sqlite-store.ts';
import { freshFolder } from '../support/folder.ts';
import { row } from '../support/rows.ts';
import { durableContract, storeContract } from './contract.ts';

const open = () => {
  const file = join(freshFolder(), 'touchline.db');
  let store = sqliteStore(file, () => 'hub-1');
  return {
    get store() {
      return store;
    },
    reopen() {
      store.close();
      store = sqliteStore(file, () => 'another');
      return store;
    },
    end: () => store.close(),
  };
};

storeContract('SQLite', open);
durableContract('SQLite', open);

describe('SQLite store', () => {
  test('[durability] every commit is flushed: WAL with synchronous=FULL', () => {
    const file = join(freshFolder(), 'touchline.db');
    const store = sqliteStore(file, () => 'hub-1');
    store.append([row(1)]);
    expect(existsSync(`${file}-wal`)).toBe(true);
    const other = new Database(file, { readonly: true });
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(other.pragma('user_version', { simple: true })).toBe(schemaVersion);
    other.close();
    expect(store.pragma('synchronous')).toBe(2);
    store.close();
  });

  test('[durability] SQLite before 3.51.3 is refused, later ones are taken', () => {
    expect(['3.51.2', '3.50.9', '2.99.99', '3.9.0'].filter(sqliteIsNewEnough)).toEqual([]);
    expect(['3.51.3', '3.51.10', '3.52.0', '4.0.0'].filter(sqliteIsNewEnough)).toHaveLength(4);
  });

  test('[durability] folded states that can’t be written are left out, and the hub doesn’t hear of it', () => {
    const file = join(freshFolder(), 'touchline.db');
    const store = sqliteStore(file, () => 'hub-1');
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    store.saveSnapshots(new Map([['match/m1', { seq: 1, state: '{}' }]]));
    other.close();
    expect(store.snapshot('match/m1')).toBeNull();
    store.close();
  });

  test('[migration] a file from a newer version isn’t opened', () => {
    const file = join(freshFolder(), 'touchline.db');
    const db = new Database(file);
    db.pragma(`user_version = ${schemaVersion + 1}`);
    db.close();
    expect(() => sqliteStore(file, () => 'hub-1')).toThrow(StoreFailure);
  });

  test('[backup] a copy made while the log is written opens as a log, and the newest twelve stay', async () => {
    const folder = freshFolder();
    const store = sqliteStore(join(folder, 'touchline.db'), () => 'hub-1');
    store.append(Array.from({ length: 500 }, (_, i) => row(i + 1)));
    const copies: string[] = [];
    for (let i = 10; i < 24; i += 1)
      copies.push(await backUp(store, folder, `2026-05-16T14-${i}-00`, () => `copy-${i}`));
    store.append([row(501)]);
    store.close();
    const last = copies.at(-1) ?? '';
    const copy = sqliteStore(last, () => 'another');
    expect(copy.head()).toBe(500);
    // Devices that remember the first hub's history must not take the copy for it.
    expect(copy.hubId).toBe('copy-23');
    copy.close();
    expect(copies.filter((file) => existsSync(file))).toEqual(copies.slice(-12));
  });
});
