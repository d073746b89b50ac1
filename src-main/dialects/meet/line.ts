import type { WebSocket } from 'ws';
import { closeSoon } from '#main/dialects/transport/socket-door.ts';
import type { Following } from '#main/hub/follow.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { EventRow } from '#main/store/event-store.ts';
import { readMeetEvent, type UpdatesTaken } from '#shared/domain/meet/events.ts';
import { type MeetState, meetTopic, newestOf } from '#shared/domain/meet/meet.ts';
import { relayedUpdate, updateRelay } from './frames-out.ts';

/** Bytes that may lie unread in a socket before the rest waits in the log, and when there is room again. */
const high = 256 * 1024;
const low = 64 * 1024;
/** Bytes unread by one who reads nothing at all: it is let go, comes back and pulls. */
const mostUnread = 8 * 1024 * 1024;
/** Rows that are read for a pull at a time. */
const rowsAtOnce = 200;
/** Characters of one relay at most; a pull is answered with several only beyond it. */
const longestRelay = 12 * 1024 * 1024;

/** A joined client's line: what it is sent of its meet's log, in the log's order. */
export interface MeetLine {
  /** Sends an answer at once; a client that doesn't read its answers is let go. */
  say(text: string): void;
  /** The event with this first number is the client's own: it gets this text instead of a relay. */
  expect(first: number, text: string): void;
  /** That event wasn't recorded. */
  forget(first: number): void;
  /** Sends all updates after a number in one relay, an empty one if there are none, and then goes on as before. */
  resend(after: number): void;
  /** Sends nothing of the log for now, however long that is: it is read from there on afterwards. */
  hold(): void;
  isHeld(): boolean;
  /** Goes on after `hold`. */
  release(): void;
  /** Number of the newest update that it was sent. */
  at(): number;
  stop(): void;
}

interface Resending {
  readonly after: number;
  /** The row of the last update that belongs to it. */
  readonly until: number;
  items: string[];
  length: number;
}

/** Opens the line of a client that gets whatever is recorded from now on. */
export function openLine(hub: Pick<HubPort, 'follow' | 'of'>, meet: string, socket: WebSocket): MeetLine {
  const topic = meetTopic(meet);
  const own = new Map<number, string>();
  const now = hub.of(topic);
  let at = newestOf(now);
  let resending: Resending | null = null;
  let following: Following | null = null;
  let waits = false;
  let rows = 0;
  let held = false;
  /** Sequence number of the row that was read last. */
  let readTo = now.seq;
  /** Counts the readings: what belongs to one that was given up mustn't go on. */
  let generation = 0;

  function send(text: string): void {
    if (socket.readyState === socket.OPEN) socket.send(text, { binary: false }, sent);
  }

  function sent(): void {
    if (!waits || socket.bufferedAmount > low) return;
    waits = false;
    following?.more();
  }

  function take(row: EventRow): boolean {
    const taken = updatesIn(row);
    readTo = row.seq;
    if (taken) pass(taken);
    if (resending && row.seq >= resending.until) endResend(resending);
    rows += 1;
    if (socket.bufferedAmount > high) {
      waits = true;
      return false;
    }
    if (!resending || rows % rowsAtOnce !== 0) return true;
    // A long log is read with breaks, so that others get their turn.
    const reading = generation;
    setImmediate(() => {
      if (reading === generation && !waits) following?.more();
    });
    return false;
  }

  function pass(taken: UpdatesTaken): void {
    if (taken.updates.length === 0) return;
    const mine = own.get(taken.first);
    if (mine !== undefined) {
      own.delete(taken.first);
      send(mine);
    }
    at = Math.max(at, taken.first + taken.updates.length - 1);
    if (resending) {
      gather(resending, taken);
      return;
    }
    if (mine === undefined) send(relayOf(taken));
  }

  function gather(into: Resending, taken: UpdatesTaken): void {
    const skipped = Math.max(0, into.after + 1 - taken.first);
    for (const [n, { key, value }] of taken.updates.entries()) {
      if (n < skipped) continue;
      const item = relayedUpdate(key, value, taken.first + n);
      if (into.length + item.length > longestRelay && into.items.length > 0) {
        send(updateRelay(into.items));
        into.items = [];
        into.length = 0;
      }
      into.items.push(item);
      into.length += item.length;
    }
  }

  function endResend({ items }: Resending): void {
    resending = null;
    send(updateRelay(items));
  }

  function follow(after: number): void {
    following?.stop();
    following = null;
    waits = false;
    held = false;
    readTo = after;
    rows = 0;
    generation += 1;
    const reading = hub.follow(
      { topics: [topic.name], after },
      { take, lost: () => closeSoon(socket, 1013, 'too slow') },
    );
    following = reading;
  }

  follow(now.seq);
  return {
    say(text) {
      if (socket.bufferedAmount > mostUnread) closeSoon(socket, 1013, 'too slow');
      else send(text);
    },
    expect: (first, text) => void own.set(first, text),
    forget: (first) => void own.delete(first),
    resend(wanted) {
      const state = hub.of(topic);
      const after = Math.max(0, Math.min(wanted, resending?.after ?? wanted));
      const first = rowOf(state, after + 1);
      const last = rowOf(state, newestOf(state));
      if (first === null || last === null) {
        if (!resending) send(updateRelay([]));
        return;
      }
      resending = { after, until: last, items: [], length: 0 };
      follow(first - 1);
    },
    hold() {
      if (resending) return;
      following?.stop();
      held = true;
    },
    isHeld: () => held,
    release() {
      if (held) follow(readTo);
    },
    at: () => at,
    stop: () => following?.stop(),
  };
}

/** Sequence number of the event that holds an update; null if there is no such number. */
const rowOf = ({ updates }: MeetState, number: number): number | null =>
  number > updates.length ? null : (updates.items[number - 1]?.row ?? null);

const read = new WeakMap<EventRow, UpdatesTaken>();
const relays = new WeakMap<UpdatesTaken, string>();

/** The updates of a row, read once for all who follow; null for another event. */
export function updatesIn(row: EventRow): UpdatesTaken | null {
  if (row.type !== 'updates') return null;
  const known = read.get(row);
  if (known) return known;
  const event = readMeetEvent(row);
  if (event?.type !== 'updates') return null;
  read.set(row, event.body);
  return event.body;
}

function relayOf(taken: UpdatesTaken): string {
  const known = relays.get(taken);
  if (known !== undefined) return known;
  const text = updateRelay(
    taken.updates.map(({ key, value }, n) => relayedUpdate(key, value, taken.first + n)),
  );
  relays.set(taken, text);
  return text;
}
