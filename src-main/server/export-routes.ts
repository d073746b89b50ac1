import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod';
import type { HubPort } from '#main/hub/hub-port.ts';
import { TournamentId } from '#shared/domain/ids.ts';
import { scoreOf } from '#shared/domain/match/score.ts';
import { refusal } from '#shared/domain/refusal.ts';
import { standings } from '#shared/domain/standings/standings.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { CsvOptions } from '#shared/reports/csv.ts';
import { eventsCsv, voidsOf } from '#shared/reports/events-csv.ts';
import { matchesCsv } from '#shared/reports/matches-csv.ts';
import { type StandingsTable, standingsCsv } from '#shared/reports/standings-csv.ts';
import { refuse } from './routes.ts';

const Params = z.object({
  tournament: TournamentId,
  report: z.enum(['matches.csv', 'events.csv', 'standings.csv']),
});
const Query = z.object({
  separator: z.enum([',', ';', 'tab']).default(','),
  bom: z.enum(['0', '1']).default('0'),
});

/** The results as CSV, for the panel's downloads and its save dialog: folds of the log, made when they are asked for. */
export function exportRoutes(app: FastifyInstance, hub: HubPort): void {
  app.get('/api/organiser/export/:tournament/:report', (request, reply) => {
    const params = Params.safeParse(request.params);
    const query = Query.safeParse(request.query);
    const tournament = params.success ? hub.tournament(params.data.tournament) : null;
    if (!params.success || !query.success || !tournament) {
      return refuse(reply, refusal('NO_SUCH_TOURNAMENT', 'There is no such export on this hub.'));
    }
    const { report } = params.data;
    const options: CsvOptions = {
      separator: query.data.separator === 'tab' ? '\t' : query.data.separator,
      bom: query.data.bom === '1',
    };
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${report}"`)
      .header('cache-control', 'no-store');
    return send(reply, report, tournament, hub, options);
  });
}

function send(
  reply: FastifyReply,
  report: z.infer<typeof Params>['report'],
  tournament: TournamentState,
  hub: HubPort,
  options: CsvOptions,
): FastifyReply {
  switch (report) {
    case 'matches.csv':
      // Excel reads 2-1 as a date; who asks for its byte order mark gets a dash that it leaves alone.
      return reply.send(matchesCsv(tournament, hub.match, { ...options, dash: options.bom ? '–' : '-' }));
    case 'standings.csv':
      return reply.send(standingsCsv(tables(tournament, hub), tournament.entries, options));
    case 'events.csv': {
      const matches = Object.values(tournament.matches).map((plan) => hub.match(plan.id));
      const lines = eventsCsv(hub.rows(tournament.id), voidsOf(matches), {
        ...options,
        timeZone: tournament.details.timeZone,
        actor: ({ official }) =>
          official === null ? '' : (tournament.officials[official]?.name ?? official),
      });
      return reply.send(Readable.from(lines));
    }
    default:
      return unreachable(report);
  }
}

/** A table for each pool, in the order of draws and pools. */
function tables(tournament: TournamentState, hub: HubPort): readonly StandingsTable[] {
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
