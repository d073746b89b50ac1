import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { ProgramTokens } from '#main/accounts/program-tokens.ts';
import { refuse } from '#main/lib/answer-refusal.ts';
import { hashOf } from '#main/lib/secrets.ts';
import { refusal } from '#shared/domain/refusal.ts';

const Named = z.object({ name: z.string().max(200) });

/** What the routes of the command need. */
export interface ControlContext {
  readonly tokens: ProgramTokens;
  /** Known to who may read the hub's data folder. */
  readonly secret: string;
  readonly isLoopback: (request: IncomingMessage) => boolean;
}

/**
 * What the command `touchline token` asks a running hub, on loopback and with the secret of the control file: whoever may
 * read that could as well write to the log itself while no hub runs. Pages don't get here: a browser names an Origin.
 */
export function controlRoutes(app: FastifyInstance, { tokens, secret, isLoopback }: ControlContext): void {
  const wanted = Buffer.from(hashOf(secret));

  app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const isTheirs = timingSafeEqual(Buffer.from(hashOf(given)), wanted);
      if (isTheirs && isLoopback(request.raw) && request.headers.origin === undefined) return;
      return refuse(reply, refusal('NOT_ALLOWED', 'This is for the command on the hub’s own machine only.'));
    });

    scope.get('/api/control/tokens', (_request, reply) =>
      reply.send({
        tokens: tokens
          .list()
          .map(({ name, role, createdAt, revoked }) => ({ name, role, createdAt, revoked })),
      }),
    );

    scope.post('/api/control/tokens', async (request, reply) => {
      const body = Named.safeParse(request.body);
      if (!body.success) return refuse(reply, refusal('BAD_FRAME', 'The token’s name is missing.'));
      const made = await tokens.create(body.data.name);
      return made.ok ? reply.send(made.value) : refuse(reply, made.error);
    });

    scope.post('/api/control/tokens/revoke', async (request, reply) => {
      const body = Named.safeParse(request.body);
      if (!body.success) return refuse(reply, refusal('BAD_FRAME', 'The token’s name is missing.'));
      const ended = await tokens.revoke(body.data.name);
      return ended.ok ? reply.send({}) : refuse(reply, ended.error);
    });
  });
}
