import {
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Moment } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { finishCopy, flushFolders } from './copied-log.ts';
import { schemaVersion } from './migrations.ts';
import {
  type DataRefusal,
  isDiskTrouble,
  lockFile,
  lockFolder,
  logFile,
  preparedFile,
  reason,
} from './open-data.ts';

/** Why a copy wasn't restored; nothing was changed then. `message` is for the person at the keyboard. */
export interface RestoreRefusal {
  readonly code:
    | DataRefusal['code']
    | 'COPY_MISSING'
    | 'COPY_IN_USE'
    | 'COPY_DAMAGED'
    | 'COPY_NEWER'
    | 'RESTORE_FAILED';
  readonly message: string;
}

/** What is in the data folder now. */
export interface Restored {
  /** Where the files lie that were in use before; null when there were none. */
  readonly replaced: string | null;
  /** Entries of the log. */
  readonly entries: number;
  /** When the last of them was recorded; null when there is none. */
  readonly lastAt: Moment | null;
}

/** Files of the log in use: the newest entries may be in the second one only. */
const parts = ['', '-wal', '-shm'] as const;

/**
 * Puts a copy of a log in the place of the one in a data folder. What was there is moved to `replaced-<stamp>` in the same
 * folder and never deleted. The copy itself is only read; what its own WAL holds, if one lies beside it, is taken over.
 * Everything is prepared and checked under another name first, so that a refusal leaves the folder as it was, and a
 * power failure leaves either log whole: where there is none for a moment, `openData` says so and starts no empty one.
 */
export function restoreLog(
  folder: string,
  copy: string,
  around: { readonly stamp: string; readonly newHubId: () => string },
): Result<Restored, RestoreRefusal> {
  const named = lookAtCopy(folder, copy);
  if (named) return err(named);
  const made = makeFolder(folder);
  if (!made.ok) return made;
  const locked = lockBoth(folder, copy);
  if (!locked.ok) {
    undoFolder(made.value);
    return locked;
  }
  const result = replaceLog(folder, copy, around);
  locked.value();
  if (!result.ok) undoFolder(made.value);
  return result;
}

function replaceLog(
  folder: string,
  copy: string,
  { stamp, newHubId }: { readonly stamp: string; readonly newHubId: () => string },
): Result<Restored, RestoreRefusal> {
  const prepared = preparedFile(folder);
  const wasInterrupted = existsSync(prepared) && !existsSync(logFile(folder));
  const result = prepareAndPlace();
  if (result.ok) return result;
  removePrepared(prepared);
  // An earlier restore that was interrupted stays so: no hub may begin an empty log here.
  if (wasInterrupted) writeFileSync(prepared, '');
  return result;

  function prepareAndPlace(): Result<Restored, RestoreRefusal> {
    const held = prepare(copy, prepared, newHubId());
    if (!held.ok) return held;
    const replaced = putInPlace(folder, prepared, stamp);
    return replaced.ok ? ok({ ...held.value, replaced: replaced.value }) : replaced;
  }
}

const refused = (
  code: RestoreRefusal['code'],
  message: string,
): { readonly ok: false; readonly error: RestoreRefusal } => err({ code, message });

/** What is wrong with the name of the copy; null: it is a file, and not the one in use. */
function lookAtCopy(folder: string, copy: string): RestoreRefusal | null {
  const found = statOf(copy);
  if (!found?.isFile()) {
    const what = found ? 'isn’t a file' : 'isn’t there';
    return {
      code: 'COPY_MISSING',
      message: `${copy} ${what}. The copies are in the folder “backups” in the data folder.`,
    };
  }
  const inUse = statOf(logFile(folder));
  if (inUse?.ino !== found.ino || inUse.dev !== found.dev) return null;
  return {
    code: 'COPY_IN_USE',
    message: `${copy} is the data file itself. Name a copy of it, e.g. one in the folder “backups”.`,
  };
}

const statOf = (path: string): Stats | null => statSync(path, { throwIfNoEntry: false }) ?? null;

/** The data folder, made if it isn't there; gives the topmost folder that was made. */
function makeFolder(folder: string): Result<string | null, RestoreRefusal> {
  try {
    return ok(mkdirSync(folder, { recursive: true }) ?? null);
  } catch (cause) {
    return refused('DATA_UNWRITABLE', `The data folder ${folder} can’t be made (${reason(cause)}).`);
  }
}

/** A folder that was made for nothing goes again; there is only the lock's file in it. */
function undoFolder(made: string | null): void {
  if (made !== null) rmSync(made, { recursive: true, force: true });
}

