import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';

/** A socket of an older system's client: texts in, texts out, word for word. */
export interface WireSocket {
  readonly socket: WebSocket;
  /** Every text received so far; `binary` says how many frames were binary ones. */
  readonly texts: string[];
  readonly binary: () => number;
  send(frame: string | Buffer): void;
  /** Resolves with all texts as soon as there are so many. */
  take(count: number): Promise<readonly string[]>;
  /** Resolves with the first text, received already or later, that fits. */
  next(fits: (text: string) => boolean): Promise<string>;
  /** Resolves when the socket has closed. */
  closed(): Promise<{ code: number; reason: string }>;
}

/** How long a test waits before it says what it got instead, in milliseconds. */
const patienceMs = 10_000;

/** Opens a socket on loopback; it ends with the test. `path` begins with a slash. */
export async function openSocket(
  port: number,
  path: string,
  options: ClientOptions = {},
): Promise<WireSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false, ...options });
  onTestFinished(() => socket.terminate());
  const texts: string[] = [];
  let binary = 0;
  const waiting = new Set<() => void>();
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) binary += 1;
    texts.push(data.toString());
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });

  function waitFor<T>(what: string, read: () => T | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const look = (): void => {
        const found = read();
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`no ${what} came, but ${texts.length}: ${JSON.stringify(texts).slice(0, 2_000)}`));
      }, patienceMs);
      waiting.add(look);
      look();
    });
  }

  return {
    socket,
    texts,
    binary: () => binary,
    send: (frame) => socket.send(frame),
    take: (count) => waitFor(`${count} texts`, () => (texts.length >= count ? texts : undefined)),
    next: (fits) => waitFor('such text', () => texts.find(fits)),
    closed: () => closed,
  };
}

/** The status and body with which an upgrade is turned away; an error when it is let in. */
export function turnedAway(
  port: number,
  path: string,
  options: ClientOptions = {},
): Promise<{ status: number; text: string }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error(`${path} let the socket in`)));
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
  });
}
