import { parseArgs } from 'node:util';
import { defaultDataDir } from '#main/app.ts';
import { ok } from '#shared/lib/result.ts';
import type { CsvOptions } from '#shared/reports/csv.ts';
import { type Ended, failed, type Terminal, wrongOption } from './command.ts';
import { exportResults } from './export-results.ts';

/** Separators of the CSV files by what is typed for them. */
const separators: ReadonlyMap<string, CsvOptions['separator']> = new Map([
  [',', ','],
  [';', ';'],
  ['tab', '\t'],
]);

/** `touchline export`: writes a tournament's results while no hub runs. */
export async function exportFiles(args: string[], { say }: Pick<Terminal, 'say'>): Promise<Ended> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      tournament: { type: 'string' },
      to: { type: 'string', default: '.' },
      separator: { type: 'string', default: ',' },
      bom: { type: 'boolean', default: false },
    },
  });
  const separator = separators.get(values.separator);
  if (separator === undefined) {
    return wrongOption(`--separator takes , or ; or tab, not “${values.separator}”.`);
  }
  const written = exportResults({
    dataDir: values.data ?? defaultDataDir(),
    tournament: values.tournament ?? null,
    to: values.to,
    csv: { separator, bom: values.bom },
  });
  if (!written.ok) return failed(written.error.message);
  say(`Written:\n${written.value.map((path) => `  ${path}`).join('\n')}`);
  return ok(0);
}
