import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideTournament } from '#shared/domain/tournament/decide.ts';
import { type ImportPreview, previewEntries } from '#shared/domain/tournament/import.ts';
import type { EntryKind } from '#shared/domain/tournament/records.ts';
import { Setup } from '#shared/domain/tournament/records.ts';
import { csvText } from '#shared/reports/csv.ts';
import { countingIds, entry, madeTournament, singles } from './made-tournament.ts';

const tournament = madeTournament();

const read = (csv: string, kind: EntryKind = 'player', of = tournament): ImportPreview =>
  previewEntries(csv, { id: singles, kind }, of, countingIds('new'));

/** "3 DUPLICATE_ENTRY" for each problem of each row. */
const problemsOf = ({ rows }: ImportPreview): string[] =>
  rows.flatMap(({ line, problems }) => problems.map(({ code }) => `${line} ${code}`));

describe('[import entries] players', () => {
  test('name, club and seed become a person and an entry, ready to be put', () => {
    const preview = read('Name,Club,Seed\r\nEve Elder,Hillside,3\r\nFay Fern,,\r\n');
    expect(preview.rows).toEqual([
      { line: 2, ok: true, problems: [], summary: 'Eve Elder (Hillside)' },
      { line: 3, ok: true, problems: [], summary: 'Fay Fern' },
    ]);
    expect(preview.records).toEqual({
      people: [
        { id: 'new-1', name: 'Eve Elder', club: 'Hillside' },
        { id: 'new-3', name: 'Fay Fern', club: '' },
      ],
      entries: [
        { id: 'new-2', draw: singles, name: 'Eve Elder', club: 'Hillside', seed: 3, members: ['new-1'] },
        { id: 'new-4', draw: singles, name: 'Fay Fern', club: '', seed: null, members: ['new-3'] },
      ],
    });
    expect(preview.counts).toMatchObject({
      rows: 2,
      ok: 2,
      failed: 0,
      entries: 2,
      newPeople: 2,
      knownPeople: 0,
    });
    const put = { type: 'put', records: Setup.parse(preview.records) } as const;
    expect(decideTournament(tournament, put, () => false).ok).toBe(true);
  });

  test.each([
    ['Spieler;Verein;Setzung\nEve Elder;Hillside;3', 'Eve Elder (Hillside)'],
    ['Vorname\tName\tVerein\nEve\tElder\tHillside', 'Eve Elder (Hillside)'],
    ['\uFEFFNOM ; Prénom;CLUB\nElder;Eve;Hillside', 'Eve Elder (Hillside)'],
    ['Nombre,Apellidos,Cabeza de serie\nEve,Elder Esparto,2', 'Eve Elder Esparto'],
    ['"Last name","First name"\r\n"Elder","Eve"', 'Eve Elder'],
    [' player name ,\tCLUB_NAME\n  Eve   Elder ,Hillside', 'Eve Elder (Hillside)'],
    ["name\n'=SUM(A1)", '=SUM(A1)'],
  ])('%j is understood', (csv, summary) => {
    const preview = read(csv);
    expect(preview.problems).toEqual([]);
    expect(preview.rows.map((row) => [row.ok, row.summary])).toEqual([[true, summary]]);
  });

  test('headings that mean nothing are told, and their cells ignored', () => {
    expect(read('name,shoe size\nEve Elder,42').ignoredColumns).toEqual(['shoe size']);
  });

  test('a row with a mistake is listed with its line and left out; the others stay', () => {
    const preview = read(
      [
        'name,club,seed',
        'Eve Elder,,x',
        ',Hillside,',
        '',
        'Fay Fern,,513',
        `${'x'.repeat(81)},,`,
        'Gus Gorse,,,,more',
        'Hal Holly,,[3/4]',
      ].join('\n'),
    );
    expect(problemsOf(preview)).toEqual([
      '2 BAD_NUMBER',
      '3 VALUE_MISSING',
      '5 BAD_NUMBER',
      '6 TOO_LONG',
      '7 TOO_MANY_CELLS',
    ]);
    expect(preview.records.entries?.map(({ name, seed }) => [name, seed])).toEqual([['Hal Holly', 3]]);
    expect(preview.counts).toMatchObject({ rows: 6, ok: 1, failed: 5 });
  });

  test('duplicates are found in the file and in the draw, whatever case and spaces', () => {
    const preview = read(
      'name,club\nEve Elder,Hillside\n EVE  elder ,hillside\nada aster,NORTHFIELD\nBen Birch,\nEve Elder,Other Club',
    );
    expect(preview.rows.map(({ problems }) => problems[0] ?? null)).toEqual([
      null,
      { code: 'DUPLICATE_ENTRY', params: { name: 'EVE elder', line: 2 } },
      { code: 'DUPLICATE_ENTRY', params: { name: 'ada aster', line: 0 } },
      { code: 'DUPLICATE_ENTRY', params: { name: 'Ben Birch', line: 0 } },
      null,
    ]);
  });

  test('a person of another draw is known again by name and club, or by an only name', () => {
    const elsewhere = madeTournament({ entries: [] });
    const empty = { ...elsewhere, entries: {} };
    const preview = read(
      'name,club\nada aster,northfield\nBen Birch,\nCleo Cedar,Another Club',
      'player',
      empty,
    );
    expect(preview.records.people?.map(({ name, club }) => [name, club])).toEqual([
      ['Cleo Cedar', 'Another Club'],
    ]);
    expect(preview.records.entries?.map(({ members }) => members[0])).toEqual(['ada', 'ben', 'new-3']);
    expect(preview.counts).toMatchObject({ newPeople: 1, knownPeople: 2 });
  });
});

