import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ulid } from 'ulid';
import { defaultDataDir } from '#main/app.ts';
import { stampOf } from '#main/store/backup.ts';
import { restoreLog } from '#main/store/restore.ts';
import { ok } from '#shared/lib/result.ts';
import { type Ended, failed, type Terminal, wrongOption } from './command.ts';

/** `touchline restore`: puts a backup in the place of the data file. */
export async function restore(args: string[], { say }: Pick<Terminal, 'say'>): Promise<Ended> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' } },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    return wrongOption('Name one file to restore: touchline restore FILE [--data FOLDER].');
  }
  const dataDir = resolve(values.data ?? defaultDataDir());
  const restored = restoreLog(dataDir, resolve(file), { stamp: stampOf(Date.now()), newHubId: ulid });
  if (!restored.ok) return failed(restored.error.message);
  const { entries, lastAt, replaced } = restored.value;
  const last = lastAt === null ? '' : `, the last of ${new Date(lastAt).toLocaleString()}`;
  say(
    [
      `${file} is now the data file in ${dataDir}: ${entries} entries${last}.`,
      replaced === null
        ? 'There was no data file before.'
        : `What was there before is in ${replaced}. Keep it until the tournament is over.`,
      'Start Touchline now. Phones, boards and panel come back by themselves and fetch everything anew; compare running',
      'matches with the referees’ memory. Referees who joined after this backup join again.',
    ].join('\n'),
  );
  return ok(0);
}
