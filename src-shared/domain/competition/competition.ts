import type { DeviceId, Moment, Seq } from '#shared/domain/ids.ts';
import type { LogEntry, LogTopic, TopicFold } from '#shared/domain/log.ts';
import { type CompetitionEvent, type HeatKey, readEvent } from './event.ts';
import { noSeqs, type SeqList, withSeq } from './seq-list.ts';

/** A heat that was activated and not deactivated since. */
export interface LiveHeat extends HeatKey {
  readonly activation: Seq;
  readonly events: SeqList;
  readonly started: boolean;
  /** Its newest committed result since the activation. */
  readonly committed: Seq | null;
}

/** The newest committed result of a heat that isn't live. */
export interface HeatResult extends HeatKey {
  readonly committed: Seq;
}

/** The distance that was activated last. */
export interface CurrentDistance {
  readonly id: string;
  readonly name: string;
  readonly activation: Seq;
  /** Events of the distance itself since its latest activation. */
  readonly events: SeqList;
  /** One of each heat that has one. */
  readonly results: readonly HeatResult[];
  /** In order of their activation. */
  readonly heats: readonly LiveHeat[];
}

/** A batch that was recorded under its sender's key, so that sending it again records nothing. */
export interface KeyedBatch {
  readonly device: DeviceId;
  readonly key: string;
  readonly accepted: number;
}

/**
 * What a newcomer needs of a competition, as places in the log. It holds what is current: events of finished heats and
 * of former distances aren't in it any more.
 */
export interface CompetitionState {
  readonly seq: Seq;
  /** Events recorded in all. */
  readonly recorded: number;
  readonly lastAt: Moment | null;
  /** The latest one; null before the first. */
  readonly activation: { readonly seq: Seq; readonly at: Moment; readonly name: string } | null;
  /** Activated and not deactivated since. */
  readonly live: boolean;
  /** Events of the competition itself since its latest activation. */
  readonly events: SeqList;
  readonly distance: CurrentDistance | null;
  /** The newest ones, oldest first. */
  readonly batches: readonly KeyedBatch[];
}

/** Keyed batches that are remembered: a sender repeats its last one, soon. */
const mostBatches = 500;

/** Type of the row that remembers a keyed batch. No event has it, since theirs is their `typeName`. */
export const batchType = '';

/** The body of such a row. */
export const batchBody = (key: string, accepted: number): string => JSON.stringify({ key, accepted });

/** The batch that a device has recorded under a key; undefined if there is none. */
export const batchOf = (state: CompetitionState, device: DeviceId, key: string): KeyedBatch | undefined =>
  state.batches.find((batch) => batch.device === device && batch.key === key);

const isSame = (a: HeatKey, b: HeatKey): boolean => a.round === b.round && a.number === b.number;

const without = <T extends HeatKey>(list: readonly T[], heat: HeatKey): readonly T[] =>
  list.some((other) => isSame(other, heat)) ? list.filter((other) => !isSame(other, heat)) : list;

/** Activating a competition, again too, leaves neither distance nor heats. Afterwards there is none until its next. */
function foldCompetition(
  state: CompetitionState,
  event: CompetitionEvent,
  entry: LogEntry,
): CompetitionState {
  const { seq, hubAt } = entry;
  if (event.typeName === 'CompetitionActivatedEvent') {
    const activation = { seq, at: hubAt, name: event.name };
    return { ...state, activation, live: true, events: noSeqs, distance: null };
  }
  if (!state.activation) return state;
  const events = withSeq(state.events, seq);
  if (event.typeName === 'CompetitionDeactivatedEvent')
    return { ...state, events, live: false, distance: null };
  return { ...state, events };
}

/** Another distance's activation takes its place; its own again leaves the heats that are live. */
function foldDistance(
  distance: CurrentDistance | null,
  id: string,
  { typeName, name }: CompetitionEvent,
  seq: Seq,
): CurrentDistance | null {
  const isCurrent = distance?.id === id;
  if (typeName === 'DistanceActivatedEvent') {
    const kept = isCurrent ? distance : { results: [], heats: [] };
    return { id, name, activation: seq, events: noSeqs, results: kept.results, heats: kept.heats };
  }
  if (!isCurrent) return distance;
  if (typeName === 'DistanceDeactivatedEvent') return null;
  return { ...distance, events: withSeq(distance.events, seq) };
}

