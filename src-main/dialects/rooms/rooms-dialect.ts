import type { Dialect, DialectContext } from '#main/dialects/dialect.ts';
import { beforeOf } from '#main/dialects/transport/older-rows.ts';
import { refuse } from '#main/lib/answer-refusal.ts';
import { hubRoomPrefix } from '#shared/domain/rooms/hub-room.ts';
import { messageOf, posted, roomTopic } from '#shared/domain/rooms/room.ts';
import type { RoomMessageLine, RoomsStatus } from '#shared/protocol/clients.ts';
import { type GrpcPlace, grpcAdapter } from './grpc-adapter.ts';
import { htmlAdapter } from './html-adapter.ts';
import { type AskingContext, statusOf } from './http.ts';
import { type KnownRooms, knownRooms } from './known-rooms.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { roomsOperations } from './operations.ts';
import { restAdapter } from './rest-adapter.ts';
import { readRoomPages } from './room-page.ts';
import { createRooms } from './rooms.ts';

/** How often a stream says that it is alive, in milliseconds. */
const beatEveryMs = 15_000;
/** How often the panel is told of members of hub rooms whose going couldn't be recorded, in milliseconds. */
const tellEveryMs = 5_000;
/** Rooms that the panel lists, and messages that it gets at a time. */
const mostListed = 200;
const pageOfMessages = 50;

/** What the dialect needs of the hub around it. */
type RoomsContext = AskingContext & Pick<DialectContext, 'hub' | 'now' | 'every' | 'log' | 'openPublishing'>;

/** What the dialect needs besides. */
export interface RoomsOptions {
  /** Where gRPC clients come in; its port may be 0. */
  readonly grpc: GrpcPlace;
  /** The rooms of the accounts' sockets, as the panel lists them beside the chat rooms. */
  readonly hubRooms?: () => RoomsStatus['hubRooms'];
}

/** Chat rooms for browsers, programs and gRPC clients: what one adapter takes, the listeners of all get. */
export function roomsDialect(context: RoomsContext, { grpc, hubRooms = () => [] }: RoomsOptions): Dialect {
  const { hub, every } = context;
  let tell = (): void => {};
  const changed = (): void => tell();
  const { rooms: known, stop: stopKnowing } = knownRooms(hub, changed);
  const listeners = createListeners(hub, changed);
  const rooms = createRooms(context, known, listeners);
  tell = hub.provideStatus(
    'rooms',
    (): RoomsStatus => ({ ...listed(known, listeners), hubRooms: hubRooms() }),
  );
  const stopBeating = every(beatEveryMs, listeners.beat);
  const stopTelling = every(tellEveryMs, changed);
  const stopListening = hub.onCommit((rows) => {
    if (rows.some(({ topic }) => topic.startsWith(hubRoomPrefix))) changed();
  });

  function messages(room: string, before: number | undefined): readonly RoomMessageLine[] {
    const { deletedAt } = known.of(room);
    return hub
      .newest(roomTopic(room).name, pageOfMessages, before)
      .filter(({ seq, type }) => seq > deletedAt && type === posted)
      .map(({ seq, hubAt, body }) => ({ seq, at: hubAt, ...messageOf(body) }));
  }

  return {
    adapters: [
      htmlAdapter(context, rooms, listeners, readRoomPages(grpc.resourcesDir)),
      restAdapter(context, rooms, listeners),
      grpcAdapter(context, grpc, rooms, known, listeners),
    ],
    operations: roomsOperations,
    panelRoutes(app) {
      app.get<{ Params: { id: string }; Querystring: { before?: string } }>(
        '/api/organiser/rooms/:id/messages',
        (request, reply) => {
          const before = beforeOf(request.query);
          if (!before.ok) return refuse(reply, before.error);
          return reply.send({ messages: messages(request.params.id, before.value) });
        },
      );
      app.post<{ Params: { id: string } }>('/api/organiser/rooms/:id/delete', async (request, reply) => {
        const { device } = context.callerOf(request.raw);
        const gone = await rooms.removeAsOrganiser(request.params.id, device);
        if (gone.ok) return reply.send({});
        return reply.code(statusOf(gone.error)).send({ code: 'STORE_FAILED', message: gone.error.message });
      });
    },
    async stop() {
      stopBeating();
      stopTelling();
      stopListening();
      stopKnowing();
    },
  };
}

/** Rooms with messages or listeners, those with the newest messages first. */
function listed(known: KnownRooms, listeners: Listeners): Pick<RoomsStatus, 'total' | 'rooms'> {
  const ids = new Set(listeners.rooms());
  for (const [room, { messages }] of known.all()) if (messages > 0) ids.add(room);
  const lines = [...ids].map((id) => {
    const { messages, lastAt } = known.of(id);
    return { id, messages, listeners: listeners.inRoom(id), lastAt };
  });
  return {
    total: lines.length,
    rooms: lines.toSorted((one, other) => (other.lastAt ?? 0) - (one.lastAt ?? 0)).slice(0, mostListed),
  };
}
