import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { reportNames, reportText } from '#main/hub/exports.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import { refuse } from '#main/lib/answer-refusal.ts';
import { TournamentId } from '#shared/domain/ids.ts';
import { refusal } from '#shared/domain/refusal.ts';

const Params = z.object({ tournament: TournamentId, report: z.enum(reportNames) });
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
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${report}"`)
      .header('cache-control', 'no-store');
    return reply.send(
      Readable.from(
        reportText(hub, tournament, report, {
          separator: query.data.separator === 'tab' ? '\t' : query.data.separator,
          bom: query.data.bom === '1',
        }),
      ),
    );
  });
}
