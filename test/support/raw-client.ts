import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Down } from '#shared/protocol/down.ts';

/** A socket that speaks the protocol word for word, for tests of what the hub answers. */
export interface RawClient {
  readonly socket: WebSocket;
  /** Everything received so far. */
  readonly frames: Down[];
  send(frame: unknown): void;
  sendText(text: string): void;
  /** Resolves with the first frame, received already or later, that fits. */
  next<T extends Down['t']>(
    t: T,
    fits?: (frame: Extract<Down, { t: T }>) => boolean,
  ): Promise<Extract<Down, { t: T }>>;
  /** Resolves when the socket has closed. */
  closed(): Promise<{ code: number; reason: string }>;
}

/** How long a test waits for a frame before it says what it got instead, in milliseconds. */
const patienceMs = 10_000;

/** Connects to the hub on loopback. The socket ends with the test. */
export async function connect(
  port: number,
  options: { origin?: string; host?: string } = {},
): Promise<RawClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, {
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    ...(options.host === undefined ? {} : { headers: { host: options.host } }),
  });
  onTestFinished(() => socket.terminate());
  const frames: Down[] = [];
  const waiting = new Set<() => void>();
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('message', (data) => {
    frames.push(JSON.parse(data.toString()) as Down);
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return {
    socket,
    frames,
    send: (frame) => socket.send(JSON.stringify(frame)),
    sendText: (text) => socket.send(text),
    next: <T extends Down['t']>(t: T, fits: (frame: Extract<Down, { t: T }>) => boolean = () => true) =>
      new Promise<Extract<Down, { t: T }>>((resolve, reject) => {
        const look = (): void => {
          const found = frames.find(
            (frame): frame is Extract<Down, { t: T }> =>
              frame.t === t && fits(frame as Extract<Down, { t: T }>),
          );
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no “${t}” came, but ${JSON.stringify(frames).slice(0, 2_000)}`));
        }, patienceMs);
        waiting.add(look);
        look();
      }),
    closed: () => closed,
  };
}

/** Connects and says hello; resolves after the welcome. */
export async function enter(port: number, hello: Record<string, unknown> = {}): Promise<RawClient> {
  const client = await connect(port);
  client.send({ t: 'hello', versions: [1], client: 'tool', ...hello });
  await client.next('welcome');
  return client;
}
