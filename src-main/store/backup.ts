import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Moment } from '#shared/domain/ids.ts';
import { finishCopy, flushFolders } from './copied-log.ts';
import type { SqliteStore } from './sqlite-store.ts';

/** How many finished copies are kept. */
const kept = 12;

/** A moment as it stands in the names of copies, in UTC: `2026-05-16T14-30-00`. */
export const stampOf = (at: Moment): string => new Date(at).toISOString().slice(0, 19).replaceAll(':', '-');

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
  finishCopy(temporary, newHubId());
  renameSync(temporary, finished);
  flushFolders(backups);
  const all = readdirSync(backups)
    .filter((name) => name.startsWith('touchline-') && name.endsWith('.db'))
    .sort();
  for (const old of all.slice(0, -kept)) rmSync(join(backups, old));
  return finished;
}
