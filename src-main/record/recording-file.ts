import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** A file that whole lines are appended to. */
export interface RecordingFile {
  /** The file didn't end with a line's end: its last line was closed, so that nothing is glued to it. */
  readonly mended: boolean;
  /** Appends a line, all of it or nothing; refused with a sentence when the disk doesn't take it. */
  append(line: string): Result<null, string>;
  close(): void;
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function endsWithinLine(descriptor: number, size: number): boolean {
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}

/** Opens a file to append to, or makes it. What stands in it stays as it is. */
export function openRecording(file: string): Result<RecordingFile, string> {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'a+');
  } catch (cause) {
    return err(`${file} can’t be written: ${reason(cause)}.`);
  }

  function append(line: string): Result<null, string> {
    const bytes = Buffer.from(`${line}\n`);
    const before = fstatSync(descriptor).size;
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
      return ok(null);
    } catch (cause) {
      // A part of a line is worse than none: it would make the next one unreadable, too.
      try {
        ftruncateSync(descriptor, before);
      } catch {}
      return err(`${file} can’t be written: ${reason(cause)}. Whole lines up to now are kept.`);
    }
  }

  const mended = endsWithinLine(descriptor, fstatSync(descriptor).size);
  if (mended) writeSync(descriptor, '\n');
  return ok({
    mended,
    append,
    close() {
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  });
}
