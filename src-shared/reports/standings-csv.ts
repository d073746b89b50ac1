import { ratioText } from '#shared/domain/standings/ratio.ts';
import type { StandingsRow } from '#shared/domain/standings/standings.ts';
import type { Records } from '#shared/domain/tournament/state.ts';
import { type CsvCell, type CsvOptions, csvText } from './csv.ts';

/** The columns of `standings.csv`, in their fixed order. */
const standingsColumns = [
  'draw',
  'group',
  'rank',
  'tied',
  'team',
  'played',
  'won',
  'drawn',
  'lost',
  'for',
  'against',
  'diff',
  'ratio',
  'points',
  'decidedBy',
] as const;

/** A table with the names of its draw and its pool. */
export interface StandingsTable {
  readonly draw: string;
  /** Empty for a draw without pools. */
  readonly group: string;
  readonly rows: readonly StandingsRow[];
}

/**
 * `standings.csv`: table after table, place after place. In sports of sets `for`, `against`, `diff` and `ratio` are of
 * sets, `drawn` is 0, `points` are table points. `tied` is `true` or `false`.
 */
export function standingsCsv(
  tables: Iterable<StandingsTable>,
  entries: Records['entries'],
  options: CsvOptions,
): string {
  return csvText(standingsColumns, rowsOf(tables, entries), options);
}

function* rowsOf(
  tables: Iterable<StandingsTable>,
  entries: Records['entries'],
): Generator<readonly CsvCell[], void, void> {
  for (const { draw, group, rows } of tables) {
    for (const row of rows) {
      yield [
        draw,
        group,
        row.rank,
        String(row.tied),
        entries[row.entry]?.name ?? row.entry,
        row.played,
        row.won,
        0,
        row.lost,
        row.setsFor,
        row.setsAgainst,
        row.setsFor - row.setsAgainst,
        ratioText({ won: row.setsFor, lost: row.setsAgainst }),
        row.tablePoints,
        row.decidedBy,
      ];
    }
  }
}
