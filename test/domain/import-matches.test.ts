import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VenueId } from '#shared/domain/ids.ts';
import { decideTournament } from '#shared/domain/tournament/decide.ts';
import { type ImportPreview, previewMatches } from '#shared/domain/tournament/import.ts';
import { editDistance } from '#shared/domain/tournament/import-names.ts';
import type { ImportProblem } from '#shared/domain/tournament/import-table.ts';
import { readDate, readTime } from '#shared/domain/tournament/import-times.ts';
import { Setup } from '#shared/domain/tournament/records.ts';
import { plainCsv } from '#shared/reports/csv.ts';
import { matchesCsv } from '#shared/reports/matches-csv.ts';
import {
  countingIds,
  court1,
  entry,
  madeTournament,
  plan,
  poolA,
  referee,
  singles,
} from './made-tournament.ts';

const tournament = madeTournament({ matches: [plan('m1', 1, ['ada', 'ben'])] });

const read = (csv: string, of = tournament): ImportPreview => previewMatches(csv, of, countingIds('new'));

const firstProblems = (csv: string, of = tournament): readonly ImportProblem[] =>
  read(csv, of).rows[0]?.problems ?? [];

describe('[import matches] rows', () => {
  test('every column becomes a plan, ready to be put', () => {
    const preview = read(
      [
        'number;draw;round;pool;side1;side2;court;date;time;official',
        '7;women’s singles;Round 2;pool a;CLEO CEDAR;Dan Dahlia;court 1;28.03.2026;9:30;rita rowan',
        ';;Final;;;;;;;',
      ].join('\r\n'),
    );
    expect(preview.rows).toEqual([
      {
        line: 2,
        ok: true,
        problems: [],
        summary: 'women’s singles, pool a, Round 2, CLEO CEDAR – Dan Dahlia, court 1, 2026-03-28 09:30',
      },
      { line: 3, ok: true, problems: [], summary: 'Final, ? – ?' },
    ]);
    expect(preview.records).toEqual({
      matches: [
        plan('new-1', 7, ['cleo', 'dan'], {
          round: 'Round 2',
          court: court1,
          scheduled: Date.parse('2026-03-28T08:30:00Z'),
          official: referee,
        }),
        plan('new-2', 0, [null, null], { round: 'Final', pool: null }),
      ],
    });
    expect(preview.counts).toMatchObject({ rows: 2, ok: 2, matches: 2 });
    const put = { type: 'put', records: Setup.parse(preview.records) } as const;
    expect(decideTournament(tournament, put, () => false).ok).toBe(true);
  });

  test.each([
    'Spiel;Konkurrenz;Gruppe;Heim;Gast;Feld;Datum;Uhrzeit;Schiedsrichter',
    'N° de match;Tableau;Poule;Équipe 1;Équipe 2;Terrain;Date;Heure;Arbitre',
    'Partido;Cuadro;Grupo;Local;Visitante;Pista;Fecha;Hora;Árbitro',
    'Match No.;Event;Group;Home;Away;Court;Day;Start;Umpire',
  ])('the headings %j are understood', (header) => {
    const preview = read(
      `${header}\n7;Women’s singles;Pool A;Ada Aster;Cleo Cedar;Court 1;2026-03-28;14h05;Rita Rowan`,
    );
    expect(preview.ignoredColumns).toEqual([]);
    expect(preview.records.matches?.[0]).toMatchObject({
      number: 7,
      pool: poolA,
      sides: ['ada', 'cleo'],
      court: court1,
      scheduled: Date.parse('2026-03-28T13:05:00Z'),
      official: referee,
    });
  });

  test('what isn’t known is refused with the nearest name', () => {
    const header = 'draw,pool,side1,side2,court,official\n';
    expect(firstProblems(`${header},Pool B,Ada Astor,Ben,Court 11,Rite Rowen`)).toEqual([
      { code: 'UNKNOWN_NAME', params: { column: 'pool', value: 'Pool B', closest: 'Pool A' } },
      { code: 'UNKNOWN_NAME', params: { column: 'side1', value: 'Ada Astor', closest: 'Ada Aster' } },
      { code: 'UNKNOWN_NAME', params: { column: 'side2', value: 'Ben', closest: 'Ben Birch' } },
      { code: 'UNKNOWN_NAME', params: { column: 'court', value: 'Court 11', closest: 'Court 1' } },
      { code: 'UNKNOWN_NAME', params: { column: 'official', value: 'Rite Rowen', closest: 'Rita Rowan' } },
    ]);
    expect(firstProblems(`${header}Men’s singles,,Ada Aster,Ben Birch,,`)).toEqual([
      {
        code: 'UNKNOWN_NAME',
        params: { column: 'draw', value: 'Men’s singles', closest: 'Women’s singles' },
      },
    ]);
  });

  test('a name that several have is refused, unless the club or the hall tells them apart', () => {
    const hall = VenueId.parse('venue-2');
    const of = madeTournament({
      entries: [entry('ada-2', 'Ada Aster', { club: 'Hillside' })],
      venues: [{ id: hall, name: 'Big Hall', site: '', order: 1 }],
      courts: [{ id: court1, venue: hall, name: 'Court 2', order: 0 }],
    });
    const header = 'side1,side2,court\n';
    expect(firstProblems(`${header}Ada Aster,Ben Birch,Court 2`, of)).toEqual([
      { code: 'AMBIGUOUS_NAME', params: { column: 'side1', value: 'Ada Aster' } },
      { code: 'AMBIGUOUS_NAME', params: { column: 'court', value: 'Court 2' } },
    ]);
    const told = read(`${header}Ada Aster (Hillside),Ben Birch,Big Hall - Court 2`, of);
    expect(told.records.matches?.[0]).toMatchObject({ sides: ['ada-2', 'ben'], court: court1 });
  });

  test.each([
    ['1,,Cleo Cedar,Dan Dahlia', 'NUMBER_TAKEN'],
    ['x,,Cleo Cedar,Dan Dahlia', 'BAD_NUMBER'],
    [',,Ada Aster,ada aster', 'SAME_SIDE_TWICE'],
    [',Pool A,Ben Birch,Ada Aster', 'DUPLICATE_MATCH'],
  ])('%j is refused: %s', (row, code) => {
    expect(firstProblems(`number,pool,side1,side2,round\n${row},round 1`).map((one) => one.code)).toEqual([
      code,
    ]);
  });

  test('duplicates in the file are refused with the line of the first', () => {
    const preview = read(
      'number,side1,side2\n7,Ada Aster,Cleo Cedar\n8,Cleo Cedar,Ada Aster\n7,Ben Birch,Dan Dahlia',
    );
    expect(preview.rows.map(({ problems }) => problems)).toEqual([
      [],
      [{ code: 'DUPLICATE_MATCH', params: { line: 2 } }],
      [{ code: 'NUMBER_TAKEN', params: { number: 7 } }],
    ]);
  });

  test('somebody who isn’t in the pool is refused, since the table wouldn’t count the match', () => {
    const of = madeTournament({ entries: [entry('eve', 'Eve Elder')] });
    expect(firstProblems('pool,side1,side2\nPool A,Eve Elder,Ada Aster', of)).toEqual([
      { code: 'NOT_IN_POOL', params: { name: 'Eve Elder', pool: 'Pool A' } },
    ]);
  });

  test('the draw may be left out only where there is one', () => {
    const { [singles]: draw } = tournament.draws;
    const of = { ...tournament, draws: { ...tournament.draws, ...(draw ? { other: draw } : {}) } };
    expect(firstProblems('side1,side2\nAda Aster,Ben Birch', of)).toEqual([
      { code: 'VALUE_MISSING', params: { column: 'draw' } },
    ]);
  });

  test('a tournament whose time zone isn’t known gets no matches', () => {
    const of = { ...tournament, details: { ...tournament.details, timeZone: 'Atlantis/Harbour' } };
    expect(read('side1,side2\nAda Aster,Cleo Cedar', of).problems).toEqual([
      { code: 'TIME_ZONE_UNKNOWN', params: { timeZone: 'Atlantis/Harbour' } },
    ]);
  });

  test('our own matches.csv can be read into a tournament without those matches', () => {
    const planned = madeTournament({
      matches: [
        plan('m1', 1, ['ada', 'ben'], {
          court: court1,
          scheduled: Date.parse('2026-10-25T01:30:00Z'),
          official: referee,
        }),
        plan('m2', 2, ['cleo', null]),
      ],
    });
    const csv = matchesCsv(planned, () => undefined, { ...plainCsv, separator: ';', bom: true });
    const preview = read(csv, madeTournament());
    expect(preview.rows.flatMap(({ problems }) => problems)).toEqual([]);
    const expected = Object.values(planned.matches).map((one, i) => ({ ...one, id: `new-${i + 1}` }));
    expect(preview.records.matches).toEqual(expected);
  });

  test('any text gives a preview whose records can be put', () => {
    const word = fc.constantFrom(
      'Ada Aster',
      'Ben Birch',
      'Cleo Cedar',
      'Pool A',
      'Court 1',
      '9:30',
      '28.3.2026',
      '7',
      '"',
      ',',
      ',',
      '\n',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const preview = read(`side1,side2,pool,court,number,time,date\n${words.join('')}`);
        const put = { type: 'put', records: Setup.parse(preview.records) } as const;
        expect(decideTournament(tournament, put, () => false).ok).toBe(true);
        expect(preview.counts.ok).toBe(preview.records.matches?.length ?? 0);
      }),
    );
  });
});

