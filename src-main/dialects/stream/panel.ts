import type { FastifyInstance } from 'fastify';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { beforeOf } from '#main/dialects/transport/older-rows.ts';
import { refuse } from '#main/lib/answer-refusal.ts';
import { batchType, competitionPrefix } from '#shared/domain/competition/competition.ts';
import { competitionIdOf } from '#shared/domain/competition/event.ts';
import type { CompetitionEventLine, CompetitionsStatus } from '#shared/protocol/clients.ts';
import type { Competitions } from './watch.ts';

/** Competitions that the panel lists. */
const mostListed = 200;
/** Events of a page, and characters of each. */
const pageSize = 50;
const mostText = 2_000;

/** What the panel shows of the competitions, the one that was activated last first. */
export function competitionsStatus(
  hub: Pick<DialectContext['hub'], 'followers'>,
  competitions: Pick<Competitions, 'ids' | 'state'>,
): CompetitionsStatus {
  const all = competitions
    .ids()
    .flatMap((id) => {
      const state = competitions.state(id);
      return state ? { id, state } : [];
    })
    .toSorted((a, b) => (b.state.activation?.seq ?? 0) - (a.state.activation?.seq ?? 0));
  return {
    total: all.length,
    competitions: all.slice(0, mostListed).map(({ id, state }) => ({
      id,
      name: state.activation?.name ?? '',
      live: state.live,
      activatedAt: state.activation?.at ?? null,
      lastAt: state.lastAt,
      events: state.recorded,
      watchers: hub.followers(`${competitionPrefix}${id}`),
      distance: state.distance ? { id: state.distance.id, name: state.distance.name } : null,
      heats: (state.distance?.heats ?? []).map(({ round, number, started }) => ({ round, number, started })),
    })),
  };
}

/** Adds the page of a competition's newest events. */
export function competitionRoutes(app: FastifyInstance, hub: Pick<DialectContext['hub'], 'newest'>): void {
  app.get<{ Params: { id: string }; Querystring: { before?: string } }>(
    '/api/organiser/competitions/:id/events',
    (request, reply) => {
      const before = beforeOf(request.query);
      if (!before.ok) return refuse(reply, before.error);
      const id = competitionIdOf(request.params.id);
      const rows = id === null ? [] : hub.newest(`${competitionPrefix}${id}`, 2 * pageSize, before.value);
      // Behind each keyed batch stands one row more, so that twice as many hold a page.
      const events = rows
        .filter(({ type }) => type !== batchType)
        .slice(0, pageSize)
        .map(
          ({ seq, hubAt, type, body }): CompetitionEventLine => ({
            seq,
            at: hubAt,
            type,
            text: body.slice(0, mostText),
          }),
        );
      return reply.send({ events });
    },
  );
}
