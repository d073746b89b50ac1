import type { Moment } from '#shared/domain/ids.ts';
import { otherSide, type Side } from './rally-events.ts';
import type { RallyRules } from './rally-rules.ts';
import { isDecider } from './rally-score.ts';
import type { Interval, PerSide, RallyState } from './rally-state.ts';

/** Whether sides change ends in this sport; squash plays without. */
export function hasEnds(rules: RallyRules): boolean {
  const { betweenSets, deciderAt, every, deciderEvery } = rules.ends;
  return betweenSets || deciderAt !== null || every !== null || deciderEvery !== null;
}

/** Whether the point that `side` just won brought it to `mark` before the other side. */
function reachesFirst(points: PerSide<number>, side: Side, mark: number | null): boolean {
  return mark !== null && points[side] === mark && points[otherSide(side)] < mark;
}

/** Whether the ends change in the middle of a set, now that `side` won the point that makes it `points`. */
export function changesEnds(
  rules: RallyRules,
  state: RallyState,
  points: PerSide<number>,
  side: Side,
): boolean {
  const decider = isDecider(rules, state);
  if (reachesDeciderMark(rules, state, points, side)) return true;
  const every = decider ? rules.ends.deciderEvery : rules.ends.every;
  return every !== null && (points.A + points.B) % every === 0;
}

/** Whether `side` is the first to reach the points at which the decider changes ends (badminton 11, table tennis 5). */
export function reachesDeciderMark(
  rules: RallyRules,
  state: RallyState,
  points: PerSide<number>,
  side: Side,
): boolean {
  return isDecider(rules, state) && reachesFirst(points, side, rules.ends.deciderAt);
}

/** The interval that begins at `at` because `side` won the point that makes it `points`; null if none does. */
export function intervalAfterPoint(
  rules: RallyRules,
  points: PerSide<number>,
  side: Side,
  at: Moment,
): Interval | null {
  const { lengthMs } = rules.interval;
  if (lengthMs === 0 || !reachesFirst(points, side, rules.interval.at)) return null;
  return { kind: 'interval', side: null, since: at, lengthMs };
}

/** The break after a set that ended at `at`; null where the rules give it no time. */
export function intervalAfterSet(rules: RallyRules, at: Moment): Interval | null {
  const lengthMs = rules.interval.betweenSetsMs;
  return lengthMs === 0 ? null : { kind: 'betweenSets', side: null, since: at, lengthMs };
}
