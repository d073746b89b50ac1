import type { WebSocket } from 'ws';
import type { HubPort, Identity, Sink } from '#main/hub/hub-port.ts';
import { type Budget, budget } from '#main/lib/rate-limit.ts';
import type { DeviceId, Moment } from '#shared/domain/ids.ts';
import { refusal } from '#shared/domain/refusal.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { type CloseReason, closeCodes } from '#shared/protocol/close-codes.ts';
import type { Command } from '#shared/protocol/command.ts';
import { type Down, refusedFrame } from '#shared/protocol/down.ts';
import { type ClientKind, commandIdIn, parseUp, type Up, type WatchTopic } from '#shared/protocol/up.ts';
import type { ProtocolVersion } from '#shared/protocol/version.ts';
import { type Admission, admit } from './admission.ts';
import { resendOrder } from './resend-order.ts';

/** Bytes that may lie unread before a connection is closed as too slow: officials and boards, spectators. */
const mostUnread = { all: 4 * 1024 * 1024, coalesced: 512 * 1024 };
/** Bytes that may lie unread before frames that can be made up for later are left out. */
const comfortable = 64 * 1024;
/** Frames that a client may send at once and per second. Officials send hours of kept taps when they come back. */
const pace = { official: { burst: 1_000, perSecond: 500 }, spectator: { burst: 60, perSecond: 10 } };
/** How long an official who sends more than that isn't read, in milliseconds. */
const slowDownMs = 200;
/** Frames that couldn't be read before the connection is closed: so many at once, then one every two seconds. */
const badFrames = { burst: 20, perSecond: 0.5 };
/** Topics that one connection may watch at once. */
const mostWatched = 600;

/** What a connection needs of the server around it. */
export interface ConnectionContext extends Admission {
  readonly hub: HubPort;
  readonly now: () => Moment;
  /** The welcome for somebody, without its `t`. */
  readonly welcome: (
    by: Identity,
    client: ClientKind,
    device: DeviceId | null,
    version: ProtocolVersion,
  ) => Extract<Down, { t: 'welcome' }>;
  readonly entered: (connection: Connection) => void;
  readonly beat: (
    connection: Connection,
    beat: { waiting: number; match: Extract<Up, { t: 'beat' }>['match'] },
  ) => void;
  readonly heard: (connection: Connection) => void;
  readonly left: (connection: Connection) => void;
  /** An entry in the log: what a client did wrong. */
  readonly note: (connection: Connection, what: string, code: string) => void;
}

/** One socket of the native protocol. */
export interface Connection {
  readonly id: string;
  readonly address: string;
  /** Set after hello. */
  readonly session: Session | null;
  /** So much time has passed: counted and not read, since a laptop sleeps and its clock is set. Gives how long it is silent. */
  pass(ms: number): number;
  send(frame: string): void;
  /** Says bye and closes with the code. */
  end(reason: CloseReason): void;
  ping(): void;
}

/** What hello established. */
export interface Session {
  readonly identity: Identity;
  readonly client: ClientKind;
  readonly build: string | null;
}

/**
 * Serves one socket: reads frames at the edge, passes them to the hub, bounds what may lie unread. Returns its handle.
 */
