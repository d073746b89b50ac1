import type { Duplex } from 'node:stream';
import { urlOf } from '#main/accounts/request-token.ts';
import type { DialectContext, Upgrade } from '#main/dialects/dialect.ts';
import type { SocketDoor } from '#main/dialects/transport/socket-door.ts';
import { triesPerMinute } from '#main/lib/rate-limit.ts';
import type { HubRooms } from './hub-rooms.ts';
import type { Members } from './members.ts';

/**
 * How often one address may join in a minute, the hub's own machine excepted: each is recorded, and told to a room. A hall
 * of 300 phones behind one router joins, and comes back when that was restarted.
 */
const joinsPerMinute = 600;

const userIds = /^[^\p{C}]{0,64}$/u;
const usernames = /^[^\p{C}]{1,80}$/u;

/** What joining needs. */
export interface JoiningContext
  extends Pick<DialectContext, 'addressOf' | 'isLoopback' | 'isOurOrigin' | 'now'> {
  readonly rooms: HubRooms;
  readonly members: Members;
  readonly door: SocketDoor;
}

/** Takes the upgrades of `/api/v1/ws/joinRoom/<room>`; null for another path. */
export function joinRoom(context: JoiningContext): (path: string) => Upgrade | null {
  const { rooms, members, door } = context;
  const joins = triesPerMinute(joinsPerMinute);

  const refuse = (socket: Duplex, status: string, error: string): void =>
    door.refuse(socket, status, JSON.stringify({ error }), 'application/json; charset=utf-8');

  return (path) => {
    const room = roomOf(path);
    if (room === null) return null;
    return (request, socket, head) => {
      // A page from elsewhere would speak with the cookie of whoever looks at it.
      if (!context.isOurOrigin(request.headers.origin)) {
        return refuse(socket, '403 Forbidden', 'This page isn’t one of this hub’s.');
      }
      if (!rooms.isThere(room)) return refuse(socket, '400 Bad Request', 'Room does not exist');
      const query = urlOf(request).searchParams;
      const id = query.get('userId') ?? '';
      const username = query.get('username') ?? '';
      if (!userIds.test(id) || !usernames.test(username) || username.trim() === '') {
        return refuse(socket, '400 Bad Request', 'userId or username is not valid');
      }
      if (!members.mayBeCalled(username, request)) {
        return refuse(socket, '401 Unauthorized', 'This name belongs to an account. Log in to use it.');
      }
      const seconds = context.isLoopback(request) ? 0 : joins.take(context.addressOf(request), context.now());
      if (seconds > 0) {
        return refuse(socket, '429 Too Many Requests', `Too many tries. Try again in ${seconds} s.`);
      }
      door.accept(request, socket, head, (accepted) => {
        members.join(room, { id, username }, accepted, request);
      });
    };
  };
}

/** The room that a path names; empty for one that can't be read, which no room is called. */
function roomOf(path: string): string | null {
  const named = /^\/api\/v1\/ws\/joinRoom\/([^/]+)$/.exec(path)?.[1];
  if (named === undefined) return null;
  try {
    return decodeURIComponent(named);
  } catch {
    return '';
  }
}
