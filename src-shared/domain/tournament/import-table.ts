import { withoutFormulaGuard } from '#shared/lib/formula-guard.ts';
import { parseCsv } from '#shared/lib/parse-csv.ts';

/** Why a row, or a whole file, can't be imported. Pages say it in words; `params` are the values in them. */
export interface ImportProblem {
  readonly code: ImportProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Every reason; the names of their parameters stand behind them. */
export type ImportProblemCode =
  // about the file
  | 'EMPTY_FILE'
  | 'QUOTE_UNCLOSED' // line
  | 'COLUMN_MISSING' // column
  | 'COLUMN_TWICE' // column
  | 'TOO_MANY_ROWS' // max
  | 'TIME_ZONE_UNKNOWN' // timeZone
  // about any row
  | 'TOO_MANY_CELLS' // columns
  | 'VALUE_MISSING' // column
  | 'TOO_LONG' // column, max
  | 'BAD_NUMBER' // column, value, min, max
  // about an entry; line 0: it is in the tournament already
  | 'DUPLICATE_ENTRY' // name, line
  | 'PLAYER_TWICE' // name, entry
  | 'TOO_MANY_MEMBERS' // max
  // about a match; closest '': there is none to name
  | 'UNKNOWN_NAME' // column, value, closest
  | 'AMBIGUOUS_NAME' // column, value
  | 'SAME_SIDE_TWICE' // name
  | 'NOT_IN_POOL' // name, pool
  | 'NUMBER_TAKEN' // number
  | 'DUPLICATE_MATCH' // line
  | 'BAD_DATE' // value
  | 'BAD_TIME' // value
  | 'TIME_MISSING'; // date

/** Builds a problem. */
export const problem = (code: ImportProblemCode, params: ImportProblem['params'] = {}): ImportProblem => ({
  code,
  params,
});

/** A row, its cells known by what their column means. */
export interface ImportLine {
  /** As an editor counts, from 1. */
  readonly line: number;
  /** The cell's text: without the formula guard, spaces collapsed; empty if there is none. */
  cell(field: string): string;
  /** Something stands to the right of the last column: most often a name with an unquoted comma. */
  readonly tooLong: boolean;
}

/** A file as far as it could be read. */
export interface ImportTable {
  readonly problems: readonly ImportProblem[];
  readonly fields: ReadonlySet<string>;
  /** Headings that mean nothing here. */
  readonly ignoredColumns: readonly string[];
  readonly columns: number;
  readonly lines: readonly ImportLine[];
}

/** More rows than any tournament has; a larger file is surely another one. */
const mostRows = 5000;

/**
 * Reads a file with a header row. `fieldOf` tells what a heading means (null: nothing); one of each group in `needed`
 * must be among the columns. Rows without anything in them are left out.
 */
export function readTable(
  text: string,
  fieldOf: (heading: string) => string | null,
  needed: readonly (readonly string[])[],
): ImportTable {
  const { lines, unclosedAt } = parseCsv(text);
  const header = lines[0]?.cells.map(cleaned) ?? [];
  const fields = header.map(fieldOf);
  const rows = lines.slice(1).filter(({ cells }) => cells.some((cell) => cleaned(cell) !== ''));
  const known = new Set(fields.filter((field) => field !== null));
  return {
    problems: [
      ...(lines.length === 0 ? [problem('EMPTY_FILE')] : missingColumns(known, needed)),
      ...columnsTwice(header, fields),
      ...(unclosedAt === null ? [] : [problem('QUOTE_UNCLOSED', { line: unclosedAt })]),
      ...(rows.length > mostRows ? [problem('TOO_MANY_ROWS', { max: mostRows })] : []),
    ],
    fields: known,
    ignoredColumns: header.filter((heading, i) => heading !== '' && fields[i] === null),
    columns: header.length,
    lines: rows.map(({ line, cells }) => ({
      line,
      cell(field) {
        const column = fields.indexOf(field);
        return column === -1 ? '' : cleaned(cells[column] ?? '');
      },
      tooLong: cells.slice(header.length).some((cell) => cleaned(cell) !== ''),
    })),
  };
}

const missingColumns = (
  known: ReadonlySet<string>,
  needed: readonly (readonly string[])[],
): ImportProblem[] =>
  needed.flatMap((group) =>
    group.some((field) => known.has(field)) ? [] : problem('COLUMN_MISSING', { column: group[0] ?? '' }),
  );

const columnsTwice = (header: readonly string[], fields: readonly (string | null)[]): ImportProblem[] =>
  fields.flatMap((field, i) =>
    field !== null && fields.indexOf(field) < i ? problem('COLUMN_TWICE', { column: header[i] ?? '' }) : [],
  );

/** A cell as people meant it. */
const cleaned = (cell: string): string =>
  withoutFormulaGuard(cell)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .normalize('NFC');

/** Names are the same whatever their case and spaces. */
export const sameName = (name: string): string => cleaned(name).toLowerCase();
