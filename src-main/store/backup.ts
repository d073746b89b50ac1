import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { SqliteStore } from './sqlite-store.ts';

/** How many finished copies are kept. */
const kept = 12;

/**
 * Writes a checked copy of the log into `<folder>/backups`: under a temporary name, tested, flushed to the disk, then
 * renamed; the oldest beyond twelve are removed. `stamp` names it, e.g. `2026-05-16T14-30-00`. The copy gets an identity
 * of its own: a hub that goes on from it has another history than the one that devices remember, and they ask it for
 * everything anew. Returns its path.
 * Rejects when the copy can't be written or doesn't pass SQLite's integrity check.
 */
export async function backUp(
  store: Pick<SqliteStore, 'backup'>,
  folder: string,
  stamp: string,
  newHubId: () => string,
): Promise<string> {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  const temporary = join(backups, `.${stamp}.part`);
  const finished = join(backups, `touchline-${stamp}.db`);
  await store.backup(temporary);
  check(temporary, newHubId());
  flush(temporary);
  renameSync(temporary, finished);
  const all = readdirSync(backups)
    .filter((name) => name.startsWith('touchline-') && name.endsWith('.db'))
    .sort();
  for (const old of all.slice(0, -kept)) rmSync(join(backups, old));
  return finished;
}

function check(file: string, hubId: string): void {
  const db = new Database(file);
  try {
    // A copy that lies about is a single file: no WAL beside it.
    db.pragma('journal_mode = DELETE');
    db.prepare('UPDATE hub SET id = ?').run(hubId);
    const found = db.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new Error(`the copy is damaged: ${String(found)}`);
  } finally {
    db.close();
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
