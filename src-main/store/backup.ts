import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Moment } from '#shared/domain/ids.ts';
import { finishCopy, flushFolders } from './copied-log.ts';
import type { SqliteStore } from './sqlite-store.ts';

/** How many of the newest copies are kept. */
const newestKept = 12;
/** For so many hours back the last copy of each is kept besides. */
const hoursKept = 24;

/** A moment as it stands in the names of copies, in UTC: `2026-05-16T14-30-00`. */
export const stampOf = (at: Moment): string => new Date(at).toISOString().slice(0, 19).replaceAll(':', '-');

/** The name of a finished copy, and in it the hour that it is from. */
const copyName = /^touchline-(\d{4}-\d\d-\d\dT\d\d)-\d\d-\d\d\.db$/;
const temporaryName = /^\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.part/;

/** An hour of a copy's name as a number, so that hours can be counted. */
const hourOf = (name: string): number => Date.parse(`${copyName.exec(name)?.[1] ?? ''}:00Z`) / 3_600_000;

/**
 * Which copies have had their time once `newest` was made: all but the twelve newest and the last of each hour of the 24
 * before. Hours are counted from that copy and not from now: a hub that stood still for a week has lost nothing by it. A
 * name that is no copy's is never among them, nor is a copy from after `newest`: then the clock was wrong once, and
 * which is the older nobody knows.
 */
export function toRemove(names: readonly string[], newest: string): readonly string[] {
  const copies = names
    .filter((name) => copyName.test(name) && name <= newest)
    .toSorted()
    .toReversed();
  const older = copies.slice(newestKept);
  const isLastOfItsHour = (name: string): boolean =>
    copies.find((other) => hourOf(other) === hourOf(name)) === name;
  return older.filter((name) => hourOf(newest) - hourOf(name) > hoursKept || !isLastOfItsHour(name));
}

/**
 * Writes a checked copy of the log into `<folder>/backups`: under a temporary name, tested, flushed to the disk, then
 * renamed; those that have had their time are removed (`toRemove`). `stamp` names it, e.g. `2026-05-16T14-30-00`. The
 * copy gets an identity of its own: a hub that goes on from it has another history than the one that devices remember,
 * and they ask it for everything anew. Returns its path.
 * Rejects when the copy can't be written or doesn't pass SQLite's integrity check; nothing of it is left then.
 */
export async function backUp(
  store: Pick<SqliteStore, 'backup'>,
  folder: string,
  stamp: string,
  newHubId: () => string,
): Promise<string> {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  removeUnfinished(backups);
  const temporary = join(backups, `.${stamp}.part`);
  const finished = `touchline-${stamp}.db`;
  try {
    await store.backup(temporary);
    finishCopy(temporary, newHubId());
    renameSync(temporary, join(backups, finished));
  } catch (cause) {
    // On a full disk half a copy would take the room that the log needs.
    removeUnfinished(backups);
    throw cause;
  }
  flushFolders(backups);
  for (const old of toRemove(readdirSync(backups), finished)) rmSync(join(backups, old), { force: true });
  return join(backups, finished);
}

/** What a copy left behind that failed, or that a power failure cut off. */
function removeUnfinished(backups: string): void {
  for (const name of readdirSync(backups)) {
    if (temporaryName.test(name)) rmSync(join(backups, name), { force: true });
  }
}
