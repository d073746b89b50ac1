import * as z from 'zod/mini';
import type { Seq } from '#shared/domain/ids.ts';
import type { LogTopic, NewEntry } from '#shared/domain/log.ts';

/** Who is connected to a room: an id and a name as the client gave them. */
export interface RoomMember {
  readonly id: string;
  readonly username: string;
}

const member = { id: z.string(), username: z.string() };

/**
 * What happens in a hub room (topic `hub-room/<id>`): it is made; people come, say something and go; the organiser
 * removes it. It can be made again then, as another room. Comings and goings are recorded too, so that they have one
 * order with what is said for everybody who is there.
 */
export const HubRoomEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('made'), name: z.string() }),
  z.object({ type: z.literal('joined'), ...member }),
  z.object({ type: z.literal('said'), ...member, content: z.string() }),
  z.object({ type: z.literal('left'), ...member }),
  z.object({ type: z.literal('removed') }),
]);
export type HubRoomEvent = z.infer<typeof HubRoomEvent>;

/** The fold of a hub room. */
export interface HubRoomState {
  readonly seq: Seq;
  readonly id: string;
  /** Null until it is made, and once it is removed. */
  readonly name: string | null;
  /** Number of the event that made it last: what happened before was in another room of that id. 0: none. */
  readonly madeAs: Seq;
  /** How many messages were said since. */
  readonly messages: number;
}

/** What the topics of hub rooms begin with. */
export const hubRoomPrefix = 'hub-room/';

const fold: LogTopic<HubRoomState>['fold'] = {
  version: 2,
  empty: (topic) => ({
    seq: 0,
    id: topic.slice(hubRoomPrefix.length),
    name: null,
    madeAs: 0,
    messages: 0,
  }),
  evolve(state, { seq, type, body }) {
    switch (type) {
      case 'made': {
        const event = readHubRoomEvent(body);
        return event?.type === 'made' ? { ...state, seq, name: event.name, madeAs: seq } : { ...state, seq };
      }
      case 'said':
        return { ...state, seq, messages: state.messages + 1 };
      case 'removed':
        return { ...state, seq, name: null, messages: 0 };
      default:
        return { ...state, seq };
    }
  },
};

/** A room that is there. */
export type MadeRoom = HubRoomState & { readonly name: string };

/** Whether it was made and not removed since. */
export const isMade = (room: HubRoomState): room is MadeRoom => room.name !== null;

/** The topic of a hub room. */
export const hubRoomTopic = (id: string): LogTopic<HubRoomState> => ({ name: `${hubRoomPrefix}${id}`, fold });

/** An event as it is recorded. */
export const hubRoomEntry = (event: HubRoomEvent): NewEntry => ({
  type: event.type,
  body: JSON.stringify(event),
});

/** A recorded event; null for one that this version doesn't know. */
export function readHubRoomEvent(body: string): HubRoomEvent | null {
  const parsed = HubRoomEvent.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : null;
}
