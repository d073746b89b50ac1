import type { HubPort } from '#main/hub/hub-port.ts';
import { noMessages, type RoomState, roomPrefix, roomTopic } from '#shared/domain/rooms/room.ts';

/** The rooms that the log knows. Asking for one that it doesn't know costs no memory. */
export interface KnownRooms {
  /** A room's state; that of an empty one if the log doesn't know it. */
  of(room: string): RoomState;
  isKnown(room: string): boolean;
  /** How many have messages. */
  withMessages(): number;
  all(): Iterable<readonly [room: string, state: RoomState]>;
}

/** Reads them when first asked, then follows the commits. `changed` is called when one of them did. */
export function knownRooms(
  hub: Pick<HubPort, 'of' | 'topics' | 'onCommit'>,
  changed: () => void,
): { readonly rooms: KnownRooms; readonly stop: () => void } {
  let known: Map<string, RoomState> | null = null;
  let filled = 0;

  const learn = (states: Map<string, RoomState>, room: string): void => {
    const state = hub.of(roomTopic(room));
    filled += Number(state.messages > 0) - Number((states.get(room)?.messages ?? 0) > 0);
    states.set(room, state);
  };

  function read(): Map<string, RoomState> {
    if (known) return known;
    known = new Map();
    for (const topic of hub.topics(roomPrefix)) learn(known, topic.slice(roomPrefix.length));
    return known;
  }

  const stop = hub.onCommit((rows) => {
    const touched = new Set(rows.map(({ topic }) => topic).filter((topic) => topic.startsWith(roomPrefix)));
    if (touched.size === 0) return;
    if (known) for (const topic of touched) learn(known, topic.slice(roomPrefix.length));
    changed();
  });

  return {
    rooms: {
      of: (room) => read().get(room) ?? noMessages,
      isKnown: (room) => read().has(room),
      withMessages() {
        read();
        return filled;
      },
      all: () => read(),
    },
    stop,
  };
}
