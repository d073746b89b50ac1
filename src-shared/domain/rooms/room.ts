import * as z from 'zod/mini';
import type { Moment, Seq } from '#shared/domain/ids.ts';
import type { LogTopic, NewEntry, TopicFold } from '#shared/domain/log.ts';

/** The longest id of a room and name of a user, in UTF-16 units, and the longest text, in bytes of UTF-8. */
export const longest = { room: 200, user: 200, textBytes: 16 * 1024 } as const;

/** A message as it is recorded: what was typed, with a user's name that has no line breaks. */
export const RoomMessage = z.object({ user: z.string(), text: z.string() });
export type RoomMessage = z.infer<typeof RoomMessage>;

/** What is known of a room: its topic is `room/<id>`. It needs no creating: it begins with its first message. */
export interface RoomState {
  readonly seq: Seq;
  /** The last deletion's number; nothing up to it is served to anybody. 0: none. */
  readonly deletedAt: Seq;
  /** Messages since then. */
  readonly messages: number;
  /** When the newest of them was recorded. */
  readonly lastAt: Moment | null;
}

/** Types of a room's events. The log keeps what stands before a deletion; no way leads to it any more. */
export const posted = 'posted';
export const deleted = 'deleted';

export const noMessages: RoomState = { seq: 0, deletedAt: 0, messages: 0, lastAt: null };

const fold: TopicFold<RoomState> = {
  version: 1,
  empty: () => noMessages,
  evolve(state, { seq, type, hubAt }) {
    if (type === deleted) return { ...noMessages, seq, deletedAt: seq };
    if (type !== posted) return { ...state, seq };
    return { ...state, seq, messages: state.messages + 1, lastAt: hubAt };
  },
};

/** What the topics of rooms begin with. */
export const roomPrefix = 'room/';

/** The topic of a room. */
export const roomTopic = (room: string): LogTopic<RoomState> => ({ name: `${roomPrefix}${room}`, fold });

/** The event of a message. */
export const postedEntry = ({ user, text }: RoomMessage): NewEntry => ({
  type: posted,
  body: JSON.stringify({ user, text }),
});

/** The event of a deletion. */
export const deletedEntry: NewEntry = { type: deleted, body: '{}' };

/** A message by its recorded body. */
export const messageOf = (body: string): RoomMessage => RoomMessage.parse(JSON.parse(body));

/**
 * Why a room can't have this id, as a sentence; null if it can. Any characters will do, but `.` and `..`, which no
 * browser can ask for in a path (RFC 3986, 5.2.4).
 */
export function roomProblem(room: string): string | null {
  if (room === '') return 'The room’s id is missing.';
  if (room === '.' || room === '..') return 'A room can’t be called . or ...';
  if (room.length > longest.room) return `A room’s id has at most ${longest.room} characters.`;
  return null;
}

/** Why this can't be a message, as a sentence; null if it can. `textBytes`: length of the text in UTF-8. */
export function messageProblem({ user, text }: RoomMessage, textBytes: number): string | null {
  if (text === '') return 'The message has no text.';
  if (textBytes > longest.textBytes) return `A message has at most ${longest.textBytes} bytes.`;
  if (user.length > longest.user) return `A user’s name has at most ${longest.user} characters.`;
  return null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const controls = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

/** A message as it is recorded: a name is one line, and half of a surrogate pair isn't text. */
export const tidyMessage = ({ user, text }: RoomMessage): RoomMessage => ({
  user: user.replace(controls, ' ').toWellFormed(),
  text: text.toWellFormed(),
});
