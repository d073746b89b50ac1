import type { Moment } from '#shared/domain/ids.ts';
import { scheduleOf } from '#shared/domain/tournament/court-now.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { finder, plain } from '#ui/search.ts';
import { courtName, matchesByNumber, type Scores, sideName } from './lookups.ts';

/** A match as a line of the schedule. */
export interface ScheduleRow {
  readonly plan: MatchPlan;
  readonly court: string;
  readonly draw: string;
  readonly pool: string;
  readonly a: string;
  readonly b: string;
  readonly official: string;
  readonly scheduled: Moment | null;
  /** What a search goes through: plain text of everything readable. */
  readonly searched: string;
}

/** Columns that the schedule can be sorted by. */
export const scheduleColumns = [
  'number',
  'time',
  'court',
  'draw',
  'pool',
  'round',
  'a',
  'b',
  'official',
  'status',
] as const;
export type ScheduleColumn = (typeof scheduleColumns)[number];

/** A column and its direction. */
export interface SortBy<Column> {
  readonly column: Column;
  readonly descending: boolean;
}

/** All matches with their names filled in. They stay the same objects while points are scored. */
export function scheduleRows(tournament: TournamentState): readonly ScheduleRow[] {
  return matchesByNumber(tournament).map((plan) => {
    const court = plan.court === null ? undefined : tournament.courts[plan.court];
    const row = {
      plan,
      court: court ? courtName(tournament, court) : '',
      draw: tournament.draws[plan.draw]?.name ?? '',
      pool: plan.pool === null ? '' : (tournament.pools[plan.pool]?.name ?? ''),
      a: sideName(tournament, plan, 'A'),
      b: sideName(tournament, plan, 'B'),
      official: plan.official === null ? '' : (tournament.officials[plan.official]?.name ?? ''),
      scheduled: plan.scheduled,
    };
    const texts = [`#${plan.number}`, row.court, row.draw, row.pool, plan.round, row.a, row.b, row.official];
    return { ...row, searched: plain(texts.join(' ')) };
  });
}

/** The rows that hold every word of the search, in the asked order; equal ones by number. */
export function visibleRows(
  rows: readonly ScheduleRow[],
  search: string,
  sort: SortBy<ScheduleColumn>,
  scores: Scores,
): readonly ScheduleRow[] {
  const found = rows.filter(finder(search, ({ searched }: ScheduleRow) => searched));
  const sign = sort.descending ? -1 : 1;
  return found.toSorted((a, b) => sign * compare(a, b, sort.column, scores) || a.plan.number - b.plan.number);
}

const text = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true });

function compare(a: ScheduleRow, b: ScheduleRow, column: ScheduleColumn, scores: Scores): number {
  switch (column) {
    case 'number':
      return a.plan.number - b.plan.number;
    case 'time':
      return (a.scheduled ?? Number.MAX_SAFE_INTEGER) - (b.scheduled ?? Number.MAX_SAFE_INTEGER);
    case 'round':
      return text(a.plan.round, b.plan.round);
    case 'status':
      return text(scheduleOf(scores, a.plan), scheduleOf(scores, b.plan));
    default:
      return text(a[column], b[column]);
  }
}
