import { expect, test } from 'vitest';
import { poolStandings } from '#shared/domain/standings/standings.ts';
import type { CountedScore } from '#shared/domain/standings/tally.ts';
import { plainCsv } from '#shared/reports/csv.ts';
import { standingsCsv } from '#shared/reports/standings-csv.ts';
import { madeTournament, plan, poolA } from '../domain/made-tournament.ts';

const score = (winner: 'A' | 'B', sets: CountedScore['sets']): CountedScore => ({
  schedule: 'finished',
  result: 'official',
  winner,
  sets,
  points: null,
  startedAt: 1,
  endedAt: 2,
});

test('[standings.csv] place after place: sets for and against, ratio, table points, what decided', () => {
  const tournament = madeTournament({
    matches: [plan('m1', 1, ['ada', 'ben']), plan('m2', 2, ['ada', 'cleo'])],
  });
  const scores: Readonly<Record<string, CountedScore>> = {
    m1: score('A', [
      [21, 5],
      [21, 5],
    ]),
    m2: score('B', [
      [21, 10],
      [10, 21],
      [10, 21],
    ]),
  };
  const { rows } = poolStandings(tournament, poolA, (match) => scores[match]);
  const tables = [{ draw: 'Women’s singles', group: 'Pool A', rows }];
  expect(standingsCsv(tables, tournament.entries, plainCsv)).toBe(
    [
      'draw,group,rank,tied,team,played,won,drawn,lost,for,against,diff,ratio,points,decidedBy',
      'Women’s singles,Pool A,1,false,Ada Aster,2,1,0,1,3,2,1,1.5000,1,pointDifference',
      'Women’s singles,Pool A,2,false,Cleo Cedar,1,1,0,0,2,1,1,2.0000,1,pointDifference',
      'Women’s singles,Pool A,3,false,Dan Dahlia,0,0,0,0,0,0,0,,0,setDifference',
      'Women’s singles,Pool A,4,false,Ben Birch,1,0,0,1,0,2,-2,0.0000,0,setDifference',
      '',
    ].join('\r\n'),
  );
});

test('[standings.csv] those who are tied share a rank; nothing lost is MAX', () => {
  const tournament = madeTournament({ matches: [plan('m1', 1, ['ada', 'ben'])] });
  const { rows } = poolStandings(tournament, poolA, () => score('A', [[21, 10]]));
  const lines = standingsCsv([{ draw: 'D', group: '', rows }], tournament.entries, plainCsv).split('\r\n');
  expect(lines[1]).toBe('D,,1,false,Ada Aster,1,1,0,0,1,0,1,MAX,1,wins');
  expect(lines[2]).toBe('D,,2,true,Cleo Cedar,0,0,0,0,0,0,0,,0,');
  expect(lines[3]).toBe('D,,2,true,Dan Dahlia,0,0,0,0,0,0,0,,0,');
});
