import type { HubPort } from '#main/hub/hub-port.ts';
import type { DeviceId, Seq } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import {
  type HubRoomState,
  hubRoomEntry,
  hubRoomPrefix,
  hubRoomTopic,
  isMade,
  type MadeRoom,
  readHubRoomEvent,
} from '#shared/domain/rooms/hub-room.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { RoomMessageLine, RoomsStatus } from '#shared/protocol/clients.ts';
import type { Members } from './members.ts';

/** Rooms on one hub at a time, and how many the panel is shown. */
const mostRooms = 1_000;
const mostShown = 200;
/** Messages of a room that the panel is given at a time, and rows that are looked at for them. */
const mostMessages = 50;
const pageRows = 200;
const mostPages = 50;

/** A room as its clients see it. */
export interface HubRoom {
  readonly id: string;
  readonly name: string;
}

/** The rooms that were made with `createRoom`. They are kept in the log. */
export interface HubRooms {
  /** Makes a room; `exists` or `full` when it wasn't. */
  make(id: string, name: string, device: DeviceId): Promise<Result<HubRoom | 'exists' | 'full', Refusal>>;
  /**
   * Removes a room: it is in no list any more, its members' sockets are closed, and its id is free. What was said stays
   * in the log and is shown to nobody. False when there is no such room.
   */
  remove(id: string, device: DeviceId): Promise<Result<boolean, Refusal>>;
  isThere(id: string): boolean;
  /** In the order in which they were made. */
  list(): readonly HubRoom[];
  /** What the panel is shown: newest first. */
  lines(members: Pick<Members, 'of'>): RoomsStatus['hubRooms'];
  /** What was said in a room, newest first; null for an unknown room. */
  messages(id: string, before: Seq | undefined): readonly RoomMessageLine[] | null;
}

export function createHubRooms(
  hub: Pick<HubPort, 'record' | 'of' | 'topics' | 'hasTopic' | 'newest'>,
): HubRooms {
  const stateOf = (id: string): HubRoomState => hub.of(hubRoomTopic(id));
  const made = (): readonly MadeRoom[] =>
    hub
      .topics(hubRoomPrefix)
      .map((topic) => stateOf(topic.slice(hubRoomPrefix.length)))
      .filter(isMade)
      .toSorted((a, b) => a.madeAs - b.madeAs);

  const isThere = (id: string): boolean => hub.hasTopic(hubRoomTopic(id).name) && isMade(stateOf(id));

  return {
    async make(id, name, device) {
      const isFull = made().length >= mostRooms;
      const kept = await hub.record<HubRoomState, HubRoom | 'exists' | 'full'>({
        topic: hubRoomTopic(id),
        device,
        decide(room) {
          if (isMade(room)) return { entries: [], outcome: 'exists' };
          if (isFull) return { entries: [], outcome: 'full' };
          return { entries: [hubRoomEntry({ type: 'made', name })], outcome: { id, name } };
        },
      });
      return kept.ok ? ok(kept.value.outcome) : kept;
    },
    async remove(id, device) {
      // A state that was asked for is remembered: not for any id that somebody names.
      if (!isThere(id)) return ok(false);
      const kept = await hub.record({
        topic: hubRoomTopic(id),
        device,
        decide: (room) => ({
          entries: isMade(room) ? [hubRoomEntry({ type: 'removed' })] : [],
          outcome: isMade(room),
        }),
      });
      return kept.ok ? ok(kept.value.outcome) : kept;
    },
    isThere,
    list: () => made().map(({ id, name }) => ({ id, name })),
    lines: (members) =>
      made()
        .toReversed()
        .slice(0, mostShown)
        .map(({ id, name, messages }) => ({ id, name, members: members.of(id).length, messages })),
    messages(id, before) {
      if (!isThere(id)) return null;
      const { madeAs } = stateOf(id);
      const lines: RoomMessageLine[] = [];
      let from = before;
      for (let page = 0; page < mostPages && lines.length < mostMessages; page += 1) {
        const rows = hub.newest(hubRoomTopic(id).name, pageRows, from);
        for (const { seq, hubAt, body } of rows) {
          const event = readHubRoomEvent(body);
          if (event?.type === 'said' && seq > madeAs)
            lines.push({ seq, at: hubAt, user: event.username, text: event.content });
        }
        from = rows.at(-1)?.seq;
        if (rows.length < pageRows || (from ?? 0) < madeAs) break;
      }
      return lines.slice(0, mostMessages);
    },
  };
}
