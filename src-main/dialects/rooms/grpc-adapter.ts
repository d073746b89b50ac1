import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import { join } from 'node:path';
import {
  type GrpcObject,
  loadPackageDefinition,
  logVerbosity,
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceClientConstructor,
  type ServiceDefinition,
  type sendUnaryData,
  setLogVerbosity,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { Adapter, Asking, DialectContext } from '#main/dialects/dialect.ts';
import { askedFrom } from '#main/dialects/transport/allowance.ts';
import { waitingLines } from '#main/lib/waiting-lines.ts';
import type { RoomMessage } from '#shared/domain/rooms/room.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Asker, RoomRefusal } from './asker.ts';
import type { KnownRooms } from './known-rooms.ts';
import type { EndOfStream, ListenerLine, Listeners } from './listeners.ts';
import { largestBodyBytes, type Rooms } from './rooms.ts';

/** Streams have this time to end in good order when the adapter is turned off, in milliseconds. */
const endWithinMs = 1_000;
/** Connections in all; each may have several streams. */
const mostConnections = 2_000;

/** A peer is asked whether it is there, and given up when it doesn't answer; connections without a call end. */
const limits = {
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.max_connection_idle_ms': 300_000,
  'grpc.max_concurrent_streams': 400,
  'grpc.max_receive_message_length': largestBodyBytes,
  'grpc.enable_channelz': 0,
} as const;

/** What `resources/room.proto` says; strings that weren't sent are empty. */
interface RoomRequest {
  readonly userId: string;
  readonly roomId: string;
}
interface Message extends RoomRequest {
  readonly text: string;
}
interface RoomResponse {
  readonly created: boolean;
  readonly success: boolean;
  readonly data: string;
}

/** What every call has, whatever it asks for. */
type Call = Pick<ServerUnaryCall<unknown, unknown>, 'metadata' | 'getHost' | 'getPeer'>;

/** Where the adapter listens, and where `room.proto` lies. */
export interface GrpcPlace {
  /** The hub's own: `0.0.0.0`, `::` or an address. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly resourcesDir: string;
}

/** The service, by both names under which its clients call it. */
function serviceNames(resourcesDir: string): readonly ServiceDefinition[] {
  const loaded = loadPackageDefinition(
    loadSync(join(resourcesDir, 'room.proto'), { keepCase: true, defaults: true }),
  );
  // The casts: room.proto has this package and this service.
  const { service } = (loaded.main as GrpcObject).Room as ServiceClientConstructor;
  const alsoCalled = Object.entries(service).map(([name, method]) => [
    name,
    { ...method, path: method.path.replace('/main.Room/', '/message.Room/') },
  ]);
  return [service, Object.fromEntries(alsoCalled) as ServiceDefinition];
}

function codeOf({ code }: RoomRefusal): status {
  switch (code) {
    case 'bad':
      return status.INVALID_ARGUMENT;
    case 'closed':
      return status.PERMISSION_DENIED;
    case 'tooMuch':
    case 'full':
      return status.RESOURCE_EXHAUSTED;
    case 'unavailable':
      return status.UNAVAILABLE;
    default:
      return unreachable(code);
  }
}

const errorOf = (why: RoomRefusal): { readonly code: status; readonly details: string } => ({
  code: codeOf(why),
  details: why.message,
});

/** A call as what tells who asks. */
function askingOf(call: Call): Asking {
  const authorization = call.metadata.get('authorization')[0];
  return {
    url: '/',
    headers: {
      host: call.getHost().replace(/:\d+$/, ''),
      ...(authorization === undefined ? {} : { authorization: authorization.toString() }),
    },
    socket: { remoteAddress: call.getPeer().replace(/:\d+$/, '') },
  };
}

/** A streaming call as a listener's line. */
function lineOn(call: ServerWritableStream<RoomRequest, Message>, roomId: string): ListenerLine {
  const failures: Readonly<Record<Exclude<EndOfStream, 'deleted'>, { code: status; details: string }>> = {
    closing: { code: status.UNAVAILABLE, details: 'The hub has closed this way in.' },
    slow: { code: status.RESOURCE_EXHAUSTED, details: 'Too many messages lay unread.' },
  };
  return {
    stream: call,
    chunkOf: ({ user, text }: RoomMessage): Message => ({ userId: user, roomId, text }),
    end(why) {
      if (why === 'deleted') call.end();
      else call.emit('error', failures[why]);
    },
  };
}

/** Rooms for gRPC clients, on a port of its own: HTTP/2 without TLS. */
export function grpcAdapter(
  context: Pick<DialectContext, 'callerOf' | 'addressOf' | 'isLoopback' | 'log'>,
  { host, port, resourcesDir }: GrpcPlace,
  rooms: Rooms,
  known: KnownRooms,
  listeners: Listeners,
): Adapter {
  let running: { readonly server: Server; readonly door: NetServer; readonly lines: Set<Socket> } | null =
    null;

  function askerOf(call: Call): Asker {
    const asking = askingOf(call);
    return {
      caller: context.callerOf(asking),
      ...askedFrom(context, asking),
    };
  }

  /** Answers a call with what came out; an exception is a bug, which the log tells. */
  function answer(callback: sendUnaryData<RoomResponse>, outcome: Promise<RoomRefusal | RoomResponse>): void {
    outcome.then(
      (said) => ('code' in said ? callback(errorOf(said)) : callback(null, said)),
      (cause: unknown) => {
        context.log.error({ err: cause }, 'a call failed');
        callback({ code: status.INTERNAL, details: 'The hub couldn’t do this. Its log says why.' });
      },
    );
  }

  const service: UntypedServiceImplementation = {
    GetRoom({ request }: ServerUnaryCall<RoomRequest, RoomResponse>, callback: sendUnaryData<RoomResponse>) {
      const { roomId } = request;
      const created = known.of(roomId).messages > 0 || listeners.inRoom(roomId) > 0;
      callback(null, { created, success: true, data: roomId });
    },
    PostToRoom(call: ServerUnaryCall<Message, RoomResponse>, callback: sendUnaryData<RoomResponse>) {
      const { userId, roomId, text } = call.request;
      const kept = rooms.post(roomId, { user: userId, text }, askerOf(call));
      answer(
        callback,
        kept.then((said) => (said.ok ? { created: true, success: true, data: text } : said.error)),
      );
    },
    DeleteRoom(call: ServerUnaryCall<RoomRequest, RoomResponse>, callback: sendUnaryData<RoomResponse>) {
      const { roomId } = call.request;
      const gone = rooms.remove(roomId, askerOf(call));
      answer(
        callback,
        gone.then((said) => (said.ok ? { created: false, success: true, data: roomId } : said.error)),
      );
    },
    StreamRoom(call: ServerWritableStream<RoomRequest, Message>) {
      const { roomId } = call.request;
      const admitted = rooms.admit({ room: roomId, adapter: 'grpc' }, null, askerOf(call));
      if (!admitted.ok) return void call.emit('error', errorOf(admitted.error));
      // At once, so that the client knows that it is heard from now on.
      call.sendMetadata(new Metadata());
      admitted.value(lineOn(call, roomId));
    },
  };

  return {
    name: 'grpc',
    clients: () => listeners.count('grpc'),
    async open() {
      // What fails is told by the panel and in the hub's log; the library would write it to the terminal as well.
      setLogVerbosity(logVerbosity.NONE);
      const server = new Server(limits);
      for (const name of serviceNames(resourcesDir)) server.addService(name, service);
      const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
      const lines = new Set<Socket>();
      // The library lets a line stay open for as long as its peer does; with a door of our own it can be cut.
      const door = createServer({ noDelay: true }, (line) => {
        lines.add(line);
        line.on('error', () => line.destroy());
        line.on('close', () => lines.delete(line));
        injector.injectConnection(line);
      });
      door.maxConnections = mostConnections;
      try {
        await new Promise<void>((resolve, reject) => {
          door.once('error', reject);
          door.listen({ host, port, backlog: waitingLines }, resolve);
        });
      } catch (cause) {
        server.forceShutdown();
        throw new Error(whyNotOpen(cause, port), { cause });
      }
      running = { server, door, lines };
      return (door.address() as AddressInfo).port;
    },
    async close() {
      if (!running) return;
      const { server, door, lines } = running;
      running = null;
      void listeners.endAdapter('grpc');
      const closed = new Promise<void>((resolve) => door.close(() => resolve()));
      // It listens no more from here on; this is about those who don't hang up.
      const cut = setTimeout(() => {
        server.forceShutdown();
        for (const line of lines) line.destroy();
      }, endWithinMs);
      server.tryShutdown(() => {
        for (const line of lines) line.destroySoon();
      });
      await closed;
      clearTimeout(cut);
    },
  };
}

function whyNotOpen(cause: unknown, port: number): string {
  const said = cause instanceof Error ? cause.message : String(cause);
  if (said.includes('EADDRINUSE')) {
    return `Port ${port} is used by another program. Stop it, or start the hub with another --grpc-port.`;
  }
  if (said.includes('EACCES')) {
    return `Port ${port} may not be used by this user. Start the hub with a --grpc-port above 1023.`;
  }
  return `The hub can’t listen on port ${port} for gRPC (${said}).`;
}
