import type { Moment, Seq } from '#shared/domain/ids.ts';
import type { LogEntry, LogTopic } from '#shared/domain/log.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { assembled } from './assemble.ts';
import {
  type MeetCreated,
  type MeetPublished,
  readMeetEvent,
  type SessionOpened,
  type UpdatesTaken,
} from './events.ts';
import { emptyList, type GrowingList, grown } from './growing-list.ts';
import type { LoggedUpdate } from './update-index.ts';

/** A client that has joined, or joined before and may resume. */
export interface MeetSession {
  /** Hash of its token. */
  readonly token: string;
  /** An index into the meet's locations. */
  readonly location: number;
  readonly expiresAt: Moment;
}

/** A conflict that was settled: what the log says of it is in the event `row`. */
export interface MeetConflict {
  readonly at: Moment;
  readonly row: Seq;
  readonly key: string;
  /** Number of the update that stands. */
  readonly won: number;
  /** Number of the one that was overruled; null when it was never accepted. */
  readonly lost: number | null;
  /** Whose update began it, and that client's own number for it. */
  readonly session: number;
  readonly local: number;
}

/** A publication that the meet was finished with; its text is in the event `seq`. */
export interface MeetPublication {
  readonly id: string;
  readonly seq: Seq;
  readonly at: Moment;
  /** Length of its CSV in bytes of UTF-8. */
  readonly bytes: number;
  readonly returnEmail: string;
}

/** How a meet stands whose log the hub has lost, in whole or in part. */
export interface MeetRecovery {
  /** Numbers up to it were never lost. */
  readonly base: number;
  /** Up to it the numbers are those of before. */
  readonly certain: number;
  /** Nobody is being asked any more. */
  readonly whole: boolean;
}

/** What is known of a meet: a fold of its topic. */
export interface MeetState {
  readonly seq: Seq;
  /** Null until it is created. */
  readonly created: (MeetCreated & { readonly at: Moment }) | null;
  /** Sessions that haven't expired, by their number. */
  readonly sessions: { readonly [session: string]: MeetSession };
  readonly lastSession: number;
  /** When somebody at a location joined or sent updates last, by the location's index. */
  readonly heardAt: { readonly [location: string]: Moment };
  /** Accepted updates; the first has the number 1. */
  readonly updates: GrowingList<LoggedUpdate>;
  readonly conflicts: GrowingList<MeetConflict>;
  /** The updates' values at their keys. */
  readonly assembled: unknown;
  readonly recovery: MeetRecovery | null;
  readonly publications: readonly MeetPublication[];
}

/** Number of the newest accepted update. */
export const newestOf = (state: MeetState): number => state.updates.length;

/** Its results were published: it takes no more updates. */
export const isFinished = (state: MeetState): boolean => state.publications.length > 0;

/** The meet's updates applied in order: plain objects and lists; an empty object before the first. */
export const assembledState = (state: MeetState): unknown => state.assembled;

/** Whether a text is a meet's id: nine digits. */
export const isMeetId = (text: string): boolean => /^\d{9}$/.test(text);

/** The topic of a meet. */
export const meetTopic = (id: string): LogTopic<MeetState> => ({
  name: `meet/${id}`,
  fold: { version: 2, empty: () => noMeet, evolve },
});

const noMeet: MeetState = {
  seq: 0,
  created: null,
  sessions: {},
  lastSession: 0,
  heardAt: {},
  updates: emptyList,
  conflicts: emptyList,
  assembled: {},
  recovery: null,
  publications: [],
};

/** Sessions of one meet that can be resumed at a time; the oldest one is forgotten. */
const mostSessions = 1_000;

function evolve(before: MeetState, entry: LogEntry): MeetState {
  const state = { ...before, seq: entry.seq };
  const event = readMeetEvent(entry);
  if (!event) return state;
  switch (event.type) {
    case 'created': {
      const recovery = event.body.restored ? { base: 0, certain: 0, whole: false } : null;
      return { ...state, created: { ...event.body, at: entry.hubAt }, recovery };
    }
    case 'session':
      return opened(state, event.body, entry.hubAt);
    case 'updates':
      return updated(state, event.body, entry);
    case 'recovering': {
      const base = Math.min(event.body.base, state.recovery?.base ?? event.body.base);
      return { ...state, recovery: { base, certain: state.recovery?.certain ?? base, whole: false } };
    }
    case 'recovered':
      return { ...state, recovery: state.recovery && { ...state.recovery, whole: true } };
    case 'published':
      return { ...state, publications: [...state.publications, publication(event.body, entry)] };
    default:
      return unreachable(event);
  }
}

function opened(state: MeetState, { session, ...rest }: SessionOpened, at: Moment): MeetState {
  const known = Object.entries(state.sessions).filter(([, { expiresAt }]) => expiresAt > at);
  const sessions = Object.fromEntries([...known.slice(1 - mostSessions), [String(session), rest]]);
  return { ...state, sessions, lastSession: session, heardAt: { ...state.heardAt, [rest.location]: at } };
}

function updated(state: MeetState, taken: UpdatesTaken, { seq, hubAt }: LogEntry): MeetState {
  const { session, location, first, updates, rejected, told } = taken;
  const base = { at: hubAt, row: seq, session };
  return {
    ...state,
    heardAt: { ...state.heardAt, [location]: hubAt },
    updates: grown(
      state.updates,
      updates.map(({ key, print, local }) => ({
        key,
        print,
        location,
        session,
        local,
        row: seq,
        told: told !== undefined,
      })),
    ),
    conflicts: grown(state.conflicts, [
      ...updates.flatMap(({ key, local, over = [] }, n) =>
        over.map((lost) => ({ ...base, key, won: first + n, lost, local })),
      ),
      ...rejected.map(({ key, by, local }) => ({ ...base, key, won: by, lost: null, local })),
    ]),
    assembled: assembled(state.assembled, updates),
    recovery:
      told && state.recovery
        ? { ...state.recovery, certain: Math.max(state.recovery.certain, told.certain) }
        : state.recovery,
  };
}

const publication = ({ id, csv, returnEmail }: MeetPublished, { seq, hubAt }: LogEntry): MeetPublication => ({
  id,
  seq,
  at: hubAt,
  bytes: utf8Length(csv),
  returnEmail,
});

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
