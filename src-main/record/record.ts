import { WebSocket } from 'ws';
import { objectIn, onOneLine, withFirstMember, withoutMember } from '#shared/lib/json-text.ts';
import type { RecordingFile } from './recording-file.ts';
import { createRepeats } from './repeats.ts';
import { stampOf } from './wall-clock.ts';

/** What a recorder is given. */
export interface RecorderOptions {
  /** The socket that is listened to. */
  readonly url: string;
  readonly file: RecordingFile;
  /** Nanoseconds since 1970. */
  readonly clock: () => bigint;
  readonly say: (sentence: string) => void;
  readonly complain: (sentence: string) => void;
}

/** A recorder at work. */
export interface Recorder {
  /** Resolves with a sentence when it can't go on: the disk takes no more. */
  readonly failed: Promise<string>;
  /** Ends it; gives how many events it has recorded. The file isn't closed. */
  stop(): number;
}

/** How long until the next try: at first, and at most; doubled in between. In milliseconds. */
const tryAgain = { first: 250, most: 4_000 };
const handshakeMs = 10_000;
/** What a hub repeats after a break is at its end when nothing more has come for so long, in milliseconds. */
const repeatedWithinMs = 2_000;
/** The hub is asked so often whether it is there, and given up when nothing came for so long; in milliseconds. */
const pulse = { pingEveryMs: 15_000, deadAfterMs: 45_000 };

/** The line of a recording for an event: `_time` first, replacing one that is there, then the event's own text. */
export function lineFor(text: string, at: bigint): string {
  const event = withoutMember(onOneLine(text).trim(), '_time');
  return withFirstMember(event, '_time', JSON.stringify(stampOf(at)));
}

/** The events of a frame: one, or one on each line, as older servers send them when many wait. None if it is anything else. */
function eventsIn(text: string): readonly string[] {
  if (objectIn(text) !== null) return [text];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => objectIn(line) !== null) ? lines : [];
}

/** Records what a hub sends until it is stopped; a hub that is away is waited for. */
export function startRecording({ url, file, clock, say, complain }: RecorderOptions): Recorder {
  const repeats = createRepeats();
  let socket: WebSocket | null = null;
  let timer: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;
  let stopped = false;
  let broken = false;
  let recorded = 0;
  let tries = 0;
  let wasConnected = false;
  let lastProblem = '';
  let fail = (_sentence: string): void => {};
  const failed = new Promise<string>((resolve) => {
    fail = resolve;
  });

  function receive(data: Buffer, isBinary: boolean): void {
    if (stopped) return;
    const events = isBinary ? [] : eventsIn(data.toString('utf8'));
    if (events.length === 0) {
      const why = isBinary ? 'it is binary' : 'it isn’t a JSON object';
      complain(`Left out a frame of ${data.length} bytes: ${why}.`);
      return;
    }
    write(events.flatMap((text) => repeats.take(text, lineFor(text, clock()))));
    settleLater();
  }

  function write(lines: readonly string[]): void {
    for (const line of lines) {
      const written = file.append(line);
      if (!written.ok) {
        broken = true;
        stop();
        fail(written.error);
        return;
      }
      recorded += 1;
    }
  }

  /** Writes what is held back, once nothing more comes. */
  function settleLater(): void {
    clearTimeout(settling);
    if (repeats.isHolding()) settling = setTimeout(() => write(repeats.settle()), repeatedWithinMs);
  }

  /** Says why there is no connection, once for each reason. */
  function away(why: string): void {
    if (why === lastProblem) return;
    lastProblem = why;
    complain(`${why} Trying again until it is there.`);
  }

  function connect(): void {
    const line = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: handshakeMs });
    socket = line;
    let opened = false;
    let why = '';
    let heardAt = performance.now();
    const heard = (): void => {
      heardAt = performance.now();
    };
    const ping = setInterval(() => {
      if (performance.now() - heardAt > pulse.deadAfterMs) line.terminate();
      else if (line.readyState === line.OPEN) line.ping();
    }, pulse.pingEveryMs);
    line.on('open', () => {
      opened = true;
      tries = 0;
      lastProblem = '';
      heard();
      if (wasConnected) repeats.reconnected();
      settleLater();
      say(wasConnected ? `Connected again to ${url}.` : `Connected to ${url}.`);
      wasConnected = true;
    });
    line.on('ping', heard);
    line.on('pong', heard);
    line.on('message', (data, isBinary) => {
      heard();
      // The cast: a socket's messages are buffers unless it is told otherwise.
      receive(data as Buffer, isBinary);
    });
    line.on('error', (error) => {
      why = error.message;
    });
    line.on('close', (code) => {
      clearInterval(ping);
      if (stopped) return;
      clearTimeout(settling);
      write(repeats.settle());
      if (opened) away(`The connection ended (${code}).`);
      else away(`${url} can’t be reached: ${why}.`);
      const wait = Math.min(tryAgain.first * 2 ** tries, tryAgain.most);
      tries += 1;
      timer = setTimeout(connect, wait);
    });
  }

  function stop(): number {
    if (!stopped) {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(settling);
      socket?.terminate();
      if (!broken) write(repeats.settle());
    }
    return recorded;
  }

  connect();
  return { failed, stop };
}