describe('[import matches] times', () => {
  const startOf = (date: string, time: string, scheduled = ''): number | string | null | undefined => {
    const { records, rows } = read(
      `side1,side2,date,time,scheduled\nAda Aster,Cleo Cedar,${date},${time},${scheduled}`,
    );
    return rows[0]?.problems[0]?.code ?? records.matches?.[0]?.scheduled;
  };

  test.each([
    ['2026-03-28', '09:30', '', '2026-03-28T09:30:00+01:00'],
    ['', '9.30', '', '2026-03-28T09:30:00+01:00'],
    ['', '', '2026-03-28T09:30:00Z', '2026-03-28T10:30:00+01:00'],
    ['', '', '2026-07-28 09:30', '2026-07-28T09:30:00+02:00'],
    ['', '28.03.2026 9:30 pm', '', '2026-03-28T21:30:00+01:00'],
    ['29.03.2026', '02:30', '', '2026-03-29T03:30:00+02:00'],
    ['25.10.2026', '02:30', '', '2026-10-25T02:30:00+02:00'],
  ])('%j %j %j is %s', (date, time, scheduled, expected) => {
    expect(startOf(date, time, scheduled)).toBe(Date.parse(expected));
  });

  test.each([
    ['', '', '', null],
    ['2026-03-28', '', '', 'TIME_MISSING'],
    ['31.02.2026', '9:30', '', 'BAD_DATE'],
    ['03/28/2026', '9:30', '', 'BAD_DATE'],
    ['2026-03-28', '25:00', '', 'BAD_TIME'],
    ['2026-03-28', 'noon', '', 'BAD_TIME'],
    ['', '', 'tomorrow', 'BAD_DATE'],
  ])('%j %j %j is %s', (date, time, scheduled, expected) => {
    expect(startOf(date, time, scheduled)).toBe(expected);
  });

  test.each([
    ['14.3.26', '2026-03-14'],
    ['14/03/2026', '2026-03-14'],
    ['2026/3/14', '2026-03-14'],
    ['March 14', null],
  ])('date %j is %s', (text, expected) => {
    expect(readDate(text)).toBe(expected);
  });

  test.each([
    ['9:05', '09:05:00'],
    ['9h', '09:00:00'],
    ['9h05', '09:05:00'],
    ['9.05 Uhr', '09:05:00'],
    ['12:05 am', '00:05:00'],
    ['12 p.m.', '12:00:00'],
    ['9:05:07', '09:05:07'],
    ['9', null],
    ['13:00 pm', null],
  ])('time %j is %s', (text, expected) => {
    expect(readTime(text)).toBe(expected);
  });
});

test('[import matches] nearness counts inserted, left out and replaced letters', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('abc', '')).toBe(3);
  expect(editDistance('abc', 'abc')).toBe(0);
});
