import { guardFormula } from '#shared/lib/formula-guard.ts';
import type { Separator } from '#shared/lib/parse-csv.ts';

/** How a CSV text is written. */
export interface CsvOptions {
  /** `;` is what Excel expects where the decimal sign is a comma. */
  readonly separator: Separator;
  /** A byte order mark, by which Excel knows UTF-8. */
  readonly bom: boolean;
}

/** What a cell can hold; null is an empty one. */
export type CsvCell = string | number | null;

/** RFC 4180 to the letter. */
export const plainCsv: CsvOptions = { separator: ',', bom: false };

/** What a file begins with. */
export const csvStart = ({ bom }: CsvOptions): string => (bom ? '\uFEFF' : '');

/**
 * One record with its line ending: CRLF, cells quoted where they need it, quotes doubled (RFC 4180 §2), texts guarded
 * against being read as formulas. Numbers stay as they are.
 *
 * Own code since papaparse's `unparse` guards negative numbers too and its types need Node's.
 */
export function csvLine(cells: readonly CsvCell[], { separator }: CsvOptions): string {
  const written = cells.map((cell) => writeCell(cell, separator));
  // A single empty cell would be an empty line, which readers skip.
  return `${written.length === 1 && written[0] === '' ? '""' : written.join(separator)}\r\n`;
}

function writeCell(cell: CsvCell, separator: Separator): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = guardFormula(cell);
  // Spaces at the ends are part of a cell (§2.4), but some readers trim them unless they are quoted.
  const needsQuotes = text.includes(separator) || /["\r\n]|^\s|\s$/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A whole file: the header and its rows. */
export function csvText(
  header: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
  options: CsvOptions,
): string {
  let text = csvStart(options) + csvLine(header, options);
  for (const row of rows) text += csvLine(row, options);
  return text;
}
