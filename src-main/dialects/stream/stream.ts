import type { FastifyInstance } from 'fastify';
import type { Dialect, DialectContext, Upgrade } from '#main/dialects/dialect.ts';
import { closeSoon, socketDoor } from '#main/dialects/transport/socket-door.ts';
import { budget } from '#main/lib/rate-limit.ts';
import { competitionIdOf } from '#shared/domain/competition/event.ts';
import { type NatsSource, natsReader } from './nats.ts';
import { streamOperations } from './operations.ts';
import { competitionRoutes, competitionsStatus } from './panel.ts';
import { postEvents } from './post-events.ts';
import { createCompetitions } from './watch.ts';

/** Path of the list; a competition's own is below it. */
const root = '/v1/competitions';
/** Ping every 54 s, dead after 60 s: what the clients were written for. */
const pulse = { pingEveryMs: 54_000, dropAfterMs: 60_000 };
/** What clients send is ignored; that much of it, in bytes, and frames at once and per second. */
const ignored = { largestFrame: 64 * 1024, burst: 200, perSecond: 20 };

/** What a path asks for: the list (`''`), a competition (its id in lower case), or nothing of this system. */
function askedFor(path: string): string | null {
  if (path === root || path === `${root}/`) return '';
  if (!path.startsWith(`${root}/`)) return null;
  try {
    return competitionIdOf(decodeURIComponent(path.slice(root.length + 1).replace(/\/$/, '')));
  } catch {
    return null;
  }
}

/** What it needs of the hub around it. */
export type StreamContext = Pick<
  DialectContext,
  'hub' | 'now' | 'every' | 'log' | 'callerOf' | 'addressOf' | 'isLoopback'
>;

/**
 * Event-sourced competitions: events of timing programs come in by POST and NATS, and go out on WebSockets to the letter;
 * one who comes late first gets what makes up the present. `nats` null: no server is asked.
 */
export function streamDialect(context: StreamContext, nats: NatsSource | null): Dialect {
  const { hub, now } = context;
  const door = socketDoor(context, { largestFrame: ignored.largestFrame, takesAnyText: true, pulse });
  const competitions = createCompetitions(context, () => changed());
  const changed = hub.provideStatus('competitions', () => competitionsStatus(hub, competitions));
  const reader = nats === null ? null : natsReader(context, nats);

  const upgrade =
    (id: string): Upgrade =>
    (request, socket, head) =>
      door.accept(request, socket, head, (client) => {
        const frames = budget(ignored.burst, ignored.perSecond, now());
        client.on('message', () => {
          if (!frames.take(now())) closeSoon(client, 1008, 'too many messages');
        });
        if (id === '') competitions.watchList(client);
        else competitions.watchOne(id, client);
      });

  return {
    adapters: [
      {
        name: 'stream',
        routes(app: FastifyInstance) {
          for (const path of [root, `${root}/`, `${root}/:id`]) {
            app.get(path, (_request, reply) =>
              reply.code(400).type('text/plain; charset=utf-8').send('This address is for WebSockets.\n'),
            );
          }
          postEvents(app, context);
        },
        upgrade(path) {
          const asked = askedFor(path);
          return asked === null ? null : upgrade(asked);
        },
        clients: door.size,
        async open() {
          reader?.start();
          return null;
        },
        problem: () => reader?.problem() ?? null,
        async close() {
          await reader?.stop();
          await door.closeAll();
        },
      },
    ],
    operations: streamOperations,
    panelRoutes: (app) => competitionRoutes(app, hub),
    async stop() {
      competitions.stop();
      door.stop();
    },
  };
}
