import * as z from 'zod/mini';
import type { Moment, Seq } from '#shared/domain/ids.ts';
import type { LogEntry, LogTopic, NewEntry, TopicFold } from '#shared/domain/log.ts';

/**
 * A match as the relay's clients name it: 1 to 200 characters, whatever their program makes them of. Half a surrogate pair
 * and control characters are none, since not everything that carries an id keeps them.
 */
export const RelayId = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(200),
    z.refine((id) => id.isWellFormed() && !/\p{Cc}/u.test(id), 'half characters and control characters'),
  )
  .brand<'RelayId'>();
export type RelayId = z.infer<typeof RelayId>;

/** What is known of a match of the relay, frames apart: those are rows of the log. */
export interface RelayMatch {
  readonly seq: Seq;
  /** A referee has announced it; frames are taken without that, too. */
  readonly registered: boolean;
  /** Frames received. */
  readonly events: number;
  /** The number of its first event: which match is the newer doesn't hang on the laptop's clock. Null while it has none. */
  readonly firstSeq: Seq | null;
  /** When its last frame came; null while none has. */
  readonly lastAt: Moment | null;
}

/** A row whose body is a referee's frame, to the letter. */
export const frameType = 'frame';
const registeredType = 'registered';

/** What is recorded of a frame; `text` is JSON. */
export const frameEntry = (text: string): NewEntry => ({ type: frameType, body: text });

/** What is recorded when a referee announces a match: nothing if it was announced before. */
export const registration = (match: RelayMatch): readonly NewEntry[] =>
  match.registered ? [] : [{ type: registeredType, body: '{}' }];

const fold: TopicFold<RelayMatch> = {
  version: 2,
  empty: () => ({ seq: 0, registered: false, events: 0, firstSeq: null, lastAt: null }),
  evolve(match: RelayMatch, { seq, type, hubAt }: LogEntry) {
    const known = { ...match, seq, firstSeq: match.firstSeq ?? seq };
    if (type === registeredType) return { ...known, registered: true };
    return { ...known, events: match.events + 1, lastAt: hubAt };
  },
};

/** What the names of the relay's topics begin with. */
export const relayPrefix = 'relay/';

/** The topic of a match: its frames in the order in which the hub recorded them. */
export const relayTopic = (id: RelayId): LogTopic<RelayMatch> => ({ name: `${relayPrefix}${id}`, fold });

/** The match that a topic is of; null for other topics. */
export const relayIdOf = (topic: string): RelayId | null =>
  // The cast: only what was parsed got into the log.
  topic.startsWith(relayPrefix) ? (topic.slice(relayPrefix.length) as RelayId) : null;