describe('[import entries] pairs and teams', () => {
  const doubles = { ...tournament, entries: {} };

  test('two players make a pair', () => {
    const preview = read(
      [
        'player1,club1,player2,club2,seed',
        'Ada Aster,Northfield,Eve Elder,Hillside,1',
        'Fay Fern,Hillside,Gus Gorse,Hillside,',
      ].join('\n'),
      'pair',
      doubles,
    );
    expect(preview.records.entries?.map(({ name, club, members }) => [name, club, members.length])).toEqual([
      ['Ada Aster / Eve Elder', 'Northfield / Hillside', 2],
      ['Fay Fern / Gus Gorse', 'Hillside', 2],
    ]);
    expect(preview.records.people?.length).toBe(3);
  });

  test.each([
    ['Paar;Verein\nEve Elder / Fay Fern;Hillside'],
    ['player;partner;club\nEve Elder;Fay Fern;Hillside'],
    ['Spieler 1;Spieler 2;Verein\nEve Elder;Fay Fern;Hillside'],
  ])('%j is the same pair', (csv) => {
    expect(read(csv, 'pair', doubles).rows[0]).toMatchObject({
      ok: true,
      summary: 'Eve Elder / Fay Fern (Hillside)',
    });
  });

  test('nobody plays in two pairs of a draw, or twice in one, and no pair lacks a player', () => {
    const preview = read(
      [
        'player1,player2',
        'Eve Elder,Fay Fern',
        'fay fern,Gus Gorse',
        'Hal Holly,hal holly',
        'Ivy Iris,',
        'Fay Fern,Eve Elder',
      ].join('\n'),
      'pair',
      doubles,
    );
    expect(problemsOf(preview)).toEqual([
      '3 PLAYER_TWICE',
      '4 PLAYER_TWICE',
      '5 VALUE_MISSING',
      '6 PLAYER_TWICE',
      '6 PLAYER_TWICE',
    ]);
    expect(preview.rows[1]?.problems[0]?.params).toEqual({ name: 'Fay Fern', entry: 'Eve Elder / Fay Fern' });
    expect(preview.records.people?.length).toBe(2);
  });

  test('a team has its members by number or in one cell, in their order', () => {
    const numbered = read(
      'Team,Club,m1,m2,m3\nThe Larks,,Eve Elder,Fay Fern,\nThe Wrens,,,,',
      'team',
      doubles,
    );
    expect(numbered.records.entries?.map(({ name, members }) => [name, members])).toEqual([
      ['The Larks', ['new-1', 'new-2']],
      ['The Wrens', []],
    ]);
    const listed = read('Mannschaft;Mitglieder\nThe Larks;"Eve Elder, Fay Fern"', 'team', doubles);
    expect(listed.records.people?.map(({ name, club }) => [name, club])).toEqual([
      ['Eve Elder', 'The Larks'],
      ['Fay Fern', 'The Larks'],
    ]);
  });

  test('two players of one name in two teams are two people', () => {
    const preview = read(
      'team,m1\nThe Larks,Eve Elder\nThe Wrens,Eve Elder\nTHE LARKS,Fay Fern',
      'team',
      doubles,
    );
    expect(problemsOf(preview)).toEqual(['4 DUPLICATE_ENTRY']);
    expect(preview.records.people?.length).toBe(2);
  });

  test('a team has no more members than a record holds', () => {
    const heads = Array.from({ length: 31 }, (_, i) => `m${i + 1}`);
    const csv = `team,${heads.join(',')}\nThe Larks,${heads.map((head) => `Player ${head}`).join(',')}`;
    expect(problemsOf(read(csv, 'team', doubles))).toEqual(['2 TOO_MANY_MEMBERS']);
  });
});

