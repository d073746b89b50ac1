import type { HubRoomEvent } from '#shared/domain/rooms/hub-room.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/**
 * The text frame that the members of a room get; null for what they aren't told. It ends with a newline. `isDirect` is
 * false for what isn't to be heard by the one whom it is about: that they have left.
 */
export function frameOf(roomId: string, event: HubRoomEvent): string | null {
  switch (event.type) {
    case 'made':
    case 'removed':
      return null;
    case 'said':
      return frame(event.content, roomId, event.username, true);
    case 'joined':
      return frame('New user joined the room', roomId, event.username, true);
    case 'left':
      return frame(`${event.username} has left the room`, roomId, event.username, false);
    default:
      return unreachable(event);
  }
}

const frame = (content: string, roomId: string, username: string, isDirect: boolean): string =>
  `${JSON.stringify({ content, roomId, username, isDirect })}\n`;
