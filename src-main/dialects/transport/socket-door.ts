import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { turnAway } from '#main/lib/turn-away.ts';

/**
 * Connections of one adapter in all, and from one address; the hub's own machine is excepted from the latter. Behind one
 * router there can be a hall of 300 phones, and when that is restarted, as many lines of before: TCP keeps one on which
 * something was on its way for a quarter of an hour.
 */
const most = 2_000;
const mostPerAddress = 600;
/** A closed socket whose peer doesn't answer is cut after this time, in milliseconds. */
const cutAfterMs = 1_000;
/** TCP asks a silent peer whether it is there after this time, in milliseconds. */
const keepAliveMs = 30_000;
/** How often it is looked who has been silent for too long, in milliseconds. */
const lookEveryMs = 1_000;

/** A ping isn't answered while as many bytes lie unread; a later one is. */
const mostUnreadForPong = 16 * 1024;

/** How a door looks after its sockets. */
export interface DoorOptions {
  /** The largest frame that a client may send, in bytes. */
  readonly largestFrame: number;
  /** Text that isn’t UTF-8 is given like any other frame; without it, it closes the line with 1007 (RFC 6455, 8.1). */
  readonly takesAnyText?: boolean;
  /** Pings, and how long one may be silent; without it only TCP tells that a peer is gone. In milliseconds. */
  readonly pulse?: { readonly pingEveryMs: number; readonly dropAfterMs: number };
}

/** Where WebSockets of one adapter come in. */
export interface SocketDoor {
  /** Completes the upgrade and gives the socket, or turns it away with a status: 429 or 503 when there are too many. */
  accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    then: (socket: WebSocket, address: string) => void,
  ): void;
  /** Answers an upgrade with an HTTP status and a short text (plain, if nothing else is said), and closes. */
  refuse(socket: Duplex, status: string, text?: string, contentType?: string): void;
  size(): number;
  /** Closes every socket with 1001; resolves when all are closed. */
  closeAll(): Promise<void>;
  /** Ends the pulse. */
  stop(): void;
}

/** A door without sockets. Errors of single sockets are noted in the log and close that socket only. */
export function socketDoor(
  { addressOf, isLoopback, every, log }: Pick<DialectContext, 'addressOf' | 'isLoopback' | 'every' | 'log'>,
  { largestFrame, takesAnyText = false, pulse }: DoorOptions,
): SocketDoor {
  const settings = {
    noServer: true,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    skipUTF8Validation: takesAnyText,
    autoPong: false,
    // Not in the types of `ws` yet. Who has said goodbye and doesn't hang up would count as here for half a minute.
    closeTimeout: cutAfterMs,
  };
  const server = new WebSocketServer(settings);
  /** How long each is silent, in milliseconds: counted and not read, since a laptop sleeps and its clock is set. */
  const silent = new Map<WebSocket, number>();
  const perAddress = new Map<string, number>();

  const stopPulse = pulse
    ? every(lookEveryMs, () => {
        for (const [socket, ms] of silent) {
          silent.set(socket, ms + lookEveryMs);
          if (ms + lookEveryMs > pulse.dropAfterMs) socket.terminate();
        }
      })
    : () => {};
  const stopPings = pulse
    ? every(pulse.pingEveryMs, () => {
        for (const socket of silent.keys()) if (socket.readyState === socket.OPEN) socket.ping();
      })
    : () => {};

  return {
    refuse: turnAway,
    accept(request, socket, head, then) {
      const address = addressOf(request);
      if (server.clients.size >= most)
        return turnAway(socket, '503 Service Unavailable', 'too many connections');
      if (!isLoopback(request) && (perAddress.get(address) ?? 0) >= mostPerAddress) {
        return turnAway(socket, '429 Too Many Requests', 'too many connections from this address');
      }
      request.socket.setKeepAlive(true, keepAliveMs);
      request.socket.setNoDelay(true);
      server.handleUpgrade(request, socket, head, (webSocket) => {
        perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
        const hear = (): void => void silent.set(webSocket, 0);
        hear();
        webSocket.on('message', hear);
        webSocket.on('pong', hear);
        webSocket.on('ping', (payload) => {
          hear();
          // One who pings and never reads would have its pongs pile up here.
          if (webSocket.readyState === webSocket.OPEN && webSocket.bufferedAmount < mostUnreadForPong) {
            webSocket.pong(payload);
          }
        });
        webSocket.on('error', (error) => log.warn({ address, err: error }, 'a socket failed'));
        webSocket.on('close', () => {
          silent.delete(webSocket);
          const left = (perAddress.get(address) ?? 1) - 1;
          if (left > 0) perAddress.set(address, left);
          else perAddress.delete(address);
        });
        then(webSocket, address);
      });
    },
    size: () => server.clients.size,
    async closeAll() {
      const closed = [...server.clients].map((client) => {
        const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
        closeSoon(client, 1001, 'going away');
        return gone;
      });
      await Promise.all(closed);
    },
    stop() {
      stopPulse();
      stopPings();
    },
  };
}

/** Closes a socket, and cuts the line when its peer doesn't answer: one that reads nothing never does. */
export function closeSoon(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), cutAfterMs).unref();
}
