/** What stands between two cells. */
export type Separator = ',' | ';' | '\t';

/** A record of a CSV text; `line` is where it begins, from 1, as an editor counts. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A CSV text taken apart. */
export interface CsvTable {
  readonly separator: Separator;
  /** Records in order, without the empty lines. */
  readonly lines: readonly CsvLine[];
  /** The line where a quoted cell begins that is never closed; null if there is none. */
  readonly unclosedAt: number | null;
}

const separators: readonly Separator[] = [',', ';', '\t'];
const byteOrderMark = '\uFEFF';

/**
 * Reads RFC 4180, and what Excel and people make of it: `;` or tab between cells (found by the header row, or told by
 * Excel's `sep=;` line), a byte order mark, lines that end with CRLF, LF or CR, quotes inside unquoted cells.
 *
 * Written here since papaparse takes one line ending for a whole text (a file that mixes them gets a stray CR in its
 * cells) and its types need Node's, which shared code must not see.
 */
export function parseCsv(text: string, separator?: Separator): CsvTable {
  const start = text.startsWith(byteOrderMark) ? 1 : 0;
  const told = /^sep=([,;\t])(\r\n|\r|\n|$)/i.exec(text.slice(start, start + 8));
  const from = start + (told?.[0].length ?? 0);
  const found =
    separator ?? separators.find((candidate) => candidate === told?.[1]) ?? sniffSeparator(text, from);
  return readLines(text, from, found, told ? 2 : 1);
}

/** The separator that stands most often in the first line outside of quotes; a comma when there is none. */
function sniffSeparator(text: string, from: number): Separator {
  const counts: Record<Separator, number> = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    const separator = quoted ? undefined : separators.find((candidate) => candidate === character);
    if (separator) counts[separator] += 1;
  }
  return separators.reduce((best, candidate) => (counts[candidate] > counts[best] ? candidate : best), ',');
}

function readLines(text: string, from: number, separator: Separator, firstLine: number): CsvTable {
  const lines: CsvLine[] = [];
  let unclosedAt: number | null = null;
  let cells: string[] = [];
  let line = firstLine;
  let began = line;
  let at = from;
  while (at < text.length || cells.length > 0) {
    const quoted = text.charAt(at) === '"';
    const cell = quoted ? quotedCell(text, at, separator) : plainCell(text, at, separator);
    if (cell.unclosed) unclosedAt ??= line;
    cells.push(cell.value);
    line += cell.breaks;
    at = cell.end;
    if (text.charAt(at) === separator && at < text.length) {
      at += 1;
      continue;
    }
    if (cells.length > 1 || quoted || cell.value !== '') lines.push({ line: began, cells });
    cells = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    began = line;
  }
  return { separator, lines, unclosedAt };
}

interface Cell {
  readonly value: string;
  /** Where the separator or line ending stands. */
  readonly end: number;
  /** Line endings within the cell. */
  readonly breaks: number;
  readonly unclosed: boolean;
}

function plainCell(text: string, from: number, separator: Separator): Cell {
  let end = from;
  while (end < text.length && !isBoundary(text.charAt(end), separator)) end += 1;
  return { value: text.slice(from, end), end, breaks: 0, unclosed: false };
}

const isBoundary = (character: string, separator: Separator): boolean =>
  character === separator || character === '\n' || character === '\r';

function quotedCell(text: string, from: number, separator: Separator): Cell {
  let value = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) {
      value += text.slice(at);
      return { value, end: text.length, breaks: breaksIn(value), unclosed: true };
    }
    value += text.slice(at, quote);
    at = quote + 2;
    if (text.charAt(quote + 1) === '"') {
      value += '"';
      continue;
    }
    // Whatever follows a closing quote, though RFC 4180 has nothing there, belongs to the cell.
    const rest = plainCell(text, quote + 1, separator);
    return { value: value + rest.value, end: rest.end, breaks: breaksIn(value), unclosed: false };
  }
}

const breaksIn = (value: string): number => value.match(/\r\n|\r|\n/g)?.length ?? 0;
