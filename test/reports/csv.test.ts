import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { guardFormula, withoutFormulaGuard } from '#shared/lib/formula-guard.ts';
import { parseCsv } from '#shared/lib/parse-csv.ts';
import { csvLine, csvText, plainCsv } from '#shared/reports/csv.ts';

const options = fc.record({
  separator: fc.constantFrom(',' as const, ';' as const, '\t' as const),
  bom: fc.boolean(),
});
/** Texts in which every character that matters is likely. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(',', ';', '\t', '"', '\r', '\n', "'", '=', '-', '1', ' ', 'ß', '🏸') }),
  fc.string({ unit: 'binary' }),
);
const rows = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 5 });

describe('[RFC 4180] writing', () => {
  test('[RFC 4180 §2.1] every record ends with CRLF, the last one too', () => {
    expect(csvText(['a', 'b'], [['1', '2']], plainCsv)).toBe('a,b\r\n1,2\r\n');
  });

  test('[RFC 4180 §2.5] cells that don’t need quotes have none', () => {
    expect(csvLine(['Ada Aster', 7, -3, null, ''], plainCsv)).toBe('Ada Aster,7,-3,,\r\n');
  });

  test('[RFC 4180 §2.6] cells with the separator, quotes or line breaks are quoted', () => {
    expect(csvLine(['a,b', 'c\r\nd', 'e\nf', 'g\rh'], plainCsv)).toBe('"a,b","c\r\nd","e\nf","g\rh"\r\n');
    expect(csvLine(['a,b', 'c;d'], { separator: ';', bom: false })).toBe('a,b;"c;d"\r\n');
    expect(csvLine(['a\tb'], { separator: '\t', bom: false })).toBe('"a\tb"\r\n');
  });

  test('[RFC 4180 §2.7] quotes in a cell are doubled', () => {
    expect(csvLine(['Ada "Ace" Aster'], plainCsv)).toBe('"Ada ""Ace"" Aster"\r\n');
  });

  test('[RFC 4180 §2.4] spaces at the ends are kept', () => {
    expect(csvLine([' a '], plainCsv)).toBe('" a "\r\n');
  });

  test('a byte order mark comes first, once', () => {
    expect(csvText(['a'], [['b']], { separator: ',', bom: true })).toBe('\uFEFFa\r\nb\r\n');
  });

  test('whatever is written is read back, but for the guard', () => {
    fc.assert(
      fc.property(rows, options, (written, chosen) => {
        const table = parseCsv(csvText(['heading', 'other'], written, chosen), chosen.separator);
        expect(table.unclosedAt).toBeNull();
        expect(table.lines.slice(1).map(({ cells }) => cells)).toEqual(
          written.map((cells) => cells.map(guardFormula)),
        );
      }),
    );
  });

  test('another reader understands it the same way', () => {
    fc.assert(
      fc.property(rows, options, (written, chosen) => {
        const csv = csvText(['heading'], written, { ...chosen, bom: false });
        const read = Papa.parse<string[]>(csv, { delimiter: chosen.separator, newline: '\r\n' });
        expect(read.data.slice(1, -1)).toEqual(written.map((cells) => cells.map(guardFormula)));
      }),
    );
  });
});

describe('[formula guard] cells that a spreadsheet would run', () => {
  test.each([
    '=1+1',
    '+a',
    '-a',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=',
    '-',
    '+49 30 123',
    '-1,5',
    '--1',
    '-1e',
    '+.',
  ])('%j gets an apostrophe, which comes off again', (cell) => {
    expect(guardFormula(cell)).toBe(`'${cell}`);
    expect(withoutFormulaGuard(guardFormula(cell))).toBe(cell);
  });

  test.each(['-3', '+3', '-3.5', '-.5', '+1e5', '-2.5E-3', '3', 'a=b', ' =1', '', "'a", '21-15'])(
    '%j stays as it is',
    (cell) => {
      expect(guardFormula(cell)).toBe(cell);
      expect(withoutFormulaGuard(cell)).toBe(cell);
    },
  );

  test('no cell of a file begins a formula, whatever the text', () => {
    fc.assert(
      fc.property(rows, options, (written, chosen) => {
        const { lines } = parseCsv(csvText(['heading'], written, chosen), chosen.separator);
        for (const cell of lines.flatMap(({ cells }) => cells)) {
          if (/^[=+\-@\t\r]/.test(cell)) expect(Number.isFinite(Number(cell))).toBe(true);
        }
      }),
    );
  });

  test('taking it off gives back any text that didn’t begin like a guarded one', () => {
    fc.assert(
      fc.property(text, (cell) => {
        fc.pre(!/^'[=+\-@\t\r]/.test(cell));
        expect(withoutFormulaGuard(guardFormula(cell))).toBe(cell);
      }),
    );
  });
});

describe('[CSV as people make it] reading', () => {
  const cells = (csv: string): (readonly string[])[] => parseCsv(csv).lines.map((line) => line.cells);

  test.each([
    ['a,b\n1,2', ','],
    ['a;b;"c,d,e,f"\n1;2', ';'],
    ['a\tb\n1;5\t2', '\t'],
    ['alone\n1;2', ','],
    ['sep=;\r\na,b,c\r\n', ';'],
  ] as const)('%j has its separator found', (csv, separator) => {
    expect(parseCsv(csv).separator).toBe(separator);
  });

  test('line endings may be CRLF, LF and CR, also mixed, with or without one at the end', () => {
    expect(cells('a,b\r\nc,d\ne,f\rg,h')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
    expect(cells('a,b\r\n')).toEqual([['a', 'b']]);
    expect(cells('a,')).toEqual([['a', '']]);
  });

  test('empty lines are left out, and lines are counted as an editor does', () => {
    const { lines } = parseCsv('\uFEFFa,b\r\n\r\n"two\r\nlines",c\r\n""\r\nd\r\n');
    expect(lines).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['two\r\nlines', 'c'] },
      { line: 5, cells: [''] },
      { line: 6, cells: ['d'] },
    ]);
    expect(parseCsv('sep=;\na;b').lines[0]?.line).toBe(2);
  });

  test('quotes within an unquoted cell are part of it; what follows a closing quote too', () => {
    expect(cells('Ada "Ace" Aster,"b"c,d')).toEqual([['Ada "Ace" Aster', 'bc', 'd']]);
  });

  test('a quote that is never closed is told, with its line', () => {
    expect(parseCsv('a,b\nc,"d\ne,f\n').unclosedAt).toBe(2);
    expect(parseCsv('').lines).toEqual([]);
  });

  test('any text can be read', () => {
    fc.assert(
      fc.property(text, (csv) => {
        const { lines } = parseCsv(csv);
        expect(lines.every(({ cells: some }) => some.length > 0)).toBe(true);
        const numbers = lines.map(({ line }) => line);
        expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
      }),
    );
  });
});
