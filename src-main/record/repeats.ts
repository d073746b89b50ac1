import { createHash } from 'node:crypto';
import {
  type CompetitionState,
  competitionFold,
  newcomersEvents,
} from '#shared/domain/competition/competition.ts';
import { type CompetitionEvent, readEvent } from '#shared/domain/competition/event.ts';
import type { DeviceId, Seq } from '#shared/domain/ids.ts';

/**
 * Tells what a hub repeats. After a break it sends what a newcomer needs, most of which was recorded before. The same
 * fold that the hub uses says what that is; within each heat (and distance, and competition) it comes in order, so that
 * an event is a repeat as long as all before it in its heat were.
 */
export interface Repeats {
  /** The line is there again: from now on repeats may come. */
  reconnected(now: number): void;
  /** Whether an event is a repeat; one that isn't is remembered. `now`: milliseconds. */
  isRepeat(text: string, now: number): boolean;
}

/** One competition as recorded so far: the fold's state, and digests of the events that it points to. */
interface Recorded {
  state: CompetitionState;
  digests: Map<Seq, { readonly group: string; readonly digest: string }>;
}

/** Repeats come at once: so long after connecting, and after the one before; in milliseconds. */
const firstWithinMs = 3_000;
const nextWithinMs = 1_000;

const digestOf = (text: string): string => createHash('sha1').update(text).digest('base64');

const groupOf = ({ competition, distance, heat }: CompetitionEvent): string =>
  JSON.stringify([competition, distance !== null, heat]);

/** Nothing is recorded yet. */
export function createRepeats(): Repeats {
  const competitions = new Map<string, Recorded>();
  /** What the hub may repeat, by group, in order. */
  let expected = new Map<string, string[]>();
  let expectedUntil = 0;
  let seq = 0;

  function remember(event: CompetitionEvent, group: string, text: string, digest: string): void {
    const known = competitions.get(event.competition) ?? {
      state: competitionFold.empty(''),
      digests: new Map(),
    };
    competitions.set(event.competition, known);
    seq += 1;
    const entry = { seq, type: event.typeName, body: text, hubAt: 0, device: 'recorder' as DeviceId };
    known.state = competitionFold.evolve(known.state, entry);
    known.digests.set(seq, { group, digest });
    forgetFinished(known);
  }

  return {
    reconnected(now) {
      expected = new Map();
      expectedUntil = now + firstWithinMs;
      for (const { state, digests } of competitions.values()) {
        for (const at of newcomersEvents(state)) {
          const recorded = digests.get(at);
          if (!recorded) continue;
          const group = expected.get(recorded.group) ?? [];
          group.push(recorded.digest);
          expected.set(recorded.group, group);
        }
      }
    },
    isRepeat(text, now) {
      const read = readEvent(text);
      if (!read.ok) return false;
      const event = read.value;
      const group = groupOf(event);
      const digest = digestOf(text);
      if (now > expectedUntil) expected.clear();
      const next = expected.get(group);
      if (next?.[0] === digest) {
        next.shift();
        if (next.length === 0) expected.delete(group);
        expectedUntil = Math.max(expectedUntil, now + nextWithinMs);
        return true;
      }
      // From here on it is news, and so is all that follows in this heat; a competition that begins anew begins whole.
      expected.delete(group);
      if (event.typeName === 'CompetitionActivatedEvent') expected.clear();
      remember(event, group, text, digest);
      return false;
    },
  };
}

/** Forgets digests that the state doesn't point to any more, once they are as many as those that it does. */
function forgetFinished(recorded: Recorded): void {
  if (recorded.digests.size < 1_000 || recorded.digests.size % 500 !== 0) return;
  const needed = newcomersEvents(recorded.state);
  if (needed.length * 2 > recorded.digests.size) return;
  const kept = new Map<Seq, { group: string; digest: string }>();
  for (const at of needed) {
    const known = recorded.digests.get(at);
    if (known) kept.set(at, known);
  }
  recorded.digests = kept;
}
