import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import { closeSoon } from '#main/dialects/transport/socket-door.ts';
import { type Budget, budget } from '#main/lib/rate-limit.ts';
import type { Moment } from '#shared/domain/ids.ts';
import { malformedMessage } from './frames-out.ts';
import type { MeetLine } from './line.ts';

/** Frames of one client that are worked on at a time; then no more is read from it for a while. */
const mostAtOnce = 64;
/** Answers to rubbish: so many at once, and a second, before the line is closed. */
const rubbishAtOnce = 100;
const rubbishPerSecond = 10;
/** Characters that one client may send at once, and a second; beyond it nothing is read from it for a while. */
const sentAtOnce = 32 * 1024 * 1024;
const sentPerSecond = 4 * 1024 * 1024;
/** The largest frame of one who hasn't joined, in characters. */
const largestOfStranger = 64 * 1024;

/** What a client has joined as. */
export interface Joined {
  readonly meet: string;
  readonly session: number;
  readonly location: number;
  readonly priority: number | null;
  readonly line: MeetLine;
}

/** A client's socket. */
export interface MeetClient {
  readonly socket: WebSocket;
  readonly address: string;
  joined: Joined | null;
  /** The newest number that it has said to know, while the hub hasn't that one. */
  claim: number | null;
  /** It was asked for what it knows and hasn't answered. */
  waiting: boolean;
  /** Called when it has answered, or is gone. */
  answered: () => void;
  /** Answers, in the order of what else it is sent. */
  say(text: string): void;
  /** Answers something that is no message; too many of them end the line. */
  sayRubbish(text: string): void;
  /** What is worked on for it beside the frame in turn: it counts until it is done. */
  alsoBusy(work: Promise<unknown>): void;
}

/** Hears a client's frames in order; `hear` resolves when the next one may be heard. */
export function hearClient(
  socket: WebSocket,
  address: string,
  now: () => Moment,
  log: Pick<FastifyBaseLogger, 'error'>,
  hear: (client: MeetClient, text: string) => Promise<void>,
): MeetClient {
  const rubbish: Budget = budget(rubbishAtOnce, rubbishPerSecond, now());
  let turn: Promise<unknown> = Promise.resolve();
  let busy = 0;
  let mayRead = true;
  let left = sentAtOnce;
  let leftAt = now();

  /** An error of the hub's own: it is noted, and costs this client its line. */
  function broke(cause: unknown): void {
    log.error({ err: cause, address }, 'a frame of a meet’s client failed');
    closeSoon(socket, 1011, 'failed');
  }

  function count(work: Promise<unknown>): void {
    busy += 1;
    if (busy > mostAtOnce) socket.pause();
    void work.catch(broke).finally(() => {
      busy -= 1;
      readOn();
    });
  }

  function readOn(): void {
    if (mayRead && busy <= mostAtOnce / 2 && socket.isPaused) socket.resume();
  }

  /** Reading and comparing large frames costs the others time, so that there can't be many of them. */
  function weigh(characters: number): void {
    const at = now();
    left = Math.min(sentAtOnce, left + (Math.max(0, at - leftAt) / 1_000) * sentPerSecond) - characters;
    leftAt = at;
    if (left >= 0 || !mayRead) return;
    mayRead = false;
    socket.pause();
    setTimeout(
      () => {
        mayRead = true;
        readOn();
      },
      (-left / sentPerSecond) * 1_000,
    ).unref();
  }

  const client: MeetClient = {
    socket,
    address,
    joined: null,
    claim: null,
    waiting: false,
    answered: () => {},
    say(text) {
      if (client.joined) return client.joined.line.say(text);
      if (socket.bufferedAmount > largestOfStranger) closeSoon(socket, 1013, 'too slow');
      else if (socket.readyState === socket.OPEN) socket.send(text, { binary: false });
    },
    sayRubbish(text) {
      if (rubbish.take(now())) client.say(text);
      else closeSoon(socket, 1008, 'too many messages that are none');
    },
    alsoBusy: count,
  };

  socket.on('message', (data) => {
    if (socket.readyState !== socket.OPEN) return;
    const text = data.toString();
    weigh(text.length);
    turn = turn.then(() => (socket.readyState === socket.OPEN ? hear(client, text) : undefined)).catch(broke);
    count(turn);
  });
  return client;
}

/** A frame that is too large for one who hasn't joined: answered, and the line is closed. */
export function refuseLargeFrame(client: MeetClient): void {
  client.say(malformedMessage(`larger than ${largestOfStranger} bytes before joining`));
  closeSoon(client.socket, 1009, 'too large before joining');
}

/** Whether a frame is too large for one who hasn't joined and doesn't resume by it. */
export const isLarge = (text: string): boolean => text.length > largestOfStranger;
