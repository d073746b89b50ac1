import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/**
 * Opens the program's own log: one JSON line per entry, in `<data>/logs/hub.log`. Each is written before the call
 * returns, so that the last one before a crash is there. A full disk must not stop the hub through its log (the store
 * reports the same trouble to everybody): what can't be written is left out, and later entries begin a line of their own.
 */
export function openLog(dataDir: string): { readonly log: Logger; readonly close: () => void } {
  let file = openFile(dataDir);
  let torn = false;
  const write = (line: string): void => {
    if (file === null) return;
    const bytes = Buffer.from(torn ? `\n${line}` : line);
    try {
      torn = writeSync(file, bytes) < bytes.length;
    } catch {}
  };
  return {
    log: pino({ level: process.env.TOUCHLINE_LOG ?? 'info' }, { write }),
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

/** The log's file; null when there is no room even for its name. */
function openFile(dataDir: string): number | null {
  try {
    const folder = join(dataDir, 'logs');
    mkdirSync(folder, { recursive: true });
    return openSync(join(folder, 'hub.log'), 'a');
  } catch {
    return null;
  }
}