describe('[import entries] files that can’t be read', () => {
  test.each([
    ['', 'EMPTY_FILE'],
    ['Verein;Setzung\nHillside;1', 'COLUMN_MISSING'],
    ['name,name\na,b', 'COLUMN_TWICE'],
    ['name\n"Eve Elder\nFay Fern', 'QUOTE_UNCLOSED'],
    [`name\n${'x\n'.repeat(5001)}`, 'TOO_MANY_ROWS'],
  ])('%# gives no records', (csv, code) => {
    const preview = read(csv);
    expect(preview.problems.map((one) => one.code)).toContain(code);
    expect(preview.records).toEqual({});
    expect(preview.rows).toEqual([]);
  });

  test('any text gives a preview whose records can be put', () => {
    const word = fc.constantFrom(
      'name',
      'club',
      'seed',
      'player1',
      'player2',
      'team',
      'm1',
      'Eve',
      "'=x",
      '1',
      '"',
      ',',
      ';',
      '\n',
      '\r\n',
      ' ',
    );
    const csv = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 40 }).map((words) => `name,club,m1\n${words.join('')}`),
    );
    fc.assert(
      fc.property(csv, fc.constantFrom<EntryKind>('player', 'pair', 'team'), (drawn, kind) => {
        const preview = read(drawn, kind);
        expect(Setup.safeParse(preview.records).success).toBe(true);
        expect(preview.counts.ok).toBe(preview.records.entries?.length ?? 0);
        const put = { type: 'put', records: preview.records } as const;
        expect(decideTournament(tournament, put, () => false).ok).toBe(true);
      }),
    );
  });

  test('names that were written as CSV come back as they were', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 40 })
      .filter(
        (text) =>
          /^\S+( \S+)*$/.test(text) &&
          !/^'[=+\-@]/.test(text) &&
          !/[\p{Cc}\s]{2}|[^ \P{Z}]|\p{Cc}/u.test(text),
      );
    fc.assert(
      fc.property(fc.uniqueArray(name, { selector: (text) => text.toLowerCase() }), (names) => {
        const csv = csvText(
          ['name', 'club'],
          names.map((text) => [text, 'Hillside']),
          { separator: ';', bom: true },
        );
        expect(read(csv).records.entries?.map((one) => one.name) ?? []).toEqual(
          names.map((text) => text.normalize('NFC')),
        );
      }),
    );
  });
});

test('[import entries] an entry without club, in the draw already, is a duplicate of any of its name', () => {
  const of = madeTournament({ entries: [entry('eve', 'Eve Elder', { members: [] })] });
  expect(problemsOf(read('name,club\nEve Elder,Hillside', 'player', of))).toEqual(['2 DUPLICATE_ENTRY']);
});
