import type { AskedFrom } from '#main/dialects/transport/allowance.ts';
import { type FollowingStream, followOnStream } from '#main/dialects/transport/follow-on-stream.ts';
import type { Following } from '#main/hub/follow.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { Seq } from '#shared/domain/ids.ts';
import { deleted, messageOf, posted, type RoomMessage, roomTopic } from '#shared/domain/rooms/room.ts';
import type { RoomRefusal } from './asker.ts';

/**
 * Streams in all, and from one address; the hub's own machine is excepted from the latter. Behind one router there can be
 * 300 phones, and for a while after it was restarted as many streams of before, to which heartbeats are on their way.
 */
const most = 2_000;
const mostPerAddress = 600;

/** Why a stream is ended by the hub. */
export type EndOfStream = 'deleted' | 'closing' | 'slow';

/** The line to a listener, whatever the transport. */
export interface ListenerLine {
  readonly stream: FollowingStream;
  /** What is written for a message. */
  readonly chunkOf: (message: RoomMessage, seq: Seq) => unknown;
  /** Ends the stream in its transport's way; it closes soon after, whether or not the peer reads. */
  readonly end: (why: EndOfStream) => void;
  /** Says that the line is alive. */
  readonly beat?: () => void;
}

/** What is listened to, and from where. */
export interface ListenTo {
  readonly room: string;
  /** Only messages after this one, which must not lie before the room's last deletion. */
  readonly after: Seq;
  readonly adapter: 'html' | 'rest' | 'grpc';
  readonly by: AskedFrom;
}

/** Every open stream of every adapter. */
export interface Listeners {
  /** Why there is no place for another one; null if there is. */
  full(by: AskedFrom): RoomRefusal | null;
  /** Gives a line the messages of a room until it closes. */
  open(to: ListenTo, line: ListenerLine): void;
  /** A room was deleted: ends its streams, also those that still have messages to read. */
  endRoom(room: string): void;
  /** Ends an adapter's streams; resolves when all are closed. */
  endAdapter(adapter: ListenTo['adapter']): Promise<void>;
  count(adapter: ListenTo['adapter']): number;
  inRoom(room: string): number;
  /** Rooms that have listeners. */
  rooms(): Iterable<string>;
  /** Lets every line say that it is alive. */
  beat(): void;
}

interface Open extends ListenTo, ListenerLine {
  readonly following: Following;
  readonly closed: Promise<void>;
}

/** `changed` is called when somebody comes or goes. */
export function createListeners(hub: Pick<HubPort, 'follow'>, changed: () => void): Listeners {
  const all = new Set<Open>();
  const byRoom = new Map<string, Set<Open>>();
  const perAddress = new Map<string, number>();

  function add(open: Open): void {
    all.add(open);
    byRoom.set(open.room, (byRoom.get(open.room) ?? new Set()).add(open));
    perAddress.set(open.by.address, (perAddress.get(open.by.address) ?? 0) + 1);
    changed();
  }

  /** It is no listener of its room any more; false if it wasn't one. */
  function leave(open: Open): boolean {
    const inRoom = byRoom.get(open.room);
    if (!inRoom?.delete(open)) return false;
    if (inRoom.size === 0) byRoom.delete(open.room);
    changed();
    return true;
  }

  function remove(open: Open): void {
    leave(open);
    all.delete(open);
    const left = (perAddress.get(open.by.address) ?? 1) - 1;
    if (left > 0) perAddress.set(open.by.address, left);
    else perAddress.delete(open.by.address);
    changed();
  }

  // One that doesn't read what it was sent counts for its address until its line is really closed.
  function end(open: Open, why: EndOfStream): void {
    if (!leave(open)) return;
    open.following.stop();
    open.end(why);
  }

  return {
    full({ address, here }) {
      if (all.size >= most) return { code: 'full', message: 'The hub has as many listeners as it takes.' };
      if (here || (perAddress.get(address) ?? 0) < mostPerAddress) return null;
      return { code: 'tooMuch', message: `One address may have ${mostPerAddress} streams open.` };
    },
    open(to, line) {
      const { stream, chunkOf } = line;
      const closed = new Promise<void>((resolve) => stream.on('close', () => resolve()));
      const following = followOnStream(hub, { topics: [roomTopic(to.room).name], after: to.after }, stream, {
        chunkOf(row) {
          if (row.type === posted) return chunkOf(messageOf(row.body), row.seq);
          if (row.type === deleted) end(open, 'deleted');
          return null;
        },
        lost: () => end(open, 'slow'),
      });
      const open: Open = { ...to, ...line, following, closed };
      stream.on('close', () => remove(open));
      add(open);
    },
    endRoom(room) {
      for (const open of [...(byRoom.get(room) ?? [])]) end(open, 'deleted');
    },
    async endAdapter(adapter) {
      const ending = [...all].filter((open) => open.adapter === adapter);
      for (const open of ending) end(open, 'closing');
      await Promise.all(ending.map(({ closed }) => closed));
    },
    count: (adapter) => [...all].filter((open) => open.adapter === adapter).length,
    inRoom: (room) => byRoom.get(room)?.size ?? 0,
    rooms: () => byRoom.keys(),
    beat() {
      for (const { beat } of all) beat?.();
    },
  };
}
