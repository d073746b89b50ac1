import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { timed } from './measure.ts';

/** Counts down what is to be heard; `all` resolves at the last. */
export function counter(wanted: number): { note: () => void; all: Promise<void> } {
  let left = wanted;
  let done = (): void => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  return {
    all,
    note() {
      left -= 1;
      if (left === 0) done();
    },
  };
}

/** How watchers of one kind come in, and which of their frames count. */
export interface Watching {
  readonly url: string;
  readonly opened?: (socket: WebSocket) => void;
  /** How the first frame begins, after which a watcher is there. */
  readonly first: string;
  /** How the frames begin that are counted by `heard`. */
  readonly event: string;
  readonly heard: () => void;
}

/** Opens so many watchers; resolves when each has had its first frame. */
export async function watchers(count: number, watching: Watching): Promise<readonly WebSocket[]> {
  const { url, opened, first, event, heard } = watching;
  const one = (): Promise<WebSocket> =>
    new Promise((ready, failed) => {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.on('error', failed);
      socket.on('open', () => opened?.(socket));
      socket.on('message', (data) => {
        const text = data.toString();
        if (text.startsWith(first)) ready(socket);
        else if (text.startsWith(event)) heard();
      });
    });
  const all: WebSocket[] = [];
  for (let i = 0; i < count; i += 50) all.push(...(await Promise.all(Array.from({ length: 50 }, one))));
  return all;
}

/** The yardstick: milliseconds that a bare server takes to send frames to watchers in its own process. */
export async function bareFanOut(count: number, frames: readonly string[]): Promise<number> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (socket) => socket.send('ready'));
  const address = server.address();
  const heard = counter(count * frames.length);
  const sockets = await watchers(count, {
    url: `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    first: 'ready',
    event: '{',
    heard: heard.note,
  });
  const ms = await timed(async () => {
    for (const frame of frames) {
      for (const client of server.clients) client.send(frame);
      await new Promise(setImmediate);
    }
    await heard.all;
  });
  for (const socket of sockets) socket.terminate();
  server.close();
  return ms;
}
