import { createHash } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Dialect, DialectContext } from '#main/dialects/dialect.ts';
import { closeSoon, socketDoor } from '#main/dialects/transport/socket-door.ts';
import type { Passwords } from '#main/lib/passwords.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { decidePublish } from '#shared/domain/meet/decide-meet.ts';
import { liftingView } from '#shared/domain/meet/lifting-view.ts';
import { assembledState, isMeetId, meetTopic } from '#shared/domain/meet/meet.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { hearClient, isLarge, type Joined, type MeetClient, refuseLargeFrame } from './client.ts';
import { createEntering } from './entering.ts';
import { type MeetFrame, readFrame } from './frames-in.ts';
import {
  invalidSession,
  joinRejected,
  malformedMessage,
  meetCreated,
  meetJoined,
  publishAck,
  unknownMessageType,
} from './frames-out.ts';
import { openLine } from './line.ts';
import { type MeetRoom, meetRoom } from './meet-room.ts';
import { createMeets, type KnownSession, type NewSession } from './meets.ts';
import { meetRoutes, meetsStatus } from './panel.ts';
import { watchStrangers } from './strangers.ts';

/** Path of the socket. */
const path = '/ws';
/** A frame can hold a whole meet. */
const largestFrame = 16 * 1024 * 1024;
const pulse = { pingEveryMs: 30_000, dropAfterMs: 120_000 };
/** What the log has as the device of meets' events: their clients are known by session and location. */
const device = 'meet' as DeviceId;

/**
 * OpenLifter's live protocol: several computers at one lifting meet, each writing keyed updates, also while it is cut off;
 * the hub numbers them, settles conflicts by the locations' priorities, and relays.
 */
