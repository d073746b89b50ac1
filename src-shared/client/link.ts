import type { Moment } from '#shared/domain/ids.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { closeCodes } from '#shared/protocol/close-codes.ts';
import { type Down, parseDown, type Welcome } from '#shared/protocol/down.ts';
import type { Up } from '#shared/protocol/up.ts';
import { beatEveryMs, protocolVersions, staleAfterMs } from '#shared/protocol/version.ts';
import { addressBook, type Ended } from './addresses.ts';
import { hubClock } from './clock.ts';
import { alarmOn, type Timers } from './timers.ts';
import { type Again, waitsBetween } from './waits.ts';

/** The hub beats every 2 s; nothing heard for this long means that the link is half-open, in milliseconds. */
export const silentAfterMs = 10_000;
/** An address that hasn't welcomed us by then is given up for now, in milliseconds. */
export const welcomeWithinMs = 5_000;
/** After waking up, an attempt this old is begun anew and a link silent for this long is asked, in milliseconds. */
const doubtfulAfterMs = 2_500;
/** How long a link that was asked after waking up has to answer, in milliseconds. */
const answerWithinMs = 1_500;
/** A connection that lasted this long was a good one: the waits begin anew at the shortest, in milliseconds. */
const settledAfterMs = 5_000;

/** A WebSocket, as far as it is needed here. */
export interface Socket {
  /** Sends a text frame. May throw when the socket isn't open any more. */
  send(frame: string): void;
  /** Closes it; what its handlers are told afterwards is ignored. */
  close(): void;
}

/** What a socket tells. It begins to do so after `openSocket` has returned. */
export interface SocketHandlers {
  opened(): void;
  heard(frame: string): void;
  /** Closed, or never opened; the code is 1006 where none was given. */
  closed(code: number, reason: string): void;
}

/** What a link needs of the platform. */
export interface LinkPlatform extends Timers {
  /** Opens a WebSocket on `url` (`ws://192.168.1.20:8000/socket`). May throw if the platform forbids the address. */
  openSocket(url: string, handlers: SocketHandlers): Socket;
  /** A number from 0 up to 1. */
  random(): number;
  /** The page is in the foreground. */
  visible(): boolean;
}

/** What a link asks and tells its owner. */
export interface LinkOwner {
  /** Origins to try, best first. */
  readonly addresses: readonly string[];
  hello(): Extract<Up, { t: 'hello' }>;
  beat(): Extract<Up, { t: 'beat' }>;
  /** The hub has let us in: from now on `send` works. */
  welcomed(welcome: Welcome): void;
  /** A frame after the welcome, other than those that the link deals with itself. */
  heard(frame: TopicFrame | AnswerFrame): void;
  /** A frame came that can't be read, so events may have been missed; the connection is given up. */
  unreadable(): void;
  /** The connection is gone; what was sent and not answered may not have arrived. */
  lost(): void;
  /** Something about the link has changed. */
  changed(): void;
}

/** Frames about topics and about commands. */
export type TopicFrame = Extract<Down, { t: 'snapshot' | 'events' | 'scores' }>;
export type AnswerFrame = Extract<Down, { t: 'kept' | 'refused' }>;

/** One connection to the hub that lasts: it is made again whenever it is lost, until the hub or the owner ends it. */
export interface Link {
  /** Begins to connect. */
  start(): void;
  /** Sends a frame; false, and nothing is sent, while the hub hasn't welcomed us. */
  send(up: Up): boolean;
  /** Sends a beat now, if there is a connection. */
  beat(): void;
  /** Gives the connection up as half-open and connects again at once. */
  reconnect(): void;
  /** Tries now rather than later: the page has become visible or the network is back. */
  wake(): void;
  state(): 'connecting' | 'live' | 'stale' | 'away';
  /** By this device's clock; null if never. */
  lastHeard(): Moment | null;
  /** Address in use or last used with success, then the others. */
  addresses(): readonly string[];
  ended(): Ended | null;
  /** The hub's time. */
  now(): Moment;
  stop(): void;
}

interface Connection {
  readonly origin: string;
  readonly since: Moment;
  socket: Socket | null;
  helloAt: Moment;
  welcomedAt: Moment | null;
}

/** Where the hub's socket is, given the hub's origin. */
const socketUrl = (origin: string): string => `${origin.replace(/^http/, 'ws')}/socket`;

/** The hub is under pressure, or we were too much for it. */
const pressed: ReadonlySet<number> = new Set(
  (['shed', 'flood', 'slow', 'badFrames', 'tooLarge'] as const).map((reason) => closeCodes[reason].code),
);
const final: ReadonlySet<number> = new Set(
  Object.values(closeCodes).flatMap((known) => (known.again ? [] : [known.code])),
);

const spoken: ReadonlySet<number> = new Set(protocolVersions);

