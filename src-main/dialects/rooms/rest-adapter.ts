import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Adapter } from '#main/dialects/dialect.ts';
import { readAnyBodyAsText } from '#main/dialects/transport/any-body.ts';
import { fieldsInAnyCase } from '#main/lib/any-case.ts';
import type { RoomMessage } from '#shared/domain/rooms/room.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { RoomRefusal } from './asker.ts';
import { answerWithStream } from './event-stream.ts';
import { type AskingContext, askerOf, bodyProblem, foreignPage, refusing, roomOf } from './http.ts';
import type { Listeners } from './listeners.ts';
import { largestBodyBytes, type Rooms } from './rooms.ts';

/** `{"userId","text"}`; `data` means the text as well. Keys are matched whatever their case, other keys passed over. */
function messageFrom(body: string): Result<RoomMessage, RoomRefusal> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it can’t be read';
    return err({ code: 'bad', message: `The body isn’t JSON: ${why}` });
  }
  const fields = fieldsInAnyCase(value);
  if (!fields) return err({ code: 'bad', message: 'The body has to be an object with userId and text.' });
  const user = fields.get('userid') ?? '';
  const text = fields.get('text') ?? fields.get('data') ?? '';
  if (typeof user === 'string' && typeof text === 'string') return ok({ user, text });
  return err({ code: 'bad', message: 'userId and text have to be texts.' });
}

/** Rooms for programs: JSON in, JSON and a stream of events out. */
export function restAdapter(context: AskingContext, rooms: Rooms, listeners: Listeners): Adapter {
  const refuse = (reply: FastifyReply, why: RoomRefusal): FastifyReply => {
    refusing(reply, why);
    return reply.send({ code: reply.statusCode, message: why.message });
  };

  function routes(app: FastifyInstance): void {
    readAnyBodyAsText(app, largestBodyBytes);
    app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      const problem = bodyProblem(error);
      if (!problem) throw error;
      return reply.code(problem.status).send({ code: problem.status, message: problem.message });
    });
    app.addHook('onRequest', async (request, reply) => {
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!reads && !context.isOurOrigin(request.headers.origin)) return refuse(reply, foreignPage);
    });

    app.post('/api/room/:roomid', async (request, reply) => {
      const message = messageFrom(typeof request.body === 'string' ? request.body : '');
      if (!message.ok) return refuse(reply, message.error);
      const kept = await rooms.post(roomOf(request), message.value, askerOf(context, request));
      return kept.ok ? reply.send({ success: true }) : refuse(reply, kept.error);
    });

    app.delete('/api/room/:roomid', async (request, reply) => {
      const gone = await rooms.remove(roomOf(request), askerOf(context, request));
      return gone.ok ? reply.send({ success: true }) : refuse(reply, gone.error);
    });

    app.get('/api/stream/:roomid', { exposeHeadRoute: false }, (request, reply) => {
      const to = { room: roomOf(request), adapter: 'rest' } as const;
      const answered = answerWithStream(rooms, to, askerOf(context, request), request, reply);
      if (!answered.ok) void refuse(reply, answered.error);
    });
  }

  return {
    name: 'rest',
    routes,
    clients: () => listeners.count('rest'),
    close: () => listeners.endAdapter('rest'),
  };
}