/** A result outlives its heat. What else comes of a heat that isn't live is told to those who watch then, and not kept. */
function foldHeat(distance: CurrentDistance, heat: HeatKey, typeName: string, seq: Seq): CurrentDistance {
  const at = distance.heats.findIndex((other) => isSame(other, heat));
  const live = distance.heats[at];
  switch (typeName) {
    case 'HeatActivatedEvent': {
      const { round, number } = heat;
      const fresh = { round, number, activation: seq, events: noSeqs, started: false, committed: null };
      return {
        ...distance,
        results: without(distance.results, heat),
        heats: [...without(distance.heats, heat), fresh],
      };
    }
    case 'HeatDeactivatedEvent': {
      if (!live) return distance;
      const { round, number, committed } = live;
      const results =
        committed === null ? distance.results : [...distance.results, { round, number, committed }];
      return { ...distance, results, heats: without(distance.heats, heat) };
    }
    case 'HeatCommittedEvent':
      if (live) break;
      return {
        ...distance,
        results: [...without(distance.results, heat), { ...heat, committed: seq }],
      };
    default:
  }
  if (!live) return distance;
  const changed: LiveHeat = {
    ...live,
    events: withSeq(live.events, seq),
    started: typeName === 'HeatStartedEvent' || (live.started && typeName !== 'HeatClearedEvent'),
    committed: typeName === 'HeatCommittedEvent' ? seq : live.committed,
  };
  return { ...distance, heats: distance.heats.with(at, changed) };
}

function foldEvent(state: CompetitionState, event: CompetitionEvent, entry: LogEntry): CompetitionState {
  if (event.distance === null) return foldCompetition(state, event, entry);
  if (!state.live) return state;
  const { distance } = state;
  if (event.heat === null) {
    return { ...state, distance: foldDistance(distance, event.distance, event, entry.seq) };
  }
  if (distance?.id !== event.distance) return state;
  return { ...state, distance: foldHeat(distance, event.heat, event.typeName, entry.seq) };
}

function foldBatch(state: CompetitionState, { body, device, seq }: LogEntry): CompetitionState {
  // The cast: `batchBody` wrote it.
  const { key, accepted } = JSON.parse(body) as { key: string; accepted: number };
  const batches = [...state.batches, { device, key, accepted }].slice(-mostBatches);
  return { ...state, seq, batches };
}

/** The fold of every competition's topic. */
export const competitionFold: TopicFold<CompetitionState> = {
  version: 1,
  empty: () => ({
    seq: 0,
    recorded: 0,
    lastAt: null,
    activation: null,
    live: false,
    events: noSeqs,
    distance: null,
    batches: [],
  }),
  evolve(state, entry) {
    if (entry.type === batchType) return foldBatch(state, entry);
    const counted = { ...state, seq: entry.seq, recorded: state.recorded + 1, lastAt: entry.hubAt };
    const event = readEvent(entry.body);
    return event.ok ? foldEvent(counted, event.value, entry) : counted;
  },
};

/** Prefix of the topics of competitions. */
export const competitionPrefix = 'competition/';

/** The topic of a competition, by its id in lower case. */
export const competitionTopic = (id: string): LogTopic<CompetitionState> => ({
  name: `${competitionPrefix}${id}`,
  fold: competitionFold,
});

/**
 * The events that a newcomer is sent before the live ones, parents before children: the competition's latest activation
 * and its events since; the same of the current distance; results of its heats that are over; each live heat.
 */
export function newcomersEvents({ activation, events, distance }: CompetitionState): readonly Seq[] {
  if (!activation) return [];
  const own = [activation.seq, ...events.flat()];
  if (!distance) return own;
  return [
    ...own,
    distance.activation,
    ...distance.events.flat(),
    ...distance.results.map(({ committed }) => committed).toSorted((a, b) => a - b),
    ...distance.heats.flatMap((heat) => [heat.activation, ...heat.events.flat()]),
  ];
}
