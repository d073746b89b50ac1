import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DialectContext, mayPublish } from '#main/dialects/dialect.ts';
import { askedFrom } from '#main/dialects/transport/allowance.ts';
import { readAnyBodyAsText } from '#main/dialects/transport/any-body.ts';
import { beforeOf } from '#main/dialects/transport/older-rows.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import { badField, refuse } from '#main/lib/answer-refusal.ts';
import { frameType, RelayId, relayTopic } from '#shared/domain/relay/relay-match.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { RelayEventLine } from '#shared/protocol/clients.ts';
import { notAdmitted, type RelayMatches } from './matches.ts';
import type { Pairing } from './pairing.ts';
import type { Referees } from './referees.ts';
import { publishingClosed } from './rights.ts';
import { readRegistration } from './wire.ts';

/** Events that the panel gets at a time. */
const eventsOfAPage = 50;

/** What the routes need of the relay around them. */
export interface RelayRoutesContext
  extends Pick<DialectContext, 'callerOf' | 'openPublishing' | 'addressOf' | 'isLoopback'> {
  readonly pairing: Pairing;
  readonly referees: Referees;
  readonly matches: RelayMatches;
  /** The address by which a client's request and its socket are brought together. */
  readonly placeOf: (request: FastifyRequest['raw']) => string;
}

const sentence = (reply: FastifyReply, code: number, text: string): FastifyReply =>
  reply.code(code).type('text/plain; charset=utf-8').send(`${text}\n`);

/** What the clients ask over HTTP: they announce a match, say which they will watch, and look which there are. */
export function relayRoutes(app: FastifyInstance, context: RelayRoutesContext): void {
  const { pairing, referees, matches } = context;

  readAnyBodyAsText(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('access-control-allow-origin', '*');
    // Clients say all kinds of things about their JSON, also what is no type at all.
    delete request.raw.headers['content-type'];
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const code = error.statusCode ?? 500;
    if (code >= 500) throw error;
    return sentence(reply, code, error.message);
  });

  function onlyPost(
    path: string,
    post: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ) {
    app.route({
      method: app.supportedMethods,
      url: path,
      async handler(request, reply) {
        if (request.method === 'POST') return post(request, reply);
        // Pages of another origin ask first whether they may say that what they send is JSON.
        reply.header('access-control-allow-headers', 'Content-Type');
        if (request.method === 'GET')
          return sentence(reply.header('allow', 'POST, OPTIONS'), 405, 'This address takes POST.');
        return reply.send();
      },
    });
  }

  onlyPost('/referee/register', async (request, reply) => {
    const caller = context.callerOf(request.raw);
    if (!mayPublish(caller) && !context.openPublishing()) return sentence(reply, 403, publishingClosed);
    const id = readRegistration(request.body);
    if (!id.ok) return sentence(reply, 400, id.error);
    const barred = matches.admit(id.value, askedFrom(context, request.raw));
    if (barred !== null) return sentence(reply, barred === 'full' ? 503 : 429, notAdmitted[barred]);
    if (!(await matches.register(id.value, caller.device)))
      return sentence(reply, 503, 'The hub can’t record this now. Try again.');
    referees.expect(context.placeOf(request.raw), id.value);
    return reply.send();
  });

  onlyPost('/spectateur/register', async (request, reply) => {
    reply.header('access-control-allow-headers', 'Content-Type');
    const id = readRegistration(request.body);
    if (!id.ok) return sentence(reply, 400, id.error);
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    const registered = await pairing.register(context.placeOf(request.raw), id.value, gone.signal);
    switch (registered) {
      case 'registered':
        return reply.send();
      case 'crowded':
        return sentence(reply, 429, 'Too many from this address wait to watch. Try again in a few seconds.');
      case 'closed':
        return sentence(reply, 503, 'The relay was closed.');
      default:
        return unreachable(registered);
    }
  });

  for (const path of ['/referee', '/spectateur']) {
    app.get(path, (_request, reply) => sentence(reply, 400, 'This address takes WebSockets only.'));
  }

  app.get('/live-match', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(JSON.stringify(matches.newestFirst())),
  );
}

/** What the panel asks. */
export function relayPanelRoutes(app: FastifyInstance, hub: Pick<HubPort, 'newest'>): void {
  app.get<{ Params: { id: string }; Querystring: { before?: string } }>(
    '/api/organiser/relay/:id/events',
    (request, reply) => {
      const id = RelayId.safeParse(request.params.id);
      if (!id.success) return refuse(reply, badField('id'));
      const before = beforeOf(request.query);
      if (!before.ok) return refuse(reply, before.error);
      const rows = hub.newest(relayTopic(id.data).name, eventsOfAPage, before.value);
      const events: RelayEventLine[] = rows
        .filter(({ type }) => type === frameType)
        .map(({ seq, hubAt, body }) => ({ seq, at: hubAt, text: body }));
      return reply.send({ events });
    },
  );
}