/** A link that hasn't been started. Rules P1 to P3, P20 to P22 and the close codes are kept here. */
export function createLink(platform: LinkPlatform, owner: LinkOwner): Link {
  const book = addressBook(owner.addresses);
  const clock = hubClock(platform.now);
  const waits = waitsBetween(() => platform.random());
  /** Either the time until the next attempt or the time an attempt has. */
  const attempt = alarmOn(platform);
  const silence = alarmOn(platform);
  const beats = alarmOn(platform);
  const staleness = alarmOn(platform);
  let connection: Connection | null = null;
  let running = false;
  let hasFailed = false;
  let lastHeard: Moment | null = null;
  let lostAt: Moment | null = null;

  function connect(): void {
    const origin = book.next();
    if (origin === null) {
      hasFailed = true;
      return;
    }
    const now = platform.now();
    const mine: Connection = { origin, since: now, socket: null, helloAt: now, welcomedAt: null };
    const ifCurrent =
      <Args extends unknown[]>(handle: (...args: Args) => void) =>
      (...args: Args) => {
        if (connection === mine) handle(...args);
      };
    connection = mine;
    attempt.set(welcomeWithinMs, () => lose(mine, 'soon', null));
    try {
      mine.socket = platform.openSocket(socketUrl(origin), {
        opened: ifCurrent(() => {
          mine.helloAt = platform.now();
          write(mine, owner.hello());
        }),
        heard: ifCurrent((frame: string) => heard(mine, frame)),
        closed: ifCurrent((code: number, reason: string) => closed(mine, code, reason)),
      });
    } catch {
      lose(mine, 'soon', null);
    }
  }

  function write(mine: Connection, up: Up): boolean {
    try {
      mine.socket?.send(JSON.stringify(up));
      return true;
    } catch {
      lose(mine, 'soon', null);
      return false;
    }
  }

  function closed(mine: Connection, code: number, reason: string): void {
    lose(mine, pressed.has(code) ? 'slowly' : 'soon', final.has(code) ? { code, reason } : null);
  }

  function lose(mine: Connection, again: Again, verdict: Ended | null): void {
    if (connection !== mine) return;
    connection = null;
    hasFailed = true;
    for (const alarm of [attempt, silence, beats]) alarm.clear();
    mine.socket?.close();
    const now = platform.now();
    if (mine.welcomedAt === null || verdict) book.failed(mine.origin, verdict);
    if (mine.welcomedAt !== null) {
      lostAt = now;
      if (now - mine.welcomedAt >= settledAfterMs) waits.reset();
      staleness.set(staleAfterMs, owner.changed);
      owner.lost();
    }
    if (running && !book.ended()) attempt.set(waits.next(again, book.all().length), connect);
    owner.changed();
  }

  function heard(mine: Connection, text: string): void {
    lastHeard = platform.now();
    if (mine.welcomedAt !== null) listen(mine, silentAfterMs);
    staleness.set(staleAfterMs, owner.changed);
    const frame = parseDown(text);
    // A frame of a type that a newer hub has added is none of ours; any other that can't be read may have held events.
    if (frame.ok) handle(mine, frame.value, lastHeard);
    else if (frame.error.params?.path !== 't') {
      owner.unreadable();
      lose(mine, 'soon', null);
    }
    owner.changed();
  }

  function handle(mine: Connection, frame: Down, at: Moment): void {
    if (frame.t === 'bye') {
      const again = pressed.has(frame.code) ? 'slowly' : 'soon';
      lose(mine, again, frame.again ? null : { code: frame.code, reason: frame.reason });
      return;
    }
    if (mine.welcomedAt === null) {
      if (frame.t === 'welcome') letIn(mine, frame, at);
      return;
    }
    switch (frame.t) {
      case 'beat':
        clock.beat(at, frame.now);
        return;
      case 'moved':
        book.moved(frame.addresses);
        return;
      case 'snapshot':
      case 'events':
      case 'scores':
      case 'kept':
      case 'refused':
        owner.heard(frame);
        return;
      case 'welcome':
        return;
      default:
        unreachable(frame);
    }
  }

  function letIn(mine: Connection, welcome: Welcome, at: Moment): void {
    if (!spoken.has(welcome.version)) {
      lose(mine, 'soon', { code: closeCodes.version.code, reason: closeCodes.version.reason });
      return;
    }
    mine.welcomedAt = at;
    attempt.clear();
    book.welcomed(mine.origin, welcome.addresses);
    clock.shake(mine.helloAt, at, welcome.now);
    listen(mine, silentAfterMs);
    keepBeating(mine);
    owner.welcomed(welcome);
  }

  /** A sleeping phone's socket sends no close frame; only silence tells us. */
  function listen(mine: Connection, ms: number): void {
    silence.set(ms, () => lose(mine, 'atOnce', null));
  }

  function keepBeating(mine: Connection): void {
    beats.set(beatEveryMs, () => {
      if (platform.visible()) write(mine, owner.beat());
      if (connection === mine) keepBeating(mine);
    });
  }

  function tryNow(): void {
    if (book.ended()) return;
    waits.reset();
    attempt.clear();
    connect();
  }

  return {
    start() {
      running = true;
      connect();
    },
    send: (up) => connection !== null && connection.welcomedAt !== null && write(connection, up),
    beat() {
      if (connection && connection.welcomedAt !== null) write(connection, owner.beat());
    },
    reconnect() {
      if (connection) lose(connection, 'atOnce', null);
    },
    wake() {
      if (!running) return;
      const mine = connection;
      if (!mine) return tryNow();
      const now = platform.now();
      if (mine.welcomedAt === null) {
        if (now - mine.since < doubtfulAfterMs) return;
        lose(mine, 'soon', null);
        return tryNow();
      }
      if (lastHeard !== null && now - lastHeard < doubtfulAfterMs) return;
      listen(mine, answerWithinMs);
      write(mine, owner.beat());
    },
    state() {
      const now = platform.now();
      if (connection && connection.welcomedAt !== null && lastHeard !== null) {
        return now - lastHeard < staleAfterMs ? 'live' : 'stale';
      }
      if (lostAt !== null && !book.ended()) return now - lostAt < staleAfterMs ? 'stale' : 'away';
      return hasFailed ? 'away' : 'connecting';
    },
    lastHeard: () => lastHeard,
    addresses: () => (connection ? [...new Set([connection.origin, ...book.all()])] : book.all()),
    ended: () => book.ended(),
    now: () => clock.now(),
    stop() {
      running = false;
      const mine = connection;
      if (mine) lose(mine, 'soon', null);
      for (const alarm of [attempt, silence, beats, staleness]) alarm.clear();
    },
  };
}
