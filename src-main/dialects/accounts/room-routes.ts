import type { FastifyInstance } from 'fastify';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { triesPerMinute } from '#main/lib/rate-limit.ts';
import { answer, fail, failWith, textsOf } from './answers.ts';
import type { HubRooms } from './hub-rooms.ts';
import type { Members } from './members.ts';
import { changing } from './neighbours.ts';

/** Rooms that one address may make in a minute, the hub's own machine excepted. */
const roomsPerMinute = 30;

/** What the routes of rooms need. */
export interface RoomRoutesContext
  extends Pick<DialectContext, 'addressOf' | 'callerOf' | 'isLoopback' | 'now'> {
  readonly rooms: HubRooms;
  readonly members: Members;
}

/** What stands in a path and in lists: no control characters, nothing that ends a path's part. */
const roomIds = /^[^\p{C}/?#]{1,64}$/u;
const roomNames = /^[^\p{C}]{1,100}$/u;

/** Making rooms, and seeing which there are and who is in them. */
export function roomRoutes(app: FastifyInstance, context: RoomRoutesContext): void {
  const { rooms, members } = context;
  const making = triesPerMinute(roomsPerMinute);

  app.post('/api/v1/ws/createRoom', changing, async (request, reply) => {
    const body = textsOf(request.body, ['id', 'name']);
    if (!body) return fail(reply, 400, 'The request’s body isn’t as it should be.');
    const { id, name } = body;
    if (!roomIds.test(id) || id.trim() === '') return fail(reply, 400, 'room id is not valid');
    if (!roomNames.test(name) || name.trim() === '') return fail(reply, 400, 'room name is not valid');
    if (rooms.isThere(id)) return fail(reply, 400, 'Room already exists');
    const address = context.addressOf(request.raw);
    const seconds = context.isLoopback(request.raw) ? 0 : making.take(address, context.now());
    if (seconds > 0) {
      reply.header('retry-after', String(seconds));
      return fail(reply, 429, `Too many tries. Try again in ${seconds} s.`);
    }
    const made = await rooms.make(id, name, context.callerOf(request.raw).device);
    if (!made.ok) return failWith(reply, made.error);
    switch (made.value) {
      case 'exists':
        return fail(reply, 400, 'Room already exists');
      case 'full':
        return fail(reply, 503, 'There are too many rooms on this hub.');
      default:
        return answer(reply, made.value);
    }
  });

  app.get('/api/v1/ws/getRooms', (_request, reply) => answer(reply, { rooms: rooms.list() }));

  app.get<{ Params: { roomId: string } }>('/api/v1/ws/get/:roomId', (request, reply) => {
    const { roomId } = request.params;
    if (!rooms.isThere(roomId)) return fail(reply, 404, 'Room not found');
    const present = members.of(roomId);
    return answer(reply, present.length === 0 ? null : present);
  });

  // An upgrade doesn't come here.
  app.get<{ Params: { roomId: string } }>('/api/v1/ws/joinRoom/:roomId', (request, reply) =>
    rooms.isThere(request.params.roomId)
      ? fail(reply, 400, 'This address is for WebSockets.')
      : fail(reply, 400, 'Room does not exist'),
  );
}
