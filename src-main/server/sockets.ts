import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Every } from '#main/hub/pace.ts';
import { turnAway } from '#main/lib/turn-away.ts';
import { largestFrame } from '#shared/protocol/version.ts';
import { type Connection, type ConnectionContext, serveConnection } from './connection.ts';
import { isLoopback, isOurHost, isOurOrigin, plainAddress, type Reachable } from './hosts.ts';

/** The hub pings this often and drops a connection after so long a silence, in milliseconds (rule P20). */
const pingEveryMs = 10_000;
const dropAfterMs = 25_000;
/** How often it is looked who has been silent for so long, in milliseconds. */
const lookEveryMs = 1_000;
/** Everyone hears from the hub this often, in milliseconds. */
const beatEveryMs = 2_000;
/** Connections in all. Spectators are let go earlier, so that there is always room for officials and boards. */
const mostConnections = 4_000;
const mostWithSpectators = 3_500;
/** Connections from one address, the hub's own machine excepted: a flood from one phone stays that phone's problem. */
const mostPerAddress = 300;

/** The sockets of the native protocol, all on one path. */
export interface Sockets {
  /** Takes over an HTTP upgrade, or turns it away with a status. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): Iterable<Connection>;
  /** Says bye to everybody and closes. */
  stop(): Promise<void>;
}

/** What the sockets need of the server around them. */
export interface SocketsContext extends Omit<ConnectionContext, 'left' | 'isCrowded'> {
  readonly left: (connection: Connection) => void;
  readonly reachable: () => Reachable;
  readonly newId: () => string;
  readonly every: Every;
  /** An entry in the log about somebody who was turned away. */
  readonly turnedAway: (address: string, why: string) => void;
}

export function createSockets(context: SocketsContext): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false });
  const connections = new Map<string, Connection>();
  const perAddress = new Map<string, number>();
  let stopping = false;

  const count = (address: string, by: 1 | -1): void => {
    const n = (perAddress.get(address) ?? 0) + by;
    if (n > 0) perAddress.set(address, n);
    else perAddress.delete(address);
  };

  const stopBeats = context.every(beatEveryMs, () => {
    const frame = JSON.stringify({ t: 'beat', now: context.now(), head: context.hub.head() });
    for (const connection of connections.values()) {
      if (connection.session) connection.send(frame);
    }
  });

  const stopPings = context.every(pingEveryMs, () => {
    for (const connection of connections.values()) connection.ping();
  });

  // A sleeping phone sends no close frame; only silence tells us.
  const stopSweeps = context.every(lookEveryMs, () => {
    for (const connection of connections.values()) {
      if (connection.pass(lookEveryMs) <= dropAfterMs) continue;
      context.note(connection, `silent for ${dropAfterMs / 1_000} s`, 'silent');
      connection.end('silent');
    }
  });

  function refuse(socket: Duplex, address: string, status: string, why: string): void {
    context.turnedAway(address, why);
    turnAway(socket, status);
  }

  return {
    upgrade(request, socket, head) {
      const at = context.reachable();
      const address = plainAddress(request.socket.remoteAddress);
      socket.on('error', () => socket.destroy());
      if (!isOurHost(request.headers.host, at))
        return refuse(socket, address, '421 Misdirected Request', 'foreign Host');
      if (!isOurOrigin(request.headers.origin, at))
        return refuse(socket, address, '403 Forbidden', 'foreign Origin');
      // Phones come back at once after the bye, and each that got in would keep the hub from ending.
      if (stopping) return refuse(socket, address, '503 Service Unavailable', 'the hub is stopping');
      const loopback = isLoopback(request, at);
      if (connections.size >= mostConnections && !loopback) {
        return refuse(socket, address, '503 Service Unavailable', 'too many connections');
      }
      if (!loopback && (perAddress.get(address) ?? 0) >= mostPerAddress) {
        return refuse(socket, address, '429 Too Many Requests', 'too many connections from one address');
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        count(address, 1);
        const connection = serveConnection(webSocket, context.newId(), address, loopback, {
          ...context,
          isCrowded: () => connections.size > mostWithSpectators,
          left(gone) {
            connections.delete(gone.id);
            count(address, -1);
            context.left(gone);
          },
        });
        connections.set(connection.id, connection);
      });
    },
    connections: () => connections.values(),
    async stop() {
      stopping = true;
      stopBeats();
      stopPings();
      stopSweeps();
      const closed = [...server.clients].map(
        (client) =>
          new Promise<void>((resolve) => {
            client.once('close', () => resolve());
          }),
      );
      for (const connection of connections.values()) connection.end('goingAway');
      // Who is asleep doesn't answer; the others had time for the bye.
      const cut = setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, 500);
      await Promise.all(closed);
      clearTimeout(cut);
      server.close();
    },
  };
}
