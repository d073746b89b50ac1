import type { WebSocket } from 'ws';
import type { FollowFrom, Following } from '#main/hub/follow.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { EventRow } from '#main/store/event-store.ts';
import { closeSoon } from './socket-door.ts';

/** Bytes that may lie unread in a socket before the rest waits in the log, and when there is room again. */
const high = 256 * 1024;
const low = 64 * 1024;

/**
 * Sends the rows of topics on a socket as text frames: the past first, then every later one, without gap or repeat, as
 * fast as the peer reads. One who falls 10,000 messages or 8 MB behind the live ones is closed with 1013. `text` gives a
 * row's frame; null leaves it out. Ends with the socket.
 */
export function followOnSocket(
  hub: Pick<HubPort, 'follow'>,
  from: FollowFrom,
  socket: WebSocket,
  text: (row: EventRow) => string | null,
): Following {
  let waits = false;
  let following: Following | null = null;
  const sent = (): void => {
    if (!waits || socket.bufferedAmount > low) return;
    waits = false;
    following?.more();
  };
  following = hub.follow(from, {
    take(row) {
      const frame = text(row);
      if (frame !== null && socket.readyState === socket.OPEN) socket.send(frame, { binary: false }, sent);
      waits = socket.bufferedAmount > high;
      return !waits;
    },
    lost: () => closeSoon(socket, 1013, 'too slow'),
  });
  const { stop } = following;
  socket.on('close', stop);
  return following;
}
