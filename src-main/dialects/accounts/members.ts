import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Caller, DialectContext } from '#main/dialects/dialect.ts';
import { followOnSocket } from '#main/dialects/transport/follow-on-socket.ts';
import { closeSoon } from '#main/dialects/transport/socket-door.ts';
import type { EventRow } from '#main/store/event-store.ts';
import type { Seq } from '#shared/domain/ids.ts';
import { accountNamed, accountsTopic } from '#shared/domain/people/accounts.ts';
import {
  type HubRoomEvent,
  hubRoomEntry,
  hubRoomPrefix,
  hubRoomTopic,
  isMade,
  type RoomMember,
  readHubRoomEvent,
} from '#shared/domain/rooms/hub-room.ts';
import { createFlow, type Flow } from './flow.ts';
import { frameOf } from './frames.ts';

/** Events of one member that may wait for their commit; the rest waits unread, so that one can't fill the hub's queue. */
const mostUncommitted = 100;
/** How often those who were too fast are looked at again, and sessions of those who are here renewed, in milliseconds. */
const resumeEveryMs = 100;
const renewEveryMs = 60_000;

/** Who is connected to which hub room now. */
export interface Members {
  /** Takes a socket in: everybody in the room hears of it, and what is said in it. */
  join(room: string, as: RoomMember, socket: WebSocket, request: IncomingMessage): void;
  /** Connections of a room in the order in which they came. */
  of(room: string): readonly RoomMember[];
  /** Whether a request may go by a name: one that belongs to an account needs that account's session. */
  mayBeCalled(username: string, request: IncomingMessage): boolean;
  stop(): void;
}

/** What those are told who were in a room that the organiser removed. */
const roomRemoved = 'the room was deleted';

interface Member {
  readonly room: string;
  /** Which room of that id it joined: the number with which it was made. */
  readonly madeAs: Seq;
  readonly socket: WebSocket;
  readonly username: string;
  readonly request: IncomingMessage;
  /** The account whose session it was opened with. */
  readonly account: string | null;
  /** Reads on from a socket that may be read again. */
  settle(): void;
}

type Surroundings = Pick<
  DialectContext,
  'hub' | 'now' | 'every' | 'log' | 'callerOf' | 'addressOf' | 'isLoopback' | 'onRevoked'
>;

