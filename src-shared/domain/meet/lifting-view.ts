import {
  compareInRound,
  countingAttempts,
  lastTaken,
  pendingIn,
  roundOf,
  tableOrder,
} from './lifting-order.ts';
import {
  type Attempt,
  type Lift,
  type Lifter,
  type LiftingState,
  lifts,
  readLiftingState,
} from './lifting-state.ts';

/** A weight on the bar: in kilograms, and in pounds at a meet that is lifted in pounds. */
export interface BarWeight {
  readonly kg: number;
  readonly lb: number | null;
}

/** Who a lifter is, as the audience is told. */
export interface LifterName {
  /** The entry's number at the meet: the same lifter is known by it from one view to the next. */
  readonly id: string;
  readonly name: string;
  /** The team, else the country; empty if neither is known. */
  readonly team: string;
  readonly division: string;
  /** As it is printed: "105", "84+"; in the meet's unit; empty while it isn't known. */
  readonly weightClass: string;
}

/** A lifter with the attempt that is theirs to take. */
export interface Turn {
  readonly lifter: LifterName;
  /** From 1. */
  readonly attempt: number;
  /** Null while none is declared. */
  readonly weight: BarWeight | null;
}

/** An attempt that was judged. OpenLifter keeps the decision, not the three lights. */
export interface Judged extends Turn {
  readonly good: boolean;
}

/** An attempt in the flight's table. */
export interface AttemptCell {
  readonly weight: BarWeight;
  readonly state: 'declared' | 'good' | 'noLift';
}

/** A lifter's line in the flight's table. */
export interface LifterLine {
  readonly lifter: LifterName;
  /** By lift, the first attempt first; null where none is declared. Three places, more if fourth attempts were declared. */
  readonly attempts: Readonly<Record<Lift, readonly (AttemptCell | null)[]>>;
  /** The best good attempt of the first three. */
  readonly best: Readonly<Record<Lift, BarWeight | null>>;
  /** Sum of the bests so far; null without one, and for those who are out. */
  readonly total: BarWeight | null;
  /** Three no lifts in one discipline: no total any more. */
  readonly out: boolean;
}

/** What an audience sees of a lifting meet: who lifts, what became of the last attempt, who follows, the flight. */
export interface LiftingView {
  readonly meet: string;
  readonly federation: string;
  readonly inKg: boolean;
  readonly day: number | null;
  readonly platform: number | null;
  readonly flight: string | null;
  readonly lift: Lift | null;
  /** The lifts that somebody in the flight has entered. */
  readonly lifts: readonly Lift[];
  /** Number of the attempt whose round is on; null while no lift is chosen. */
  readonly round: number | null;
  readonly current: Turn | null;
  readonly last: Judged | null;
  /** Who lifts after the current lifter, in order, in this round and then the next. */
  readonly next: readonly Turn[];
  /** The flight in the order of its table. */
  readonly flightTable: readonly LifterLine[];
}

/** How many are announced after the current lifter. */
const mostNext = 4;
/** A flight has up to about 14 lifters; a table longer than this is a mistake that no screen could show. */
const longestTable = 60;

/**
 * What an audience sees of a meet, from the state that OpenLifter's clients share (`meet`, `registration.entries[]`,
 * `lifting`). Null for what is no meet. Birth dates, addresses, member numbers and notes stay out; what is missing or
 * odd is left out; it never throws.
 */
export function liftingView(meetState: unknown): LiftingView | null {
  const state = readLiftingState(meetState);
  if (!state) return null;
  const flight = flightOf(state);
  const { name, federation, inKg } = state.meet;
  const { day, platform, lift } = state;
  const shown = {
    meet: name,
    federation,
    inKg,
    day,
    platform,
    flight: state.flight,
    lift,
    lifts: lifts.filter((each) => flight.some((lifter) => enters(lifter, each))),
  };
  if (lift === null) {
    const table = flight.toSorted((a, b) => compareInRound(a, b, 'S', 1));
    return { ...shown, round: null, current: null, last: null, next: [], flightTable: lines(table, state) };
  }
  const lifting = flight.filter((lifter) => enters(lifter, lift));
  const round = roundOf(lifting, lift, state.overrideAttempt);
  const current = currentOf(lifting, lift, round, state.overrideEntry);
  const last = lastTaken(lifting, lift, round);
  return {
    ...shown,
    round,
    current: current && turn(current, lift, round, state),
    last: last && {
      ...turn(last.lifter, lift, last.number, state),
      good: last.lifter.attempts[lift][last.number - 1]?.status === 1,
    },
    next: nextAfter(current, lifting, lift, round).map(({ lifter, number }) =>
      turn(lifter, lift, number, state),
    ),
    flightTable: lines(tableOrder(lifting, lift, round), state),
  };
}

/** Those who lift now: of the day, platform and flight that are on; a choice that isn't made leaves nobody out. */
const flightOf = ({ lifters, day, platform, flight }: LiftingState): readonly Lifter[] =>
  lifters.filter(
    (lifter) =>
      (day === null || lifter.day === day) &&
      (platform === null || lifter.platform === platform) &&
      (flight === null || lifter.flight === flight),
  );

