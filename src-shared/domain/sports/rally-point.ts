import type { Moment } from '#shared/domain/ids.ts';
import {
  changesEnds,
  hasEnds,
  intervalAfterPoint,
  intervalAfterSet,
  reachesDeciderMark,
} from './rally-breaks.ts';
import { otherSide, type Side } from './rally-events.ts';
import type { RallyRules } from './rally-rules.ts';
import { isDecider, isMatchWon, isSetOver, targetOf } from './rally-score.ts';
import { namesServer, noService, openService, type Service, serviceAfterPoint } from './rally-service.ts';
import type { PerSide, RallyState } from './rally-state.ts';
import { nextFirstPair, turnOf, withReceiversSwapped } from './table-tennis-order.ts';

/** A state in which rallies are played, so that somebody serves. */
export type InSet = RallyState & {
  readonly phase: 'set';
  readonly serving: NonNullable<RallyState['serving']>;
};

/** Whether rallies are played in this state. */
export const isInSet = (state: RallyState): state is InSet => state.phase === 'set' && state.serving !== null;

/** One point for `side` at `at`, with everything that the rules make of it: service, ends, interval, set and match. */
export function scorePoint(rules: RallyRules, state: InSet, side: Side, at: Moment): RallyState {
  const points = { ...state.points, [side]: state.points[side] + 1 };
  if (isSetOver(rules, isDecider(rules, state), points)) return endSet(rules, state, points, side, at);
  const swaps = changesEnds(rules, state, points, side);
  const played = { ...state, firstPair: firstPairAfter(rules, state, points, side) };
  return {
    ...played,
    ...serviceAfterPoint(rules, played, points, side),
    points,
    left: swaps && state.left ? otherSide(state.left) : state.left,
    endsChanged: swaps,
    interval: intervalAfterPoint(rules, points, side, at),
  };
}

/** ITTF 2.13.6: when the decider of doubles changes ends, the pair that receives next changes its order of receiving. */
function firstPairAfter(
  rules: RallyRules,
  state: InSet,
  points: PerSide<number>,
  side: Side,
): RallyState['firstPair'] {
  if (!state.firstPair || !reachesDeciderMark(rules, state, points, side)) return state.firstPair;
  return withReceiversSwapped(state.firstPair, turnOf(rules, targetOf(rules, true), points));
}

function endSet(
  rules: RallyRules,
  state: InSet,
  points: PerSide<number>,
  winner: Side,
  at: Moment,
): RallyState {
  const sets = [...state.sets, { ...points, winner }];
  const setsWon = { ...state.setsWon, [winner]: state.setsWon[winner] + 1 };
  const ended = { ...state, sets, setsWon, points: { A: 0, B: 0 }, endsChanged: false };
  if (isMatchWon(rules, setsWon[winner])) {
    return { ...ended, ...noService, phase: 'over', interval: null, winner };
  }
  const toSet: RallyState = {
    ...ended,
    phase: 'toSet',
    interval: intervalAfterSet(rules, at),
    timeoutsUsed: rules.timeouts?.per === 'set' ? { A: 0, B: 0 } : state.timeoutsUsed,
    substitutionsUsed: { A: 0, B: 0 },
  };
  if (rules.deciderToss && isDecider(rules, toSet)) {
    // FIVB 7.1 and 18.2.1: a new toss gives service and ends, so neither follows from the set before.
    return { ...toSet, ...noService, toss: null, left: hasEnds(rules) ? null : toSet.left };
  }
  const changed = rules.ends.betweenSets && state.left !== null;
  return {
    ...toSet,
    ...nextService(rules, state, winner),
    left: changed && state.left ? otherSide(state.left) : state.left,
    endsChanged: changed,
  };
}

/** Who opens the next set. Pairs still have to name their server. */
function nextService(rules: RallyRules, state: InSet, winner: Side): Service {
  const before = state.opener ?? winner;
  const opener = rules.setOpener === 'setWinner' ? winner : otherSide(before);
  if (!namesServer(rules)) return openService(rules, state, { side: opener });
  const firstPair = state.firstPair ? nextFirstPair(state.firstPair, opener === before) : null;
  return { ...noService, opener, firstPair };
}