/** Keeps hubs away from the data folder, and from the copy's if that is one: half of what a hub writes is no copy. */
function lockBoth(folder: string, copy: string): Result<() => void, RestoreRefusal> {
  const own = lockFolder(folder);
  if (!own.ok) return own;
  const from = dirname(copy);
  if (!existsSync(lockFile(from)) || statOf(from)?.ino === statOf(folder)?.ino) return own;
  const theirs = lockFolder(from);
  if (theirs.ok)
    return ok(() => {
      theirs.value();
      own.value();
    });
  // A folder that can't be written has no hub in it.
  if (theirs.error.code !== 'DATA_IN_USE') return own;
  own.value();
  return refused(
    'COPY_IN_USE',
    `A hub has ${copy} open. Stop it first, or name one of its copies in “backups”.`,
  );
}

/** Copies the log to where it can be checked, and checks it. */
function prepare(
  copy: string,
  prepared: string,
  hubId: string,
): Result<Omit<Restored, 'replaced'>, RestoreRefusal> {
  const notCopied = (cause: unknown) =>
    refused(
      'RESTORE_FAILED',
      `${copy} can’t be copied into the data folder (${reason(cause)}). Nothing was changed.`,
    );
  try {
    removePrepared(prepared);
    copyFileSync(copy, prepared);
    if (existsSync(`${copy}-wal`)) copyFileSync(`${copy}-wal`, `${prepared}-wal`);
  } catch (cause) {
    return notCopied(cause);
  }
  try {
    const read = readPrepared(prepared);
    if (read.version > schemaVersion) {
      return refused(
        'COPY_NEWER',
        `${copy} was written by a newer Touchline (data version ${read.version}, this one knows ${schemaVersion}). Nothing was changed; update Touchline to restore it.`,
      );
    }
    finishCopy(prepared, hubId);
    return ok({ entries: read.entries, lastAt: read.lastAt });
  } catch (cause) {
    if (isDiskTrouble(cause)) return notCopied(cause);
    return refused(
      'COPY_DAMAGED',
      `${copy} is damaged, or no data file of Touchline (${reason(cause)}). Nothing was changed.`,
    );
  }
}

/** The data version of a copied log and what is in it. Throws for a file that isn't a log. */
function readPrepared(file: string): { version: number; entries: number; lastAt: Moment | null } {
  const db = new Database(file, { fileMustExist: true });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > schemaVersion) return { version, entries: 0, lastAt: null };
    if (db.prepare('SELECT id FROM hub').all().length !== 1) throw new Error('it names no hub');
    const held = db
      .prepare<[], { entries: number; lastAt: number | null }>(
        'SELECT count(*) AS entries, max(hub_time) AS lastAt FROM events',
      )
      .get();
    return { version, entries: held?.entries ?? 0, lastAt: held?.lastAt ?? null };
  } finally {
    db.close();
  }
}

function removePrepared(prepared: string): void {
  for (const part of [...parts, '-journal']) rmSync(`${prepared}${part}`, { force: true });
}

/** Moves the log in use aside, all of it, then gives the prepared one its name. Gives the folder of what was moved. */
function putInPlace(folder: string, prepared: string, stamp: string): Result<string | null, RestoreRefusal> {
  const log = logFile(folder);
  const inUse = parts.map((part) => `${log}${part}`).filter((file) => existsSync(file));
  const moved: { readonly from: string; readonly to: string }[] = [];
  let replaced: string | null = null;
  try {
    if (inUse.length > 0) replaced = makeReplaced(folder, stamp);
    for (const [i, from] of inUse.entries()) {
      const to = join(replaced ?? folder, `touchline.db${from.slice(log.length)}`);
      renameSync(from, to);
      moved.push({ from, to });
      // The log's own file leaves first and on its own: from then on no hub opens what is left.
      if (i === 0 && replaced !== null) flushFolders(replaced, folder);
    }
    if (replaced !== null) flushFolders(replaced, folder);
    renameSync(prepared, log);
  } catch (cause) {
    return notPutInPlace(moved, replaced, cause);
  }
  flushFolders(folder);
  return ok(replaced);
}

/** A folder that isn't there yet: what an earlier restore moved aside stays as it is. */
function makeReplaced(folder: string, stamp: string): string {
  for (let n = 1; ; n += 1) {
    const replaced = join(folder, n === 1 ? `replaced-${stamp}` : `replaced-${stamp}-${n}`);
    if (existsSync(replaced)) continue;
    mkdirSync(replaced);
    return replaced;
  }
}

function notPutInPlace(
  moved: readonly { readonly from: string; readonly to: string }[],
  replaced: string | null,
  cause: unknown,
): { readonly ok: false; readonly error: RestoreRefusal } {
  const failed = `The data file can’t be moved aside (${reason(cause)}; does another program have it open?).`;
  try {
    for (const { from, to } of moved.toReversed()) renameSync(to, from);
    if (replaced !== null) rmdirSync(replaced);
    return refused('RESTORE_FAILED', `${failed} Nothing was changed.`);
  } catch (stuck) {
    return refused(
      'RESTORE_FAILED',
      `${failed} What was moved already couldn’t be moved back (${reason(stuck)}): it is in ${replaced ?? ''}.`,
    );
  }
}