export function meetDialect(context: DialectContext, passwords: Passwords): Dialect {
  const { hub, now, log, outbox } = context;
  const door = socketDoor(context, { largestFrame, pulse });
  const meets = createMeets(context, device);
  const entering = createEntering(meets, context, passwords);
  const rooms = new Map<string, MeetRoom>();
  const strangers = watchStrangers();
  const changed = hub.provideStatus('meets', () => meetsStatus(meets, rooms, outbox));
  const viewChanged = hub.provideViews('lifting/', (id) => {
    const state = isMeetId(id) ? meets.state(id) : null;
    return state ? liftingView(assembledState(state)) : null;
  });
  const stopListening = hub.onCommit((rows) => {
    const touched = new Set(rows.map(({ topic }) => topic).filter((topic) => topic.startsWith('meet/')));
    for (const topic of touched) viewChanged(topic.slice('meet/'.length));
    if (touched.size > 0) changed();
  });
  const stopDeliveries = outbox.onChange(changed);

  function roomOf(meet: string): MeetRoom {
    const room = rooms.get(meet) ?? meetRoom(meet, { hub, now, log, device, failed: endFailed });
    rooms.set(meet, room);
    return room;
  }

  /** Nothing was recorded: a client whose line ends comes again and sends again what wasn't acknowledged. */
  const endFailed = (client: MeetClient): void => closeSoon(client.socket, 1013, 'can’t be recorded now');

  function enter(client: MeetClient, { meet, session }: KnownSession): Joined | null {
    if (client.joined?.meet === meet && client.joined.session === session) return client.joined;
    const state = meets.state(meet);
    const location = state?.sessions[session]?.location;
    if (location === undefined || client.socket.readyState !== client.socket.OPEN) return null;
    leave(client);
    const priority = state?.created?.locations[location]?.priority ?? null;
    client.joined = { meet, session, location, priority, line: openLine(hub, meet, client.socket) };
    roomOf(meet).come(client, client.joined);
    changed();
    return client.joined;
  }

  function leave(client: MeetClient): void {
    const { joined } = client;
    if (!joined) return;
    joined.line.stop();
    roomOf(joined.meet).leave(client);
    client.joined = null;
    client.claim = null;
    client.waiting = false;
    client.answered();
    changed();
  }

  /** The client's session, by the token that each of its frames carries; it is told if that isn't known. */
  function sessionOf(client: MeetClient, token: string): Joined | null {
    const known = meets.session(token);
    const joined = known && enter(client, known);
    if (!joined) client.sayRubbish(invalidSession(token));
    return joined;
  }

  async function hear(client: MeetClient, text: string): Promise<void> {
    const read = readFrame(text);
    if (isLarge(text) && !client.joined && !resumes(read.kind === 'frame' ? read.frame : null)) {
      return refuseLargeFrame(client);
    }
    switch (read.kind) {
      case 'malformed':
        return client.sayRubbish(malformedMessage(read.message));
      case 'unknown':
        return client.sayRubbish(unknownMessageType(read.msgType));
      case 'frame':
        return await act(client, read.frame);
      default:
        return unreachable(read);
    }
  }

  const resumes = (frame: MeetFrame | null): boolean =>
    frame !== null && 'sessionToken' in frame && meets.session(frame.sessionToken) !== null;

  async function act(client: MeetClient, frame: MeetFrame): Promise<void> {
    switch (frame.msgType) {
      case 'CREATE_MEET': {
        const created = await entering.create(frame, client.address);
        if (!created.ok) return client.sayRubbish(joinRejected(created.error));
        return entered(client, created.value, meetCreated(created.value.meet, created.value.token));
      }
      case 'JOIN_MEET': {
        const joined = await entering.join(frame, client.address);
        if (!joined.ok) return client.sayRubbish(joinRejected(joined.error));
        return entered(client, joined.value, meetJoined(joined.value.token));
      }
      case 'UPDATE_INIT': {
        const joined = sessionOf(client, frame.sessionToken);
        if (joined) client.alsoBusy(roomOf(joined.meet).take(client, joined, frame.updates));
        return;
      }
      case 'CLIENT_PULL': {
        const joined = sessionOf(client, frame.sessionToken);
        if (joined)
          client.alsoBusy(roomOf(joined.meet).pull(client, joined, Math.max(0, frame.lastServerSeq)));
        return;
      }
      case 'PUBLISH_MEET': {
        const joined = sessionOf(client, frame.sessionToken);
        if (joined) client.alsoBusy(publish(client, joined, frame));
        return;
      }
      default:
        return unreachable(frame);
    }
  }

  /** It is a client of the meet from the moment on at which it is told so. */
  function entered(client: MeetClient, opened: NewSession, text: string): void {
    if (enter(client, opened)) client.say(text);
  }

  async function publish(
    client: MeetClient,
    { meet, priority }: Joined,
    { oplCsv: csv, returnEmail }: Extract<MeetFrame, { msgType: 'PUBLISH_MEET' }>,
  ): Promise<void> {
    if (priority === null) {
      return client.sayRubbish(malformedMessage('a display-only location can’t publish the meet'));
    }
    // One that is sent again, for its acknowledgement was lost, is the same publication.
    const id = createHash('sha256')
      .update(JSON.stringify([meet, csv, returnEmail]))
      .digest('hex')
      .slice(0, 32);
    const recorded = await hub.record({
      topic: meetTopic(meet),
      device,
      decide: (state) => decidePublish(state, { id, csv, returnEmail }),
    });
    if (!recorded.ok) return endFailed(client);
    client.say(publishAck());
    if (recorded.value.outcome.isNew) outbox.wake();
  }

  function come(socket: WebSocket, address: string): MeetClient {
    const client = hearClient(socket, address, now, log, async (from, text) => {
      await hear(from, text);
      if (from.joined) roomOf(from.joined.meet).seen(from.joined.location);
    });
    socket.on('close', () => leave(client));
    return client;
  }

  return {
    adapters: [
      {
        name: 'meet',
        upgrade: (asked) =>
          asked !== path
            ? null
            : (request, socket, head) =>
                door.accept(request, socket, head, (webSocket, address) => {
                  const { heard } = strangers(come(webSocket, address), socket);
                  webSocket.on('message', heard);
                }),
        clients: door.size,
        close: door.closeAll,
      },
    ],
    panelRoutes: (app) => meetRoutes(app, { hub, meets, entering }),
    async stop() {
      door.stop();
      stopListening();
      stopDeliveries();
    },
  };
}
