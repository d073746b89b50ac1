import { type Attempt, type Lift, type Lifter, type LiftingState, mostAttempts } from './lifting-state.ts';

/** Attempts that count for the total. */
export const countingAttempts = 3;

const attemptOf = (lifter: Lifter, lift: Lift, number: number): Attempt =>
  lifter.attempts[lift][number - 1] ?? { kg: 0, status: 0 };

/** Declared and not taken. */
const isPending = (lifter: Lifter, lift: Lift, number: number): boolean => {
  const { kg, status } = attemptOf(lifter, lift, number);
  return kg > 0 && status === 0;
};

/** Taken: good or not. */
const isTaken = (lifter: Lifter, lift: Lift, number: number): boolean => {
  const { kg, status } = attemptOf(lifter, lift, number);
  return kg > 0 && status !== 0;
};

/** The highest attempt of a lifter for which something is true; 0 if for none. */
function highest(lifter: Lifter, lift: Lift, is: typeof isPending): number {
  for (let number = mostAttempts; number > 0; number -= 1) if (is(lifter, lift, number)) return number;
  return 0;
}

/**
 * The attempt whose round is on, from 1: the one that the table has chosen by hand, else the lowest that somebody has
 * still to take (of each lifter the last one declared: one before it that was never judged is passed over). Where nobody
 * has, the one after the last that was taken; fourth attempts begin only when one is declared.
 */
export function roundOf(
  flight: readonly Lifter[],
  lift: Lift,
  chosen: LiftingState['overrideAttempt'],
): number {
  if (chosen !== null && chosen >= 1 && chosen <= mostAttempts) return Math.floor(chosen);
  const pending = flight.map((lifter) => highest(lifter, lift, isPending)).filter((number) => number > 0);
  if (pending.length > 0) return Math.min(...pending);
  const taken = Math.max(0, ...flight.map((lifter) => highest(lifter, lift, isTaken)));
  return taken >= countingAttempts ? taken : taken + 1;
}

/**
 * The order of an attempt's round, as meets with OpenLifter are lifted: the lighter bar first; where it is the same,
 * the lower lot if both have one, else who lifted earlier in the round before, the lighter lifter, the name.
 */
export function compareInRound(a: Lifter, b: Lifter, lift: Lift, number: number): number {
  const byBar = attemptOf(a, lift, number).kg - attemptOf(b, lift, number).kg;
  if (byBar !== 0) return byBar;
  if (a.lot > 0 && b.lot > 0) return a.lot - b.lot;
  if (number > 1) return compareInRound(a, b, lift, number - 1);
  if (a.bodyweightKg !== b.bodyweightKg) return a.bodyweightKg - b.bodyweightKg;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Who of a flight has still to take an attempt, in the order of its round. */
export const pendingIn = (flight: readonly Lifter[], lift: Lift, number: number): readonly Lifter[] =>
  flight
    .filter((lifter) => isPending(lifter, lift, number))
    .sort((a, b) => compareInRound(a, b, lift, number));

/**
 * A flight in the order of its table: those who have declared the next attempt by it, then those of this round, then
 * those who have declared nothing since the round before, then the rest.
 */
export function tableOrder(flight: readonly Lifter[], lift: Lift, round: number): readonly Lifter[] {
  const declared = (lifter: Lifter, number: number): boolean => attemptOf(lifter, lift, number).kg > 0;
  const groups = Map.groupBy(flight, (lifter) =>
    [round + 1, round, round - 1].find((number) => declared(lifter, number)),
  );
  return [round + 1, round, round - 1, undefined].flatMap((number) =>
    (groups.get(number) ?? []).sort((a, b) => compareInRound(a, b, lift, number ?? round)),
  );
}

/**
 * The attempt that was judged last, as far as the state tells (it holds no times): the last in the order of the round
 * among those taken in it, else in the round before. Null before the first.
 */
export function lastTaken(
  flight: readonly Lifter[],
  lift: Lift,
  round: number,
): { readonly lifter: Lifter; readonly number: number } | null {
  for (let number = round; number > 0; number -= 1) {
    const last = flight
      .filter((lifter) => isTaken(lifter, lift, number))
      .sort((a, b) => compareInRound(a, b, lift, number))
      .at(-1);
    if (last) return { lifter: last, number };
  }
  return null;
}
