import type { Moment, Seq } from '#shared/domain/ids.ts';
import type { LogEntry, LogTopic, TopicFold } from '#shared/domain/log.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Distance, HeatMark, HeatPlan, TimedEvent } from './records.ts';

/** A time that was taken; one that was voided stays, and counts for nothing. */
export interface Reading {
  readonly key: string;
  readonly lane: number;
  /** Since the start, in milliseconds. */
  readonly ms: number;
  readonly voided: boolean;
  /** It was read from another watch and typed. */
  readonly typed: boolean;
}

/** Where a heat stands. */
export type HeatCourse =
  | { readonly stage: 'planned' }
  | { readonly stage: 'active' }
  | { readonly stage: 'running'; readonly startedAt: Moment }
  | { readonly stage: 'committed'; readonly startedAt: Moment };

/** A heat with everything that was taken of it. */
export interface Heat {
  readonly plan: HeatPlan;
  readonly course: HeatCourse;
  readonly readings: readonly Reading[];
  readonly marks: Readonly<Record<number, HeatMark>>;
  /** Counts how often the result was made official. */
  readonly revision: number;
}

/** The fold of `timed/<tournament id>`: the distances of a tournament and their heats, in the order of their making. */
export interface TimedState {
  readonly seq: Seq;
  readonly distances: Readonly<Record<string, Distance>>;
  readonly heats: Readonly<Record<string, Heat>>;
  /** The distance whose heats are called now, or one of whose was opened again; null before the first. */
  readonly current: string | null;
}

const none: TimedState = { seq: 0, distances: {}, heats: {}, current: null };

const newHeat = (plan: HeatPlan): Heat => ({
  plan,
  course: { stage: 'planned' },
  readings: [],
  marks: {},
  revision: 0,
});

/** The readings with one of them voided. */
const withoutTime = (readings: readonly Reading[], key: string): readonly Reading[] =>
  readings.map((one) => (one.key === key ? { ...one, voided: true } : one));

/** A heat after an event of its own. */
function evolveHeat(
  heat: Heat,
  event: Exclude<TimedEvent, { type: 'distancePut' | 'heatPut' | 'heatRemoved' }>,
): Heat {
  switch (event.type) {
    case 'activate':
      return { ...heat, course: { stage: 'active' } };
    case 'start':
      return { ...heat, course: { stage: 'running', startedAt: event.at } };
    case 'falseStart':
      return { ...heat, course: { stage: 'active' }, readings: [] };
    case 'reading': {
      const { key, lane, ms, typed = false, replaces } = event;
      const readings = replaces === undefined ? heat.readings : withoutTime(heat.readings, replaces);
      return { ...heat, readings: [...readings, { key, lane, ms, voided: false, typed }] };
    }
    case 'void':
      return { ...heat, readings: withoutTime(heat.readings, event.key) };
    case 'mark': {
      const { [event.lane]: _, ...others } = heat.marks;
      return { ...heat, marks: event.mark === null ? others : { ...others, [event.lane]: event.mark } };
    }
    case 'commit':
      return {
        ...heat,
        revision: heat.revision + 1,
        course: { stage: 'committed', startedAt: startOf(heat) ?? 0 },
      };
    case 'reopen':
      return { ...heat, course: { stage: 'running', startedAt: startOf(heat) ?? 0 } };
    case 'deactivate':
      return { ...heat, course: { stage: 'planned' }, readings: [] };
    default:
      return unreachable(event);
  }
}

/** When a heat was started; null while it wasn't. */
export const startOf = ({ course }: Heat): Moment | null => ('startedAt' in course ? course.startedAt : null);

/** Folds one event in. */
export function evolveTimed(state: TimedState, event: TimedEvent, seq: Seq): TimedState {
  switch (event.type) {
    case 'distancePut':
      return { ...state, seq, distances: { ...state.distances, [event.distance.id]: event.distance } };
    case 'heatPut': {
      // How often it was official stays: one that ever was can't be removed.
      const revision = state.heats[event.heat.id]?.revision ?? 0;
      const heat = { ...newHeat(event.heat), revision };
      return { ...state, seq, heats: { ...state.heats, [event.heat.id]: heat } };
    }
    case 'heatRemoved': {
      const { [event.heat]: _, ...heats } = state.heats;
      return { ...state, seq, heats };
    }
    default: {
      const heat = state.heats[event.heat];
      if (!heat) return { ...state, seq };
      const isCalled = event.type === 'activate' || event.type === 'reopen';
      const current = isCalled ? heat.plan.distance : state.current;
      return { ...state, seq, current, heats: { ...state.heats, [event.heat]: evolveHeat(heat, event) } };
    }
  }
}

const fold: TopicFold<TimedState> = {
  version: 4,
  empty: () => none,
  // The cast: only what `decideTimed` accepted is recorded in these topics.
  evolve: (state, entry: LogEntry) => evolveTimed(state, JSON.parse(entry.body) as TimedEvent, entry.seq),
};

/** The topic of a tournament's timed heats. */
export const timedTopic = (tournament: string): LogTopic<TimedState> => ({
  name: `timed/${tournament}`,
  fold,
});
