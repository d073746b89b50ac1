import { type DialectContext, mayPublish } from '#main/dialects/dialect.ts';
import { allowancePerAddress } from '#main/dialects/transport/allowance.ts';
import type { Seq } from '#shared/domain/ids.ts';
import {
  deletedEntry,
  longest,
  messageProblem,
  postedEntry,
  type RoomMessage,
  roomProblem,
  roomTopic,
  tidyMessage,
} from '#shared/domain/rooms/room.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Asker, RoomRefusal } from './asker.ts';
import type { KnownRooms } from './known-rooms.ts';
import type { ListenerLine, Listeners, ListenTo } from './listeners.ts';
import { type LastRead, type MessageIds, messageIds } from './message-ids.ts';

/** Rooms that may have messages at a time; deleting one makes room for another. */
export const mostRooms = 10_000;

const posting = { burst: 200, perSecond: 50 };
const deleting = { burst: 30, perSecond: 1 };
/** Rooms that had no message: one address mustn't use up all that there may be. */
const opening = { burst: 100, perSecond: 0.5 };
/** Programs on the hub's own machine are many behind one address. */
const fromHere = { burst: 20_000, perSecond: 10_000 };

/** What may be done with rooms, whatever the adapter. */
export interface Rooms {
  readonly ids: MessageIds;
  /** Records a message; its number, once it is on disk. */
  post(room: string, message: RoomMessage, by: Asker): Promise<Result<Seq, RoomRefusal>>;
  /** Ends a room's streams and hides what was said in it, from everybody and for good. */
  remove(room: string, by: Asker): Promise<Result<null, RoomRefusal>>;
  /** The organiser's own deletion. */
  removeAsOrganiser(room: string, device: Asker['caller']['device']): Promise<Result<null, RoomRefusal>>;
  /**
   * Whether a line may be opened: what `listen` then needs. `after`: the last message that the listener has, which gets
   * all there is when that is another log's; null: only what is said from now on.
   */
  admit(
    to: Pick<ListenTo, 'room' | 'adapter'>,
    after: LastRead | null,
    by: Asker,
  ): Result<(line: ListenerLine) => void, RoomRefusal>;
}

const refused = (code: RoomRefusal['code'], message: string): Result<never, RoomRefusal> =>
  err({ code, message });

/** The rooms of a hub. */
export function createRooms(
  { hub, now, openPublishing }: Pick<DialectContext, 'hub' | 'now' | 'openPublishing'>,
  known: KnownRooms,
  listeners: Listeners,
): Rooms {
  const posts = allowancePerAddress(posting, fromHere, now);
  const deletions = allowancePerAddress(deleting, fromHere, now);
  const openings = allowancePerAddress(opening, fromHere, now);
  /** Rooms whose first message is on its way. */
  const underWay = new Map<string, number>();

  const isClosedTo = ({ caller }: Asker): boolean => !openPublishing() && !mayPublish(caller);

  /** Why a message can't be the first one of its room; null if it isn't, or can. */
  function refuseOpening(room: string, by: Asker): RoomRefusal | null {
    if (known.of(room).messages > 0 || underWay.has(room)) return null;
    if (known.withMessages() + underWay.size >= mostRooms)
      return { code: 'full', message: `The hub has ${mostRooms} rooms already. Use one of them.` };
    if (openings.take(by)) return null;
    return {
      code: 'tooMuch',
      message: 'Too many new rooms at once. Use one that is there, or wait a moment.',
    };
  }

  async function record(
    room: string,
    message: RoomMessage,
    device: Asker['caller']['device'],
  ): Promise<Result<Seq, RoomRefusal>> {
    underWay.set(room, (underWay.get(room) ?? 0) + 1);
    const kept = await hub.record({
      topic: roomTopic(room),
      device,
      decide: () => ({ entries: [postedEntry(message)], outcome: null }),
    });
    const left = (underWay.get(room) ?? 1) - 1;
    if (left > 0) underWay.set(room, left);
    else underWay.delete(room);
    return kept.ok ? ok(kept.value.seq) : refused('unavailable', notRecorded);
  }

  async function removeAsOrganiser(
    room: string,
    device: Asker['caller']['device'],
  ): Promise<Result<null, RoomRefusal>> {
    if (known.isKnown(room) || underWay.has(room)) {
      const kept = await hub.record({
        topic: roomTopic(room),
        device,
        decide: ({ messages }) => ({ entries: messages > 0 ? [deletedEntry] : [], outcome: null }),
      });
      if (!kept.ok) return refused('unavailable', notRecorded);
    }
    listeners.endRoom(room);
    return ok(null);
  }

  return {
    ids: messageIds(hub.hubId),
    async post(room, typed, by) {
      if (isClosedTo(by)) return refused('closed', needsToken);
      const message = tidyMessage(typed);
      const problem = roomProblem(room) ?? messageProblem(message, Buffer.byteLength(message.text));
      if (problem !== null) return refused('bad', problem);
      if (!posts.take(by))
        return refused('tooMuch', 'Too many messages at once. Wait a second, then send again.');
      const barred = refuseOpening(room, by);
      if (barred) return err(barred);
      return record(room, message, by.caller.device);
    },
    async remove(room, by) {
      if (isClosedTo(by)) return refused('closed', needsToken);
      const problem = roomProblem(room);
      if (problem !== null) return refused('bad', problem);
      if (!deletions.take(by))
        return refused('tooMuch', 'Too many deletions at once. Wait a second, then try again.');
      return removeAsOrganiser(room, by.caller.device);
    },
    removeAsOrganiser,
    admit({ room, adapter }, after, by) {
      const problem = roomProblem(room);
      if (problem !== null) return refused('bad', problem);
      const full = listeners.full(by);
      if (full) return err(full);
      return ok((line) => {
        const head = hub.head();
        const from = after === null ? head : after.isOurs ? Math.min(after.seq, head) : 0;
        listeners.open({ room, adapter, after: Math.max(known.of(room).deletedAt, from), by }, line);
      });
    },
  };
}

const needsToken = 'The organiser lets only those with a token write here. Reading is open to everybody.';

const notRecorded = 'The hub can’t record anything now. Nothing was changed; try again in a moment.';

/** The longest body of a request that can hold the longest message, percent-encoded or escaped as JSON. */
export const largestBodyBytes = 6 * longest.textBytes + 4_096;
