import { createHash } from 'node:crypto';
import {
  type CompetitionState,
  competitionFold,
  newcomersEvents,
} from '#shared/domain/competition/competition.ts';
import { type CompetitionEvent, readEvent } from '#shared/domain/competition/event.ts';
import type { DeviceId, Seq } from '#shared/domain/ids.ts';

/**
 * Tells what a hub repeats. After a break it sends what a newcomer needs, and the fold that the hub uses says what that
 * was before the break. If all of it comes again, only what is new besides is recorded. If not, something has ended or
 * begun anew meanwhile: then the whole of it is recorded, activations first, so that whoever plays the recording is at
 * the present again. Until that is clear, lines are held back.
 */
export interface Repeats {
  /** The line is there again: from now on repeats may come. */
  reconnected(): void;
  /** Takes an event and the line for it; gives the lines that are to be written now. */
  take(text: string, line: string): readonly string[];
  /** What was repeated has come to its end; gives the lines that were held back and are to be written. */
  settle(): readonly string[];
  isHolding(): boolean;
}

/** One competition as recorded so far: the fold's state, and digests of the events that it points to. */
interface Recorded {
  state: CompetitionState;
  digests: Map<Seq, { readonly group: string; readonly digest: string }>;
}

/** An event with its place: events of one heat (or distance, or competition) come in order. */
interface Placed {
  readonly event: CompetitionEvent;
  readonly group: string;
  readonly digest: string;
}

interface Held {
  readonly line: string;
  readonly text: string;
  /** Null: it isn't an event of a competition. */
  readonly placed: Placed | null;
  readonly isRepeat: boolean;
}

function placeOf(text: string): Placed | null {
  const read = readEvent(text);
  if (!read.ok) return null;
  const { competition, distance, heat } = read.value;
  return {
    event: read.value,
    group: JSON.stringify([competition, distance !== null, heat]),
    digest: createHash('sha1').update(text).digest('base64'),
  };
}

/** Nothing is recorded yet. */
export function createRepeats(): Repeats {
  const competitions = new Map<string, Recorded>();
  /** What the hub may repeat and hasn't yet, by group, in order. */
  let expected = new Map<string, string[]>();
  let held: Held[] | null = null;
  let seq = 0;

  function remember({ event, group, digest }: Placed, text: string): void {
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

  function settle(): readonly string[] {
    const wanted = (held ?? []).filter(({ isRepeat }) => expected.size > 0 || !isRepeat);
    held = null;
    expected = new Map();
    for (const { placed, text } of wanted) if (placed) remember(placed, text);
    return wanted.map(({ line }) => line);
  }

  return {
    reconnected() {
      for (const { state, digests } of competitions.values()) {
        for (const at of newcomersEvents(state)) {
          const recorded = digests.get(at);
          if (!recorded) continue;
          const group = expected.get(recorded.group) ?? [];
          group.push(recorded.digest);
          expected.set(recorded.group, group);
        }
      }
      held = expected.size > 0 ? [] : null;
    },
    take(text, line) {
      const placed = placeOf(text);
      if (!held) {
        if (placed) remember(placed, text);
        return [line];
      }
      const next = placed ? expected.get(placed.group) : undefined;
      const isRepeat = next !== undefined && next[0] === placed?.digest;
      held.push({ line, text, placed, isRepeat });
      if (next && !isRepeat) return settle();
      next?.shift();
      if (next?.length === 0 && placed) expected.delete(placed.group);
      return expected.size === 0 ? settle() : [];
    },
    settle,
    isHolding: () => held !== null,
  };
}

/** Forgets digests that the state doesn't point to any more, now and then. */
function forgetFinished(recorded: Recorded): void {
  if (recorded.digests.size < 1_000 || recorded.digests.size % 500 !== 0) return;
  const needed = newcomersEvents(recorded.state);
  if (needed.length * 2 > recorded.digests.size) return;
  const kept: Recorded['digests'] = new Map();
  for (const at of needed) {
    const known = recorded.digests.get(at);
    if (known) kept.set(at, known);
  }
  recorded.digests = kept;
}
