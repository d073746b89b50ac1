import type { FastifyInstance } from 'fastify';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { fail } from './answers.ts';

/**
 * Lets pages call that are served from another port of the hub's own names, as the clients' own web server does, with
 * their cookies (fetch.spec.whatwg.org, “CORS protocol and credentials”). Other pages can neither read an answer nor
 * change anything: they get no CORS headers, and calls that change something are refused.
 */
export function letNeighboursCall(app: FastifyInstance, isOurOrigin: DialectContext['isOurOrigin']): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'Origin');
    if (origin === undefined) return;
    if (isOurOrigin(origin)) {
      reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
      return;
    }
    const changes = request.method !== 'OPTIONS' && request.routeOptions.config.changes === true;
    if (changes) return fail(reply, 403, 'This page isn’t one of this hub’s.');
  });

  app.options('/api/v1/*', (request, reply) => {
    if (request.headers.origin !== undefined && isOurOrigin(request.headers.origin)) {
      reply
        .header('access-control-allow-methods', 'GET, POST, OPTIONS')
        .header('access-control-allow-headers', 'Content-Type, Authorization')
        .header('access-control-max-age', '600');
    }
    return reply.code(204).send();
  });
}

/** Options of a route that changes something: pages that aren't the hub's may not call it. */
export const changing = { config: { changes: true } } as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    changes?: boolean;
  }
}
