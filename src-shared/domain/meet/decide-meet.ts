import type { Moment } from '#shared/domain/ids.ts';
import type { Decision } from '#shared/domain/log.ts';
import { type MeetCreated, meetEntry } from './events.ts';
import { isFinished, type MeetState, newestOf } from './meet.ts';

/** A session is resumable for so long after it was opened, in milliseconds: seven days. */
const sessionLastsMs = 7 * 24 * 60 * 60 * 1_000;

/** Creates a meet, with a session of its creator if a client did. `taken`: the id is another meet's. */
export function decideCreate(
  state: MeetState,
  created: MeetCreated,
  token: string | null,
  at: Moment,
): Decision<{ readonly kind: 'created'; readonly session: number | null } | { readonly kind: 'taken' }> {
  if (state.created) return { entries: [], outcome: { kind: 'taken' } };
  const creation = meetEntry({ type: 'created', body: created });
  if (token === null || created.creator === null) {
    return { entries: [creation], outcome: { kind: 'created', session: null } };
  }
  const body = { session: 1, token, location: created.creator, expiresAt: at + sessionLastsMs };
  return {
    entries: [creation, meetEntry({ type: 'session', body })],
    outcome: { kind: 'created', session: 1 },
  };
}

/** Opens a session of a location, by whose number the client is known from then on. */
export function decideSession(
  state: MeetState,
  token: string,
  location: number,
  at: Moment,
): Decision<{ readonly session: number }> {
  const session = state.lastSession + 1;
  const body = { session, token, location, expiresAt: at + sessionLastsMs };
  return { entries: [meetEntry({ type: 'session', body })], outcome: { session } };
}

/** Publishes the results, which finishes the meet. The same publication again is recorded once. */
export function decidePublish(
  state: MeetState,
  published: { readonly id: string; readonly csv: string; readonly returnEmail: string },
): Decision<{ readonly isNew: boolean }> {
  const isNew = state.publications.every(({ id }) => id !== published.id);
  return {
    entries: isNew ? [meetEntry({ type: 'published', body: published })] : [],
    outcome: { isNew },
  };
}

/** What a client that pulls is answered with. */
export type PullOutcome =
  /** Everything after the number that it knows. */
  | { readonly kind: 'send'; readonly after: number }
  /** It knows numbers that the hub has lost, or may know: all clients are asked for those after `base`. */
  | { readonly kind: 'ask'; readonly base: number; readonly everybody: boolean };

/**
 * Decides how a pull is answered. `isNew`: the client hasn't been sent anything by this hub since it joined, so that its
 * numbers may be those from before a loss.
 */
export function decidePull(state: MeetState, known: number, isNew: boolean): Decision<PullOutcome> {
  const { recovery } = state;
  // A finished meet takes nothing any more, also not what it lost.
  if (isFinished(state)) return { entries: [], outcome: { kind: 'send', after: known } };
  if (known > newestOf(state)) {
    const base = recovery?.base ?? newestOf(state);
    const entries = recovery?.whole === false ? [] : [meetEntry({ type: 'recovering', body: { base } })];
    return { entries, outcome: { kind: 'ask', base, everybody: true } };
  }
  if (recovery && isNew && known > recovery.certain) {
    return { entries: [], outcome: { kind: 'ask', base: recovery.base, everybody: false } };
  }
  return { entries: [], outcome: { kind: 'send', after: known } };
}

/** Nobody is being asked any more. */
export const decideRecovered = (state: MeetState): Decision<null> => ({
  entries: state.recovery?.whole === false ? [meetEntry({ type: 'recovered', body: {} })] : [],
  outcome: null,
});
