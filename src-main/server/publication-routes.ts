import type { FastifyInstance } from 'fastify';
import { refuse } from '#main/lib/answer-refusal.ts';
import type { PublicationsOutbox } from '#main/publications/outbox-port.ts';
import { refusal } from '#shared/domain/refusal.ts';

/** What the panel may do with the results of meets that are on their way. */
export function publicationRoutes(
  app: FastifyInstance,
  outbox: Pick<PublicationsOutbox, 'deliveriesOf' | 'retryNow'>,
): void {
  app.post<{ Params: { id: string } }>('/api/organiser/publications/:id/again', (request, reply) => {
    const { id } = request.params;
    if (outbox.deliveriesOf(id).length === 0) {
      return refuse(reply, refusal('NO_SUCH_RECORD', 'This publication isn’t known.'));
    }
    outbox.retryNow(id);
    return reply.send({});
  });
}
