import { open, rename, rm } from 'node:fs/promises';
import { err, ok, type Result } from '#shared/lib/result.ts';

/**
 * Writes a text as UTF-8 so that the file is either the old one or the whole new one: to a temporary name beside it,
 * flushed to the disk, then renamed. Refused with the system's error code, e.g. `EACCES` or `ENOSPC`; nothing is left over.
 */
export async function writeWhole(path: string, text: string): Promise<Result<void, string>> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return ok(undefined);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return err(systemCode(error));
  }
}

/** The code of a failed system call, such as `EACCES`; else its message. */
function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return String(error);
}
