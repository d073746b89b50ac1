import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { type ReportName, reportNames, reportText } from '#main/hub/exports.ts';
import { createHub } from '#main/hub/hub.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import { type DataRefusal, logFile, openData, reason } from '#main/store/open-data.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { TournamentLine } from '#shared/protocol/down.ts';
import type { CsvOptions } from '#shared/reports/csv.ts';

/** What is exported from where to where. */
export interface ExportRequest {
  readonly dataDir: string;
  /** Id or name; null: the only one. */
  readonly tournament: string | null;
  /** Folder for the files, made if it isn't there. */
  readonly to: string;
  readonly csv: CsvOptions;
}

/** Why nothing was exported; `message` is for the person at the keyboard. */
export interface ExportRefusal {
  readonly code: DataRefusal['code'] | 'NO_DATA' | 'NO_SUCH_TOURNAMENT' | 'FILE_EXISTS' | 'NOT_WRITTEN';
  readonly message: string;
}

/**
 * Writes the results of a tournament from a data folder that no hub has open: the files that the panel offers. Files that
 * are there already are left alone, and so are all three when one of them is. Gives their paths.
 */
export function exportResults(request: ExportRequest): Result<readonly string[], ExportRefusal> {
  const { dataDir } = request;
  if (!existsSync(logFile(dataDir))) return refused('NO_DATA', `There is no data file in ${dataDir}.`);
  const data = openData(dataDir, ulid);
  if (!data.ok) return data;
  // Only its folds are used: nothing is sent to it and its time stands still.
  const hub = createHub(data.value.store, { now: Date.now, newId: ulid, report: () => {} }, () => () => {});
  try {
    return writeReports(hub, request);
  } finally {
    data.value.close();
  }
}

const refused = (
  code: ExportRefusal['code'],
  message: string,
): { readonly ok: false; readonly error: ExportRefusal } => err({ code, message });

function writeReports(
  hub: HubPort,
  { tournament: wanted, to, csv }: ExportRequest,
): Result<readonly string[], ExportRefusal> {
  const line = choose(hub.tournaments(), wanted);
  if (!line.ok) return line;
  const tournament = hub.tournament(line.value.id);
  if (!tournament) return refused('NO_SUCH_TOURNAMENT', `There is no tournament “${line.value.id}”.`);
  const inTheWay = reportNames.map((name) => join(to, name)).find((path) => existsSync(path));
  if (inTheWay !== undefined) {
    return refused('FILE_EXISTS', `${inTheWay} is there already. Name another folder with --to.`);
  }
  try {
    mkdirSync(to, { recursive: true });
    return ok(
      reportNames.map((name: ReportName) => {
        const path = join(to, name);
        writeWhole(path, reportText(hub, tournament, name, csv));
        return path;
      }),
    );
  } catch (cause) {
    return refused('NOT_WRITTEN', `The results can’t be written to ${to} (${reason(cause)}).`);
  }
}

/** The tournament with this id or else this name; without either the only one. */
function choose(
  all: readonly TournamentLine[],
  wanted: string | null,
): Result<TournamentLine, ExportRefusal> {
  const byId = all.find(({ id }) => id === wanted);
  const fitting = byId ? [byId] : all.filter(({ name }) => wanted === null || name === wanted);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return ok(only);
  const list = (lines: readonly TournamentLine[]): string =>
    lines.map(({ id, name, startsOn }) => `“${name}” of ${startsOn} (${id})`).join(', ');
  if (only) {
    return refused('NO_SUCH_TOURNAMENT', `Which one? Name its id with --tournament: ${list(fitting)}.`);
  }
  return refused(
    'NO_SUCH_TOURNAMENT',
    wanted === null
      ? 'There is no tournament in this data folder.'
      : `There is no tournament “${wanted}” in this data folder, but ${list(all) || 'none at all'}.`,
  );
}

/** Writes a file under another name first: what has its name is whole. */
function writeWhole(path: string, chunks: Iterable<string>): void {
  const temporary = `${path}.part`;
  try {
    const file = openSync(temporary, 'w');
    try {
      for (const chunk of chunks) writeAll(file, Buffer.from(chunk));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}