export function serveConnection(
  socket: WebSocket,
  id: string,
  address: string,
  loopback: boolean,
  context: ConnectionContext,
): Connection {
  const { hub } = context;
  const watched = new Map<WatchTopic, () => void>();
  const bad = budget(badFrames.burst, badFrames.perSecond, context.now());
  let frames: Budget = budget(pace.spectator.burst, pace.spectator.perSecond, context.now());
  let session: Session | null = null;
  let silentMs = 0;
  let ended = false;
  const order = resendOrder(context.now);

  const connection: Connection = {
    id,
    address,
    get session() {
      return session;
    },
    pass(ms) {
      silentMs += ms;
      return silentMs;
    },
    send,
    end,
    ping() {
      if (socket.readyState === socket.OPEN) socket.ping();
    },
  };

  function send(frame: string): void {
    if (ended || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > mostUnread[sink.pace]) {
      context.note(connection, `${socket.bufferedAmount} bytes lie unread`, 'slow');
      end('slow');
      return;
    }
    socket.send(frame);
  }

  const sink: Sink = {
    get pace() {
      return session?.client === 'live' ? ('coalesced' as const) : ('all' as const);
    },
    send,
    ready: () => socket.bufferedAmount <= comfortable,
  };

  const reply = (frame: Down): void => send(JSON.stringify(frame));

  function end(why: CloseReason): void {
    if (ended) return;
    // First, since the bye itself may find too much unread.
    ended = true;
    const { code, reason, again } = closeCodes[why];
    if (socket.readyState === socket.OPEN) {
      socket.send(JSON.stringify({ t: 'bye', code, reason, again } satisfies Down));
    }
    socket.close(code, reason);
    // Who doesn't read doesn't answer the close either: after a moment the line is cut.
    setTimeout(() => socket.terminate(), 2_000).unref();
  }

  const isOfficial = (): boolean => session !== null && session.identity.role !== 'spectator';

  /**
   * An official comes back with hours of taps, more than the hub wants to read at once: it stops reading for a moment,
   * the phone's own socket fills, and nobody else notices.
   */
  function slowDown(): void {
    if (socket.isPaused) return;
    socket.pause();
    setTimeout(() => socket.resume(), slowDownMs).unref();
  }

  function hear(): void {
    silentMs = 0;
    context.heard(connection);
  }

  function receive(raw: string): void {
    hear();
    if (!frames.take(context.now())) {
      if (!isOfficial()) {
        context.note(connection, 'too many frames', 'flood');
        end('flood');
        return;
      }
      slowDown();
    }
    const up = parseUp(raw);
    if (!up.ok) {
      context.note(connection, up.error.message, up.error.code);
      reply(refusedFrame(commandIdIn(raw), up.error));
      if (!bad.take(context.now())) end('badFrames');
      return;
    }
    if (!session) enter(up.value);
    else handle(up.value, session);
  }

  function enter(up: Up): void {
    if (up.t !== 'hello') {
      reply(refusedFrame(null, refusal('BAD_FRAME', 'The first frame has to be hello.')));
      end('badFrames');
      return;
    }
    const admitted = admit(up, loopback, context);
    if (!admitted.ok) {
      const { reason, why } = admitted.error;
      context.note(connection, why.message, why.code);
      reply(refusedFrame(null, why));
      end(reason);
      return;
    }
    const { version, identity, device } = admitted.value;
    session = { identity, client: up.client, build: up.build ?? null };
    const allowed = identity.role === 'spectator' && up.client === 'live' ? pace.spectator : pace.official;
    frames = budget(allowed.burst, allowed.perSecond, context.now());
    reply(context.welcome(identity, up.client, device, version));
    context.entered(connection);
  }

  function handle(up: Up, { identity }: Session): void {
    switch (up.t) {
      case 'hello':
        reply(refusedFrame(null, refusal('BAD_FRAME', 'Hello was said before.')));
        return;
      case 'watch':
        watch(up.topic, up.after, identity);
        return;
      case 'unwatch':
        watched.get(up.topic)?.();
        watched.delete(up.topic);
        return;
      case 'submit':
        submit(up.command, identity);
        return;
      case 'beat':
        context.beat(connection, up);
        reply({ t: 'beat', now: context.now(), head: hub.head() });
        return;
      default:
        unreachable(up);
    }
  }

  function watch(topic: WatchTopic, after: number | undefined, identity: Identity): void {
    watched.get(topic)?.();
    watched.delete(topic);
    if (watched.size >= mostWatched) {
      reply(refusedFrame(null, refusal('TOO_MANY', 'Too many topics are watched at once.'), topic));
      return;
    }
    const stop = hub.watch(topic, after, identity, sink);
    if (!stop.ok) {
      context.note(connection, `may not watch ${topic}`, stop.error.code);
      reply(refusedFrame(null, stop.error, topic));
      return;
    }
    watched.set(topic, stop.value);
  }

  function submit(command: Command, identity: Identity): void {
    if (order.mustWait(command.id)) {
      reply(refusedFrame(command.id, refusal('TOO_MANY', 'An earlier entry has to be sent again first.')));
      return;
    }
    void hub.submit(command, identity).then((answer) => {
      if (answer.ok) {
        const { seq, aside } = answer.value;
        reply({ t: 'kept', command: command.id, seq, ...(aside ? { aside } : {}) });
        return;
      }
      order.refused(command.id, answer.error.code);
      if (answer.error.code === 'NOT_ALLOWED' || answer.error.code === 'NOT_JOINED') {
        context.note(connection, `may not send ${command.body.type} to ${command.topic}`, answer.error.code);
      }
      reply(refusedFrame(command.id, answer.error));
    });
  }

  socket.on('message', (data, isBinary) => {
    if (ended) return;
    receive(isBinary ? '' : data.toString());
  });
  socket.on('pong', hear);
  socket.on('error', (error) => {
    context.note(connection, error.message, 'SOCKET_ERROR');
  });
  socket.on('close', () => {
    ended = true;
    for (const stop of watched.values()) stop();
    watched.clear();
    context.left(connection);
  });
  return connection;
}
