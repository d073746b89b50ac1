import type { Socket as NetSocket } from 'node:net';
import { ulid } from 'ulid';
import { WebSocket } from 'ws';
import type { ClientPlatform } from '#shared/client/client.ts';
import type { Socket, SocketHandlers } from '#shared/client/link.ts';
import type { TopicCache } from '#shared/client/mirror.ts';
import { memoryOutboxStore, type OutboxStore } from '#shared/client/outbox-store.ts';

/** What a program brings of its own; by default it keeps nothing across a restart. */
export interface NodePlatformOptions {
  readonly outbox?: OutboxStore;
  readonly cache?: TopicCache | null;
  /** Makes the TCP connection, in place of the ordinary one: another network card, a line that can be cut. */
  readonly connect?: () => NetSocket;
}

/** The platform of a hub client that runs in Node: a simulated referee, a tool, a test. */
export function nodePlatform({
  outbox = memoryOutboxStore(),
  cache = null,
  connect,
}: NodePlatformOptions = {}): ClientPlatform {
  const timers = new Map<number, NodeJS.Timeout>();
  let lastTimer = 0;
  return {
    now: Date.now,
    setTimer(ring, ms) {
      lastTimer += 1;
      const name = lastTimer;
      const timer = setTimeout(() => {
        timers.delete(name);
        ring();
      }, ms);
      timers.set(name, timer);
      return name;
    },
    clearTimer(name) {
      clearTimeout(timers.get(name));
      timers.delete(name);
    },
    random: Math.random,
    visible: () => true,
    newId: ulid,
    outbox,
    cache,
    openSocket: (url, handlers) => openSocket(url, handlers, connect),
  };
}

function openSocket(url: string, handlers: SocketHandlers, connect: NodePlatformOptions['connect']): Socket {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    ...(connect ? { createConnection: connect } : {}),
  });
  socket.on('open', () => handlers.opened());
  socket.on('message', (data) => handlers.heard(data.toString()));
  socket.on('close', (code, reason) => handlers.closed(code, reason.toString()));
  // An error is always followed by close, which tells the handlers.
  socket.on('error', () => {});
  return {
    send: (frame) => socket.send(frame),
    close: () => socket.terminate(),
  };
}
