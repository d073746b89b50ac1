import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { StoreFailure } from './event-store.ts';
import { schemaVersion } from './migrations.ts';
import { type SqliteStore, sqliteStore } from './sqlite-store.ts';

/** Why a data folder can't be used; `message` is one sentence for the person at the keyboard. */
export interface DataRefusal {
  readonly code:
    | 'DATA_UNWRITABLE'
    | 'DATA_NEWER'
    | 'DATA_DAMAGED'
    | 'DATA_INCOMPLETE'
    | 'DATA_IN_USE'
    | 'DATA_FAILED';
  readonly message: string;
}

/** An open data folder: the log, and the release of the folder. */
export interface OpenData {
  readonly store: SqliteStore;
  readonly close: () => void;
}

/** The log's file in a data folder. */
export const logFile = (folder: string): string => join(folder, 'touchline.db');

/** The file by whose lock a hub holds a data folder. */
export const lockFile = (folder: string): string => join(folder, 'hub.lock');

/** Where a copy that is being restored lies until it takes the log's place. */
export const preparedFile = (folder: string): string => join(folder, 'touchline.db.restoring');

/**
 * Opens the log in a data folder, made if it isn't there. A folder that can't be written, a file from a newer version, a
 * damaged one, one of which a part is missing and one that another hub has open are refused, and left as they were.
 */
export function openData(folder: string, newHubId: () => string): Result<OpenData, DataRefusal> {
  try {
    // Names, e-mail addresses and hashes lie here: a folder that is made is this user's alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    return refused(
      'DATA_UNWRITABLE',
      `The data folder ${folder} can’t be written (${reason(cause)}). Choose another with --data.`,
    );
  }
  const file = logFile(folder);
  const lock = lockFolder(folder);
  if (!lock.ok) return lock;
  const looked = existsSync(file) ? lookAt(file) : lookAtRest(folder);
  if (looked) {
    lock.value();
    return err(looked);
  }
  try {
    const store = sqliteStore(file, newHubId);
    const close = () => {
      store.close();
      lock.value();
    };
    return ok({ store, close });
  } catch (cause) {
    lock.value();
    if (cause instanceof StoreFailure)
      return refused('DATA_FAILED', `The data file can’t be opened: ${cause.message}.`);
    throw cause;
  }
}

const refused = (code: DataRefusal['code'], message: string): { ok: false; error: DataRefusal } =>
  err({ code, message });

/** What went wrong, in the words of whoever noticed. */
export const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/**
 * Holds the folder for one hub, by an exclusive lock on a file of its own: the operating system lets go of it when the
 * process ends, however it ends. Gives its release.
 */
export function lockFolder(folder: string): Result<() => void, DataRefusal> {
  try {
    const lock = new Database(lockFile(folder), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      lock.close();
      if (!(cause instanceof Database.SqliteError) || cause.code !== 'SQLITE_BUSY') throw cause;
      return refused(
        'DATA_IN_USE',
        `Another hub has the data folder ${folder} open. Stop it first, or choose another folder with --data.`,
      );
    }
    return ok(() => lock.close());
  } catch (cause) {
    return refused(
      'DATA_UNWRITABLE',
      `The data folder ${folder} can’t be written (${reason(cause)}). Choose another with --data.`,
    );
  }
}

/** Looks at an existing file without writing to it: null when it may be opened. */
function lookAt(file: string): DataRefusal | null {
  const damaged: DataRefusal = {
    code: 'DATA_DAMAGED',
    message: `The data file ${file} is damaged. It was left as it is; the folder “backups” beside it has earlier copies, and “touchline restore” puts one in its place.`,
  };
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (cause) {
    return { code: 'DATA_UNWRITABLE', message: `The data file ${file} can’t be written (${reason(cause)}).` };
  }
  const header = readHeader(file);
  if (header.length === 0) return null;
  if (header.length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return damaged;
  // The version stands at offset 60 of the header (sqlite.org/fileformat.html §1.3), readable without opening the file.
  const version = header.readUInt32BE(60);
  if (version > schemaVersion) {
    return {
      code: 'DATA_NEWER',
      message: `The data file ${file} was written by a newer Touchline (data version ${version}, this one knows ${schemaVersion}). It was left as it is; update Touchline to open it.`,
    };
  }
  try {
    return isSound(file) ? null : damaged;
  } catch (cause) {
    if (!isDiskTrouble(cause)) return damaged;
    return {
      code: 'DATA_FAILED',
      message: `The data file ${file} can’t be opened (${reason(cause)}). It was left as it is.`,
    };
  }
}

/**
 * Looks at what is left where the log's own file is missing: a WAL, whose entries SQLite would delete with the next file
 * of that name, or a copy that should have come into its place. Null when there is neither, and a new log may begin.
 */
function lookAtRest(folder: string): DataRefusal | null {
  const left = [`${logFile(folder)}-wal`, preparedFile(folder)].find((file) => existsSync(file));
  if (left === undefined) return null;
  return {
    code: 'DATA_INCOMPLETE',
    message: `The data file ${logFile(folder)} is missing, but ${basename(left)} is there: somebody moved it, or restoring a backup was interrupted. Everything was left as it is; move it back, or restore a backup once more with “touchline restore”.`,
  };
}

function readHeader(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const header = Buffer.alloc(100);
    return header.subarray(0, readSync(handle, header, 0, 100, 0));
  } finally {
    closeSync(handle);
  }
}

function isSound(file: string): boolean {
  const db = new Database(file, { readonly: true });
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } finally {
    db.close();
  }
}

/** SQLite says that the disk is full, or doesn't let it read or write: nothing against the file itself. */
export const isDiskTrouble = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY)/.test(cause.code);
