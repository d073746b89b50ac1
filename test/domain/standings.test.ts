import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { SetScore } from '#shared/domain/match/state.ts';
import { bwfChain, defaultChain, fivbChain, type TieBreakChain } from '#shared/domain/standings/chains.ts';
import { compareRatios, ratioText } from '#shared/domain/standings/ratio.ts';
import { poolStandings, type StandingsRow, standings } from '#shared/domain/standings/standings.ts';
import type { CountedScore, TablePoints } from '#shared/domain/standings/tally.ts';
import { entryId, madeTournament, plan, poolA } from './made-tournament.ts';

/** A played match: who, and the points of the sets. */
interface Played {
  readonly sides: readonly [string, string];
  readonly sets: readonly SetScore[];
  readonly change?: Partial<CountedScore>;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const score = (sets: readonly SetScore[], change: Partial<CountedScore> = {}): CountedScore => ({
  schedule: 'finished',
  result: 'official',
  winner: sumOf(sets.map(([a, b]) => Math.sign(a - b))) > 0 ? 'A' : 'B',
  sets,
  points: null,
  startedAt: 1,
  endedAt: 2,
  ...change,
});

/** "Ada 2-1 Ben": sets to 21 with equal points, so that only the sets tell them apart. */
const won = (first: string, second: string, sets: SetScore, change: Partial<CountedScore> = {}): Played => ({
  sides: [first, second],
  sets: [
    ...Array.from({ length: sets[0] }, () => [21, 19] as const),
    ...Array.from({ length: sets[1] }, () => [19, 21] as const),
  ],
  change,
});

const simple: TablePoints = { won: 2, lost: 1 };
const volleyball: TablePoints = { won: 3, lost: 0, wonInDecider: 2, lostInDecider: 1 };

function table(
  entries: readonly string[],
  played: readonly Played[],
  chain: TieBreakChain = defaultChain,
  tablePoints = simple,
): readonly StandingsRow[] {
  const scores = new Map(played.map(({ sets, change }, i) => [`m${i}`, score(sets, change)]));
  return standings({
    entries: entries.map(entryId),
    plans: played.map(({ sides }, i) => plan(`m${i}`, i + 1, sides)),
    scoreOf: (match) => scores.get(match),
    tablePoints,
    chain,
  }).rows;
}

const places = (rows: readonly StandingsRow[]): string[] =>
  rows.map(({ rank, entry, tied, decidedBy }) => `${rank} ${entry} ${tied ? 'tied' : decidedBy}`);

const Case = z.object({
  expected: z.looseObject({
    order: z.optional(z.array(z.string())),
    sets: z.optional(z.tuple([z.number(), z.number()])),
    points: z.optional(z.tuple([z.number(), z.number()])),
    pointRatio: z.optional(z.string()),
    table: z.optional(
      z.array(
        z.object({
          team: z.string(),
          w: z.number(),
          l: z.number(),
          pts: z.number(),
          sets: z.tuple([z.number(), z.number()]),
          setRatio: z.string(),
          points: z.tuple([z.number(), z.number()]),
          pointRatio: z.string(),
        }),
      ),
    ),
  }),
  matches: z.optional(
    z.array(z.object({ home: z.string(), away: z.string(), sets: z.tuple([z.number(), z.number()]) })),
  ),
});
const [pool, infinite] = z
  .array(Case)
  .parse(JSON.parse(readFileSync(new URL('../fixtures/standings.json', import.meta.url), 'utf8')));

describe('[FIVB] wins, points, set ratio, point ratio', () => {
  const id = (team: string): string => team.replaceAll(' ', '-');
  const teams = pool?.expected.order?.map(id) ?? [];
  const matches = pool?.matches?.map(({ home, away, sets }) => won(id(home), id(away), sets)) ?? [];
  const expected = pool?.expected.table ?? [];

  test('a pool of the European Championships: order, wins, table points, sets', () => {
    expect(matches.length).toBe(6);
    const rows = table(teams.toReversed(), matches, fivbChain, volleyball);
    expect(rows.map((row) => row.entry)).toEqual(teams);
    expect(rows.map((row) => [row.won, row.lost, row.tablePoints, row.setsFor, row.setsAgainst])).toEqual(
      expected.map(({ w, l, pts, sets }) => [w, l, pts, ...sets]),
    );
    expect(rows.map((row) => row.decidedBy)).toEqual(['tablePoints', 'tablePoints', 'tablePoints', 'wins']);
  });

  test('ratios are printed as in its official table', () => {
    for (const { sets, setRatio, points, pointRatio } of expected) {
      expect(ratioText({ won: sets[0], lost: sets[1] })).toBe(setRatio);
      expect(ratioText({ won: points[0], lost: points[1] })).toBe(pointRatio);
    }
  });

  test('nothing lost: the ratio is above every finite one', () => {
    const [setsWon = 0, setsLost = 1] = infinite?.expected.sets ?? [];
    expect(compareRatios({ won: setsWon, lost: setsLost }, { won: 1000, lost: 1 })).toBeGreaterThan(0);
    expect(compareRatios({ won: 1000, lost: 1 }, { won: setsWon, lost: setsLost })).toBeLessThan(0);
    expect(compareRatios({ won: 9, lost: 0 }, { won: 6, lost: 0 })).toBe(0);
    expect(ratioText({ won: setsWon, lost: setsLost })).toBe('MAX');
    const [pointsWon = 0, pointsLost = 0] = infinite?.expected.points ?? [];
    expect(ratioText({ won: pointsWon, lost: pointsLost })).toBe(infinite?.expected.pointRatio);
  });

  test('ratios are fractions: 1/3 is 2/6, whatever a computer’s decimals say', () => {
    expect(compareRatios({ won: 1, lost: 3 }, { won: 2, lost: 6 })).toBe(0);
    // Divided, these two would be the same number.
    expect(compareRatios({ won: 94906266, lost: 94906265 }, { won: 94906265, lost: 94906264 })).toBe(-1);
  });

  test('comparing ratios is an order', () => {
    const ratio = fc.record({ won: fc.nat(5), lost: fc.nat(5) });
    fc.assert(
      fc.property(ratio, ratio, ratio, (a, b, c) => {
        expect(Math.sign(compareRatios(a, b))).toBe(0 - Math.sign(compareRatios(b, a)));
        if (compareRatios(a, b) >= 0 && compareRatios(b, c) >= 0) {
          expect(compareRatios(a, c)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('two that are level: the last match between them', () => {
    const matches = [won('ada', 'ben', [3, 0], { endedAt: 10 }), won('ben', 'ada', [3, 0], { endedAt: 20 })];
    for (const order of [matches, matches.toReversed()]) {
      expect(places(table(['ada', 'ben'], order, fivbChain, volleyball))).toEqual([
        '1 ben lastMutualMatch',
        '2 ada lastMutualMatch',
      ]);
    }
  });

  test('three that are level: a table of the matches between them', () => {
    // Wins, points and sets go round a circle; the matches with Dan make everybody's points 75-60.
    const set = (first: string, second: string, points: SetScore): Played => ({
      sides: [first, second],
      sets: [points],
    });
    const matches = [
      set('ada', 'ben', [25, 10]),
      set('ben', 'cleo', [25, 15]),
      set('cleo', 'ada', [25, 20]),
      set('ada', 'dan', [30, 25]),
      set('ben', 'dan', [40, 20]),
      set('cleo', 'dan', [35, 15]),
    ];
    expect(places(table(['dan', 'cleo', 'ben', 'ada'], matches, fivbChain, volleyball))).toEqual([
      '1 ada pointRatio',
      '2 cleo pointRatio',
      '3 ben pointRatio',
      '4 dan wins',
    ]);
  });
});

describe('[BWF 16.2] wins; two tied head-to-head; three game difference, point difference', () => {
  test('two tied: who won between them, although the other has the better games', () => {
    const matches = [
      won('ada', 'ben', [2, 1]),
      won('ben', 'cleo', [2, 0]),
      won('ben', 'dan', [2, 0]),
      won('ada', 'cleo', [2, 1]),
      won('dan', 'ada', [2, 0]),
      won('cleo', 'dan', [2, 0]),
    ];
    const names = ['dan', 'cleo', 'ben', 'ada'];
    expect(places(table(names, matches, bwfChain))).toEqual([
      '1 ada headToHead',
      '2 ben headToHead',
      '3 cleo headToHead',
      '4 dan headToHead',
    ]);
    expect(places(table(names, matches, defaultChain))[0]).toBe('1 ben setDifference');
  });

  test('three tied: game difference, and the pair that remains head-to-head', () => {
    const matches = [won('ada', 'ben', [2, 1]), won('ben', 'cleo', [2, 0]), won('cleo', 'ada', [2, 1])];
    // Games: Ada 3-3, Ben 3-2, Cleo 2-3.
    expect(places(table(['ada', 'ben', 'cleo'], matches, bwfChain))).toEqual([
      '1 ben setDifference',
      '2 ada setDifference',
      '3 cleo setDifference',
    ]);
    const pair = [won('ada', 'ben', [2, 0]), won('ben', 'cleo', [2, 0]), won('cleo', 'ada', [2, 1])];
    // Games: Ada 3-2, Ben 2-2, Cleo 2-3; with a fourth that brings Ben and Cleo level.
    const fourth = [won('ada', 'dan', [2, 0]), won('ben', 'dan', [2, 1]), won('cleo', 'dan', [2, 0])];
    expect(places(table(['dan', 'cleo', 'ben', 'ada'], [...pair, ...fourth], bwfChain))).toEqual([
      '1 ada setDifference',
      '2 ben headToHead',
      '3 cleo headToHead',
      '4 dan wins',
    ]);
  });

  test('three tied with equal games: point difference, and the pair that remains head-to-head', () => {
    const straight = (first: string, second: string, points: SetScore): Played => ({
      sides: [first, second],
      sets: [points, points],
    });
    const matches = [
      straight('ada', 'ben', [21, 10]),
      straight('ben', 'cleo', [21, 13]),
      straight('cleo', 'ada', [21, 18]),
    ];
    // Points: Ada +16, Ben -6, Cleo -10.
    expect(places(table(['cleo', 'ben', 'ada'], matches, bwfChain))).toEqual([
      '1 ada pointDifference',
      '2 ben pointDifference',
      '3 cleo pointDifference',
    ]);
    const level = matches
      .with(0, straight('ada', 'ben', [21, 13]))
      .with(1, straight('ben', 'cleo', [21, 16]));
    // Points: Ada +10, Ben -6, Cleo -4.
    expect(places(table(['cleo', 'ben', 'ada'], level, bwfChain))[1]).toBe('2 cleo pointDifference');
  });

  test('what only lots could settle is shown as tied, with one rank', () => {
    const matches = [won('ada', 'ben', [2, 0]), won('ben', 'cleo', [2, 0]), won('cleo', 'ada', [2, 0])];
    const fourth = ['ada', 'ben', 'cleo'].map((name) => won(name, 'dan', [2, 0]));
    const rows = table(['ada', 'ben', 'cleo', 'dan'], [...matches, ...fourth], bwfChain);
    expect(places(rows)).toEqual(['1 ada tied', '1 ben tied', '1 cleo tied', '4 dan wins']);
  });
});

describe('[standings] default chain: wins, set difference, point difference', () => {
  test('each criterion decides where the one before is level', () => {
    const matches: Played[] = [
      {
        sides: ['ada', 'ben'],
        sets: [
          [21, 10],
          [21, 10],
        ],
      },
      {
        sides: ['ben', 'cleo'],
        sets: [
          [21, 5],
          [21, 5],
        ],
      },
      {
        sides: ['cleo', 'ada'],
        sets: [
          [21, 19],
          [19, 21],
          [21, 19],
        ],
      },
      {
        sides: ['dan', 'eve'],
        sets: [
          [21, 0],
          [21, 0],
        ],
      },
    ];
    expect(places(table(['ada', 'ben', 'cleo', 'dan', 'eve'], matches))).toEqual([
      '1 dan setDifference',
      '2 ada setDifference',
      '3 ben setDifference',
      '4 cleo setDifference',
      '5 eve wins',
    ]);
    const level = matches.with(2, {
      sides: ['cleo', 'ada'],
      sets: [
        [21, 19],
        [21, 19],
      ],
    });
    expect(places(table(['ada', 'ben', 'cleo'], level))).toEqual([
      '1 ada pointDifference',
      '2 ben pointDifference',
      '3 cleo pointDifference',
    ]);
  });

  test('without matches everybody is first, and tied', () => {
    expect(places(table(['ada', 'ben'], []))).toEqual(['1 ada tied', '1 ben tied']);
    expect(places(table(['ada'], []))).toEqual(['1 ada null']);
    expect(table([], [])).toEqual([]);
  });
});

test('[standings] head-to-head is between those who are tied then, also after a table of three', () => {
  const chain: TieBreakChain = {
    criteria: [
      { by: 'wins', scope: 'overall', among: 'any' },
      { by: 'setDifference', scope: 'tied', among: 'threeOrMore' },
      { by: 'headToHead', scope: 'tied', among: 'two' },
    ],
    onPartial: 'continue',
  };
  const matches = [won('cleo', 'ada', [3, 1]), won('ada', 'ben', [3, 0]), won('ben', 'cleo', [3, 1])];
  // Sets among the three: Ada 4-3, Ben 3-4, Cleo 4-4.
  expect(places(table(['ada', 'ben', 'cleo'], matches, chain))[0]).toBe('1 ada setDifference');
  const level = [won('cleo', 'ada', [3, 2]), won('ada', 'ben', [3, 0]), won('ben', 'cleo', [3, 1])];
  // Ada 5-3, Ben 3-4, Cleo 4-5: Ben and Cleo remain, and Ben won between them.
  expect(places(table(['cleo', 'ben', 'ada'], level, chain))).toEqual([
    '1 ada setDifference',
    '2 ben headToHead',
    '3 cleo headToHead',
  ]);
});

describe('[standings] what counts', () => {
  const one = (sets: readonly SetScore[], change: Partial<CountedScore>): StandingsRow | undefined =>
    table(['ada', 'ben'], [{ sides: ['ada', 'ben'], sets, change }]).find((row) => row.entry === 'ada');

  test.each(['none', 'live', 'protested'] as const)('a match whose result is %s doesn’t', (result) => {
    expect(one([[21, 3]], { result })?.played).toBe(0);
  });

  test.each(['unconfirmed', 'official'] as const)('one that is %s does', (result) => {
    expect(one([[21, 3]], { result })?.played).toBe(1);
  });

  test('a walkover is a win without sets; who lost it gets no table points', () => {
    const walkover = { startedAt: null, winner: 'A' } as const;
    expect(one([], walkover)).toMatchObject({ won: 1, setsFor: 0, pointsFor: 0, tablePoints: 2 });
    expect(one([], { ...walkover, winner: 'B' })).toMatchObject({ lost: 1, tablePoints: 0 });
  });

  test('walkovers may be deleted instead', () => {
    const rows = standings({
      entries: ['ada', 'ben'].map(entryId),
      plans: [plan('m1', 1, ['ada', 'ben'])],
      scoreOf: () => score([], { startedAt: null, winner: 'A' }),
      tablePoints: simple,
      walkovers: 'deleted',
    }).rows;
    expect(rows.map((row) => row.played)).toEqual([0, 0]);
  });

  test('a retirement counts with the score as played, the unfinished set’s points too', () => {
    expect(one([[21, 15]], { points: [3, 8], winner: 'B' })).toMatchObject({
      lost: 1,
      setsFor: 1,
      setsAgainst: 0,
      pointsFor: 24,
      pointsAgainst: 23,
      tablePoints: 1,
    });
  });

  test('a match with somebody who is not in the pool doesn’t count', () => {
    expect(table(['ada', 'ben'], [won('ada', 'cleo', [2, 0])]).every((row) => row.played === 0)).toBe(true);
  });

  test('the table is provisional until every match is official or cancelled', () => {
    const provisional = (change: Partial<CountedScore>): boolean =>
      standings({
        entries: ['ada', 'ben'].map(entryId),
        plans: [plan('m1', 1, ['ada', 'ben'])],
        scoreOf: () => score([[21, 3]], change),
        tablePoints: simple,
      }).provisional;
    expect(provisional({})).toBe(false);
    expect(provisional({ result: 'unconfirmed' })).toBe(true);
    expect(provisional({ result: 'protested' })).toBe(true);
    expect(provisional({ result: 'none', schedule: 'cancelled' })).toBe(false);
  });

  test('a pool of a tournament takes its draw’s table points', () => {
    const tournament = madeTournament({ matches: [plan('m1', 1, ['ada', 'ben'])] });
    const { rows } = poolStandings(tournament, poolA, () => score([[21, 3]]));
    expect(Object.fromEntries(rows.map(({ entry, tablePoints }) => [entry, tablePoints]))).toEqual({
      ada: 1,
      ben: 0,
      cleo: 0,
      dan: 0,
    });
  });
});

describe('[standings] whatever was played', () => {
  const names = ['ada', 'ben', 'cleo', 'dan', 'eve'];
  const points = fc.integer({ min: 0, max: 30 });
  const played: fc.Arbitrary<Played> = fc
    .record({
      sides: fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)),
      sets: fc.array(fc.tuple(points, points), { maxLength: 3 }),
      winner: fc.constantFrom('A' as const, 'B' as const),
      startedAt: fc.constantFrom(null, 1),
      endedAt: fc.nat(),
    })
    .filter(({ sides: [a, b] }) => a !== b)
    .map(({ sides, sets, ...change }) => ({ sides, sets, change }));
  const chain = fc.constantFrom(defaultChain, fivbChain, bwfChain);

  test('wins and losses, sets and points for and against are level in sum', () => {
    fc.assert(
      fc.property(fc.array(played, { maxLength: 20 }), chain, (matches, chosen) => {
        const rows = table(names, matches, chosen);
        const sum = (of: (row: StandingsRow) => number): number => sumOf(rows.map(of));
        expect(sum((row) => row.won)).toBe(matches.length);
        expect(sum((row) => row.lost)).toBe(matches.length);
        expect(sum((row) => row.setsFor)).toBe(sum((row) => row.setsAgainst));
        expect(sum((row) => row.pointsFor)).toBe(sum((row) => row.pointsAgainst));
      }),
    );
  });

  test('the order of the matches doesn’t matter', () => {
    const shuffled = fc.array(played, { maxLength: 20 }).chain((matches) =>
      fc.tuple(
        fc.constant(matches),
        fc.shuffledSubarray(
          matches.map((_, i) => i),
          { minLength: matches.length },
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, chain, ([matches, order], chosen) => {
        const plans = matches.map(({ sides }, i) => plan(`m${i}`, i + 1, sides));
        const scores = new Map(matches.map(({ sets, change }, i) => [`m${i}`, score(sets, change)]));
        const rowsOf = (some: typeof plans): readonly StandingsRow[] =>
          standings({
            entries: names.map(entryId),
            plans: some,
            scoreOf: (match) => scores.get(match),
            tablePoints: simple,
            chain: chosen,
          }).rows;
        expect(rowsOf(order.flatMap((i) => plans[i] ?? []))).toEqual(rowsOf(plans));
      }),
    );
  });

  test('the order of the entries only orders those who are tied', () => {
    fc.assert(
      fc.property(fc.array(played, { maxLength: 20 }), chain, (matches, chosen) => {
        const byEntry = (rows: readonly StandingsRow[]) =>
          rows.toSorted((a, b) => (a.entry < b.entry ? -1 : 1));
        expect(byEntry(table(names.toReversed(), matches, chosen))).toEqual(
          byEntry(table(names, matches, chosen)),
        );
      }),
    );
  });

  test('ranks count everybody before, and only the tied share one', () => {
    fc.assert(
      fc.property(fc.array(played, { maxLength: 20 }), chain, (matches, chosen) => {
        const rows = table(names, matches, chosen);
        for (const [index, row] of rows.entries()) {
          const same = rows.filter(({ rank }) => rank === row.rank);
          expect(row.rank).toBe(rows.findIndex(({ rank }) => rank === row.rank) + 1);
          expect(row.tied).toBe(same.length > 1);
          expect(row.decidedBy === null).toBe(row.tied);
          expect(row.rank).toBeLessThanOrEqual(index + 1);
        }
      }),
    );
  });
});