/** Nobody is in a room after a start: members come back by themselves. */
export function createMembers(context: Surroundings): Members {
  const { hub, now } = context;
  const members = new Set<Member>();
  const rooms = new Map<string, Set<RoomMember>>();
  const flows = new Map<string, { readonly flow: Flow; sockets: number }>();
  /** One text for all members who are sent a row. */
  const frames = new WeakMap<EventRow, string | null>();

  const frameOfRow =
    (room: string) =>
    (row: EventRow): string | null => {
      const known = frames.get(row);
      if (known !== undefined) return known;
      const event = readHubRoomEvent(row.body);
      const frame = event && frameOf(room, event);
      frames.set(row, frame);
      return frame;
    };

  function mayBeCalled(username: string, caller: Caller): boolean {
    const owner = accountNamed(hub.of(accountsTopic), username);
    return owner === null || owner.id === caller.account;
  }

  /** A flow for a socket: its own on the hub's machine, else that of its address. Gives also how it is let go. */
  function flowFor(request: IncomingMessage): { readonly flow: Flow; readonly done: () => void } {
    if (context.isLoopback(request)) return { flow: createFlow(now()), done: () => {} };
    const address = context.addressOf(request);
    const shared = flows.get(address) ?? { flow: createFlow(now()), sockets: 0 };
    flows.set(address, shared);
    shared.sockets += 1;
    return {
      flow: shared.flow,
      done() {
        shared.sockets -= 1;
        if (shared.sockets === 0) flows.delete(address);
      },
    };
  }

  const stopRevoked = context.onRevoked(() => {
    for (const { socket, username, request, account } of members) {
      const caller = context.callerOf(request);
      const isLoggedOut = account !== null && account !== caller.account;
      if (isLoggedOut || !mayBeCalled(username, caller)) closeSoon(socket, 1008, 'log in again');
    }
  });
  const stopResuming = context.every(resumeEveryMs, () => {
    for (const member of members) if (member.socket.isPaused) member.settle();
  });
  /** Sends out who was in a room that is removed. */
  function sendOut(room: string, removedAt: Seq): void {
    rooms.delete(room);
    for (const member of members)
      if (member.room === room && member.madeAs < removedAt) closeSoon(member.socket, 1000, roomRemoved);
  }
  const stopListening = hub.onCommit((rows) => {
    for (const { topic, type, seq } of rows)
      if (type === 'removed' && topic.startsWith(hubRoomPrefix))
        sendOut(topic.slice(hubRoomPrefix.length), seq);
  });
  // Who is in a room isn't idle: asking who they are renews their sessions.
  const stopRenewing = context.every(renewEveryMs, () => {
    for (const { request } of members) context.callerOf(request);
  });

  return {
    mayBeCalled: (username, request) => mayBeCalled(username, context.callerOf(request)),
    of: (room) => [...(rooms.get(room) ?? [])],
    join(room, as, socket, request) {
      const topic = hubRoomTopic(room);
      const { flow, done } = flowFor(request);
      const { account, device } = context.callerOf(request);
      const { madeAs } = hub.of(topic);
      const waiting: HubRoomEvent[] = [];
      let uncommitted = 0;
      let ended = false;

      /** Records what waits, in its order, a bounded part at a time. */
      function pump(): void {
        while (!ended && uncommitted < mostUncommitted) {
          const event = waiting.shift();
          if (!event) return;
          uncommitted += 1;
          void hub
            .record({
              topic,
              device,
              // What comes out of a room that is removed must not reach another one of its id.
              decide(state) {
                const isOurs = isMade(state) && state.madeAs === madeAs;
                return { entries: isOurs ? [hubRoomEntry(event)] : [], outcome: isOurs };
              },
            })
            .then((kept) => {
              uncommitted -= 1;
              if (!kept.ok) return fail(kept.error.code);
              if (!kept.value.outcome) return end(1000, roomRemoved);
              if (event.type === 'joined') enter(kept.value.seq);
              pump();
              member.settle();
            });
        }
      }

      /** What was said isn't kept, so nobody hears it; its sender is told by the end of the line. */
      function fail(code: string): void {
        if (!ended) context.log.warn({ code, room }, 'a hub room’s message wasn’t recorded');
        end(1013, 'not recorded, try again later');
      }

      function end(code: number, reason: string): void {
        if (ended) return;
        ended = true;
        waiting.length = 0;
        closeSoon(socket, code, reason);
      }

      function enter(seq: number): void {
        if (socket.readyState !== socket.OPEN) return;
        const present = rooms.get(room) ?? new Set();
        rooms.set(room, present.add(as));
        followOnSocket(hub, { topics: [topic.name], after: seq - 1 }, socket, frameOfRow(room));
      }

      const member: Member = {
        room,
        madeAs,
        socket,
        username: as.username,
        request,
        account,
        settle() {
          if (waiting.length > 0 || flow.isOverdrawn(now())) socket.pause();
          else socket.resume();
        },
      };

      members.add(member);
      waiting.push({ type: 'joined', ...as });
      pump();
      socket.on('message', (data, isBinary) => {
        if (ended) return;
        // Text frames were checked to be UTF-8; what a binary one holds is taken for it.
        const content = isBinary
          ? Buffer.concat([data].flat() as Buffer[]).toString('utf8')
          : data.toString();
        flow.spend(content.length, now());
        waiting.push({ type: 'said', ...as, content });
        pump();
        member.settle();
      });
      socket.on('close', () => {
        members.delete(member);
        done();
        const present = rooms.get(room);
        present?.delete(as);
        if (present?.size === 0) rooms.delete(room);
        waiting.push({ type: 'left', ...as });
        pump();
      });
    },
    stop() {
      stopRevoked();
      stopListening();
      stopResuming();
      stopRenewing();
    },
  };
}
