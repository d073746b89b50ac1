import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** How a command on this machine reaches the hub that has a data folder open. */
const ControlFile = z.object({
  port: z.int().min(1).max(65_535),
  secret: z.string().min(1).max(200),
});
export type ControlFile = z.infer<typeof ControlFile>;

/** Its place in a data folder. */
export const controlFile = (folder: string): string => join(folder, 'hub-control.json');

/** Puts it there, readable for this user only, whole or not at all. */
export function writeControlFile(folder: string, content: ControlFile): void {
  const temporary = `${controlFile(folder)}.part`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, controlFile(folder));
}

/** What stands there; null when there is none that can be read. One that a killed hub left behind leads nowhere. */
export function readControlFile(folder: string): ControlFile | null {
  try {
    const parsed = ControlFile.safeParse(JSON.parse(readFileSync(controlFile(folder), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Takes it away: no hub has this folder open any more, or a new one isn't ready yet. */
export const removeControlFile = (folder: string): void => rmSync(controlFile(folder), { force: true });