/** Whether a lifter has entered a lift; who has entered nothing counts as in everything. */
const enters = (lifter: Lifter, lift: Lift): boolean => lifter.events === '' || lifter.events.includes(lift);

/** The lifter whose turn it is: the one chosen by hand, else the first who has still to lift in this round. */
function currentOf(
  flight: readonly Lifter[],
  lift: Lift,
  round: number,
  chosen: string | null,
): Lifter | null {
  const byHand = chosen === null ? undefined : flight.find(({ id }) => id === chosen);
  return byHand ?? pendingIn(flight, lift, round)[0] ?? null;
}

function nextAfter(
  current: Lifter | null,
  flight: readonly Lifter[],
  lift: Lift,
  round: number,
): readonly { readonly lifter: Lifter; readonly number: number }[] {
  const inRound = (number: number) => pendingIn(flight, lift, number).map((lifter) => ({ lifter, number }));
  return [...inRound(round), ...inRound(round + 1)]
    .filter(({ lifter, number }) => lifter !== current || number !== round)
    .slice(0, mostNext);
}

const turn = (lifter: Lifter, lift: Lift, number: number, state: LiftingState): Turn => ({
  lifter: named(lifter, state),
  attempt: number,
  weight: weightOr(lifter.attempts[lift][number - 1]?.kg ?? 0, state.meet.inKg),
});

const named = (lifter: Lifter, { meet }: LiftingState): LifterName => ({
  id: lifter.id,
  name: lifter.name,
  team: lifter.team,
  division: lifter.divisions[0] ?? '',
  weightClass: weightClassOf(lifter, meet),
});

const lines = (table: readonly Lifter[], state: LiftingState): readonly LifterLine[] =>
  table.slice(0, longestTable).map((lifter) => line(lifter, state));

function line(lifter: Lifter, state: LiftingState): LifterLine {
  const { inKg } = state.meet;
  const bests = lifts.map((lift) => bestKg(lifter.attempts[lift]));
  const [squat = 0, bench = 0, deadlift = 0] = bests;
  const out = lifts.some((lift) => isOut(lifter.attempts[lift]));
  return {
    lifter: named(lifter, state),
    attempts: {
      S: cells(lifter.attempts.S, inKg),
      B: cells(lifter.attempts.B, inKg),
      D: cells(lifter.attempts.D, inKg),
    },
    best: { S: weightOr(squat, inKg), B: weightOr(bench, inKg), D: weightOr(deadlift, inKg) },
    total: out ? null : weightOr(squat + bench + deadlift, inKg),
    out,
  };
}

const counting = (attempts: readonly Attempt[]): readonly Attempt[] => attempts.slice(0, countingAttempts);

/** Fourth attempts are for records only (IPF Technical Rules, "Rules of performance"). */
const bestKg = (attempts: readonly Attempt[]): number =>
  Math.max(0, ...counting(attempts).map(({ kg, status }) => (status === 1 ? kg : 0)));

/** Three unsuccessful attempts in a lift eliminate the lifter from the total (IPF Technical Rules). */
const isOut = (attempts: readonly Attempt[]): boolean =>
  counting(attempts).every(({ kg, status }) => kg > 0 && status === -1);

function cells(attempts: readonly Attempt[], inKg: boolean): readonly (AttemptCell | null)[] {
  const last = attempts.findLastIndex(({ kg }) => kg > 0);
  return attempts.slice(0, Math.max(countingAttempts, last + 1)).map(({ kg, status }) => {
    if (kg === 0) return null;
    const state = status === 0 ? 'declared' : status === 1 ? 'good' : 'noLift';
    return { weight: barWeight(kg, inKg), state };
  });
}

/** International avoirdupois pounds in a kilogram. */
const poundsInKg = 2.20462262;

/** Kilograms to the hundredth; pounds to the tenth, which gives back what was entered in pounds and kept in kilograms. */
const barWeight = (kg: number, inKg: boolean): BarWeight => ({
  kg: Math.round(kg * 100) / 100,
  lb: inKg ? null : Math.round(kg * poundsInKg * 10) / 10,
});

const weightOr = (kg: number, inKg: boolean): BarWeight | null => (kg > 0 ? barWeight(kg, inKg) : null);

/** The class by the weigh-in; before it, the one entered. */
function weightClassOf(lifter: Lifter, { classesKg, inKg }: LiftingState['meet']): string {
  const { sex, bodyweightKg, intendedClass } = lifter;
  const limits = sex === 'M' || sex === 'F' || sex === 'Mx' ? classesKg[sex].toSorted((a, b) => a - b) : [];
  const heaviest = limits.at(-1);
  if (bodyweightKg === 0 || heaviest === undefined) return classText(intendedClass, inKg);
  const limit = limits.find((each) => bodyweightKg <= each);
  return classText(limit === undefined ? `${heaviest}+` : String(limit), inKg);
}

/** Pound classes are known by whole pounds, rounded down; the class of 83 kg alone is called 183. */
function classText(printed: string, inKg: boolean): string {
  const parts = /^(\d+(?:\.\d+)?)(\+?)$/.exec(printed);
  if (inKg || !parts) return printed;
  const pounds = Math.floor(Number(parts[1]) * poundsInKg);
  return `${pounds === 182 ? 183 : pounds}${parts[2] ?? ''}`;
}
