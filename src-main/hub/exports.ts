import { scoreOf } from '#shared/domain/match/score.ts';
import { standings } from '#shared/domain/standings/standings.ts';
import { timedTopic } from '#shared/domain/timed/heat.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { CsvOptions } from '#shared/reports/csv.ts';
import { eventsCsv, voidsOf } from '#shared/reports/events-csv.ts';
import { heatsCsv } from '#shared/reports/heats-csv.ts';
import { matchesCsv } from '#shared/reports/matches-csv.ts';
import { type StandingsTable, standingsCsv } from '#shared/reports/standings-csv.ts';
import type { HubPort } from './hub-port.ts';

/** The results of a tournament, each a file. */
export const reportNames = ['matches.csv', 'events.csv', 'standings.csv', 'heats.csv'] as const;
export type ReportName = (typeof reportNames)[number];

/** The text of a report in chunks, made while it is read: folds of the log as it stands. */
export function reportText(
  hub: Pick<HubPort, 'match' | 'rows' | 'of'>,
  tournament: TournamentState,
  report: ReportName,
  options: CsvOptions,
): Iterable<string> {
  switch (report) {
    case 'matches.csv':
      // Excel reads 2-1 as a date; who asks for its byte order mark gets a dash that it leaves alone.
      return [matchesCsv(tournament, hub.match, { ...options, dash: options.bom ? '–' : '-' })];
    case 'standings.csv':
      return [standingsCsv(tables(tournament, hub), tournament.entries, options)];
    case 'heats.csv':
      return [heatsCsv(hub.of(timedTopic(tournament.id)), options)];
    case 'events.csv': {
      const matches = Object.values(tournament.matches).map((plan) => hub.match(plan.id));
      return eventsCsv(hub.rows(tournament.id), voidsOf(matches), {
        ...options,
        timeZone: tournament.details.timeZone,
        actor: ({ official }) =>
          official === null ? '' : (tournament.officials[official]?.name ?? official),
      });
    }
    default:
      return unreachable(report);
  }
}

/** A table for each pool, in the order of draws and pools. */
function tables(tournament: TournamentState, hub: Pick<HubPort, 'match'>): readonly StandingsTable[] {
  const byOrder = (a: { order: number }, b: { order: number }): number => a.order - b.order;
  return Object.values(tournament.draws)
    .toSorted(byOrder)
    .flatMap((draw) =>
      Object.values(tournament.pools)
        .filter((pool) => pool.draw === draw.id)
        .toSorted(byOrder)
        .map((pool) => ({
          draw: draw.name,
          group: pool.name,
          rows: standings({
            entries: pool.entries,
            plans: Object.values(tournament.matches).filter((plan) => plan.pool === pool.id),
            scoreOf: (match) => scoreOf(hub.match(match)),
            tablePoints: draw.tablePoints,
          }).rows,
        })),
    );
}
