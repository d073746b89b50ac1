import formBody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Adapter } from '#main/dialects/dialect.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import { type RoomMessage, roomProblem } from '#shared/domain/rooms/room.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { RoomRefusal } from './asker.ts';
import { answerWithStream } from './event-stream.ts';
import { type AskingContext, askerOf, bodyProblem, foreignPage, refusing, roomOf } from './http.ts';
import type { Listeners } from './listeners.ts';
import type { RoomPages } from './room-page.ts';
import { largestBodyBytes, type Rooms } from './rooms.ts';

/** The first text of a field that may have been sent several times; empty if it wasn't sent. */
function first(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one : '';
}

/** The fields `user` and `message` of a form, whichever way it is encoded. */
async function messageIn(request: FastifyRequest): Promise<Result<RoomMessage, RoomRefusal>> {
  if (!request.isMultipart()) {
    const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    return ok({ user: first(body.user), text: first(body.message) });
  }
  const fields = new Map<string, unknown>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field' && !fields.has(part.fieldname)) fields.set(part.fieldname, part.value);
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it can’t be read';
    return err({ code: 'bad', message: `The form isn’t whole: ${why}` });
  }
  return ok({ user: first(fields.get('user')), text: first(fields.get('message')) });
}

/** Rooms for browsers: a page with a form, and the stream of events that it shows. */
export function htmlAdapter(
  context: AskingContext & { readonly hub: Pick<HubPort, 'head'> },
  rooms: Rooms,
  listeners: Listeners,
  pages: RoomPages,
): Adapter {
  const refuse = (reply: FastifyReply, why: RoomRefusal): FastifyReply =>
    refusing(reply, why).send({ message: why.message, status: 'error' });

  function routes(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    app.register(formBody, { bodyLimit: largestBodyBytes });
    app.register(multipart, {
      limits: { fields: 20, parts: 20, files: 0, fieldSize: largestBodyBytes, fieldNameSize: 100 },
    });
    // Other bodies have no fields.
    app.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: largestBodyBytes },
      (_request, _body, done) => done(null, undefined),
    );
    app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const problem = bodyProblem(error);
      if (!problem) throw error;
      return reply.code(problem.status).send({ message: problem.message, status: 'error' });
    });
    app.addHook('onRequest', async (request, reply) => {
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!reads && !context.isOurOrigin(request.headers.origin)) return refuse(reply, foreignPage);
    });

    app.get('/room/:roomid', (request, reply) => {
      const room = roomOf(request);
      const problem = roomProblem(room);
      if (problem !== null) return refuse(reply, { code: 'bad', message: problem });
      return reply
        .headers({
          'content-security-policy': pages.contentSecurityPolicy,
          'cache-control': 'no-cache',
          vary: 'accept-language',
          // Without a referrer browsers hide the Origin of a form, too, and it would be taken for one from elsewhere.
          'referrer-policy': 'same-origin',
        })
        .type('text/html; charset=utf-8')
        .send(
          pages.pageOf(room, rooms.ids.idOf(context.hub.head()), request.headers['accept-language'] ?? ''),
        );
    });

    app.post('/room/:roomid', async (request, reply) => {
      const message = await messageIn(request);
      if (!message.ok) return refuse(reply, message.error);
      const kept = await rooms.post(roomOf(request), message.value, askerOf(context, request));
      if (!kept.ok) return refuse(reply, kept.error);
      return reply.send({ message: message.value.text, status: 'success' });
    });

    app.delete('/room/:roomid', async (request, reply) => {
      const gone = await rooms.remove(roomOf(request), askerOf(context, request));
      return gone.ok ? reply.code(200).send() : refuse(reply, gone.error);
    });

    app.get('/stream/:roomid', { exposeHeadRoute: false }, (request, reply) => {
      const to = { room: roomOf(request), adapter: 'html' } as const;
      const answered = answerWithStream(rooms, to, askerOf(context, request), request, reply);
      if (!answered.ok) void refuse(reply, answered.error);
    });
  }

  return {
    name: 'html',
    routes,
    clients: () => listeners.count('html'),
    close: () => listeners.endAdapter('html'),
  };
}
