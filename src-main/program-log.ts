import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** A log of so many bytes is put aside as `hub.old.log`, in the place of the one before it. */
const usualMostBytes = 16 * 1024 * 1024;

/**
 * Opens the program's own log: one JSON line per entry, in `<data>/logs/hub.log`. Each is written before the call
 * returns, so that the last one before a crash is there. A full disk must not stop the hub through its log (the store
 * reports the same trouble to everybody): what can't be written is left out, and later entries begin a line of their own.
 * Whatever comes from the hall, two files of `mostBytes` are the most.
 */
export function openLog(
  dataDir: string,
  mostBytes = usualMostBytes,
): { readonly log: Logger; readonly close: () => void } {
  const folder = join(dataDir, 'logs');
  let file = openFile(folder);
  let torn = false;

  function write(line: string): void {
    if (file === null) return;
    if (file.bytes >= mostBytes) file = putAside(folder, file);
    const bytes = Buffer.from(torn ? `\n${line}` : line);
    try {
      const written = writeSync(file.descriptor, bytes);
      file.bytes += written;
      torn = written < bytes.length;
    } catch {}
  }

  return {
    log: pino({ level: process.env.TOUCHLINE_LOG ?? 'info' }, { write }),
    close() {
      if (file !== null) closeSync(file.descriptor);
      file = null;
    },
  };
}

interface LogFile {
  readonly descriptor: number;
  bytes: number;
}

/** The log's file; null when there is no room even for its name. */
function openFile(folder: string): LogFile | null {
  try {
    mkdirSync(folder, { recursive: true });
    const descriptor = openSync(join(folder, 'hub.log'), 'a');
    return { descriptor, bytes: fstatSync(descriptor).size };
  } catch {
    return null;
  }
}

/** Begins a new file and keeps the full one; goes on with that one when it can't, and tries again when it has doubled. */
function putAside(folder: string, full: LogFile): LogFile {
  try {
    // Gone: somebody has taken it away, or there was no room for a new one when it was put aside.
    if (existsSync(join(folder, 'hub.log'))) {
      renameSync(join(folder, 'hub.log'), join(folder, 'hub.old.log'));
    }
    const fresh = openFile(folder);
    if (fresh === null) return { ...full, bytes: 0 };
    closeSync(full.descriptor);
    return fresh;
  } catch {
    return { ...full, bytes: 0 };
  }
}
