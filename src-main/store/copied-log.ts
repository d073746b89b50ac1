import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Makes a copy of a log complete in itself and fit to go on from: what its WAL holds goes into the file, which gets an
 * identity of its own, passes SQLite's integrity check and is flushed to the disk. A hub that goes on from a copy has
 * another history than the one that devices remember; by the new identity they know, and ask it for everything anew.
 * Throws when the copy is damaged or can't be written.
 */
export function finishCopy(file: string, hubId: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    // A copy that lies about is a single file: no WAL beside it.
    db.pragma('journal_mode = DELETE');
    db.prepare('UPDATE hub SET id = ?').run(hubId);
    const found = db.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new Error(`the copy is damaged: ${String(found)}`);
  } finally {
    db.close();
  }
  flushFile(file);
}

function flushFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Flushes what was renamed, made and removed in folders, as far as the system lets one (Windows doesn't): a precaution
 * against a power failure now, and no reason to stop.
 */
export function flushFolders(...folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      const handle = openSync(folder, 'r');
      try {
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    } catch {}
  }
}
