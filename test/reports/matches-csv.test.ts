import { describe, expect, test } from 'vitest';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { parseCsv } from '#shared/lib/parse-csv.ts';
import { plainCsv } from '#shared/reports/csv.ts';
import { type MatchesCsvOptions, matchesColumns, matchesCsv } from '#shared/reports/matches-csv.ts';
import { court1, madeTournament, plan, referee } from '../domain/made-tournament.ts';
import { badmintonMatches } from '../domain/real-matches.ts';
import { eventsOfGames, matchAfter, started } from './played-match.ts';

const tournament = madeTournament({
  matches: [
    plan('m10', 10, ['cleo', null]),
    plan('m2', 2, ['cleo', 'dan'], { scheduled: Date.parse('2026-03-29T08:00:00Z'), pool: null, round: '' }),
    plan('m1', 1, ['ada', 'ben'], {
      court: court1,
      scheduled: Date.parse('2026-03-28T08:30:00Z'),
      official: referee,
    }),
  ],
});

const csv = (
  states: readonly MatchState[],
  options: MatchesCsvOptions = plainCsv,
  of: TournamentState = tournament,
): string => matchesCsv(of, (match) => states.find((state) => state.id === match), options);

/** The cells of a match by their columns. */
function rowOf(states: readonly MatchState[], number: number, of = tournament): Record<string, string> {
  const [header, ...lines] = parseCsv(csv(states, plainCsv, of)).lines;
  const line = lines.find(({ cells }) => cells[1] === String(number));
  return Object.fromEntries(header?.cells.map((column, i) => [column, line?.cells[i] ?? '']) ?? []);
}

const games = badmintonMatches.find(({ id }) => id === 'bwf-2019-11-10-1')?.games ?? [];
const whole = eventsOfGames(games);

describe('[matches.csv] one line per match', () => {
  test('a real match rally by rally, beside two that weren’t played', () => {
    const state = matchAfter('m1', [...whole, { type: 'confirm' }]);
    expect(csv([state])).toBe(
      [
        'matchId,number,sport,draw,phase,round,site,court,scheduled,started,ended,side1,side2,club1,club2,score,periods,winner,status,resultStatus,mark1,mark2,officials,revision',
        'm1,1,badminton,Women’s singles,Pool A,Round 1,Meadow School,Court 1,2026-03-28T09:30:00+01:00,2026-03-28T09:30:00+01:00,2026-03-28T09:49:40+01:00,Ada Aster,Ben Birch,Northfield,Southfield,2-1,21-15 17-21 21-18,Ada Aster,finished,official,,,Rita Rowan,1',
        'm2,2,badminton,Women’s singles,,,,,2026-03-29T10:00:00+02:00,,,Cleo Cedar,Dan Dahlia,Northfield,,,,,scheduled,none,,,,0',
        'm10,10,badminton,Women’s singles,Pool A,Round 1,,,,,,Cleo Cedar,,Northfield,,,,,unscheduled,none,,,,0',
        '',
      ].join('\r\n'),
    );
  });

  test('the columns are those of the format, in its order', () => {
    expect(csv([]).split('\r\n')[0]).toBe(matchesColumns.join(','));
    expect(matchesColumns.length).toBe(24);
  });

  test('separator, byte order mark and dash are chosen', () => {
    const state = matchAfter('m1', whole);
    const excel = csv([state], { separator: ';', bom: true, dash: '–' });
    expect(excel.startsWith('\uFEFFmatchId;number;')).toBe(true);
    expect(excel).toContain(';2–1;21–15 17–21 21–18;Ada Aster;finished;unconfirmed;');
  });

  test('a running match has its running set among the periods and no winner', () => {
    const state = matchAfter('m1', whole.slice(0, 3 + 1 + 36 + 1 + 5));
    expect(rowOf([state], 1)).toMatchObject({
      score: '1-0',
      periods: '21-15 1-4',
      winner: '',
      status: 'running',
    });
    expect(rowOf([matchAfter('m1', [started])], 1)).toMatchObject({ score: '0-0', periods: '' });
  });

  test('a retirement keeps the score as played and marks the side', () => {
    const retire: MatchEventBody = { type: 'retire', side: 'A', reason: '' };
    const state = matchAfter('m1', [...whole.slice(0, 3 + 1 + 36 + 1 + 5), retire]);
    expect(rowOf([state], 1)).toMatchObject({
      score: '1-0',
      periods: '21-15 1-4',
      winner: 'Ben Birch',
      resultStatus: 'unconfirmed',
      mark1: 'RET',
      mark2: '',
    });
  });

  test('a walkover has no score', () => {
    const state = matchAfter('m2', [{ type: 'walkover', winner: 'B' }]);
    expect(rowOf([state], 2)).toMatchObject({
      score: '',
      periods: '',
      winner: 'Dan Dahlia',
      mark1: 'WO',
      started: '',
    });
  });

  test('a correction stands in place of what was played, with its revision', () => {
    const correct: MatchEventBody = {
      type: 'correct',
      reason: 'the sheet says so',
      sets: [
        { A: 21, B: 15 },
        { A: 21, B: 17 },
      ],
      winner: 'A',
    };
    const state = matchAfter('m1', [...whole, { type: 'confirm' }, correct]);
    expect(rowOf([state], 1)).toMatchObject({ score: '2-0', periods: '21-15 21-17', revision: '2' });
  });

  test('an entry that is gone has the name that the match was started with', () => {
    const { ada: _, ...entries } = tournament.entries;
    const row = rowOf([matchAfter('m1', whole)], 1, { ...tournament, entries });
    expect(row).toMatchObject({ side1: 'Old A', winner: 'Old A', side2: 'Ben Birch', club1: '' });
  });

  test('a name can’t become a formula', () => {
    const entries = Object.fromEntries(
      Object.entries(tournament.entries).map(([id, entry]) => [id, { ...entry, name: '=HYPERLINK("x")' }]),
    );
    expect(csv([], plainCsv, { ...tournament, entries })).toContain('"\'=HYPERLINK(""x"")"');
  });
});
