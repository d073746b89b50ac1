import type { RallyRules } from './rally-rules.ts';
import type { PerSide, RallyState } from './rally-state.ts';

/** Points that win a set with the lead. */
export function targetOf(rules: RallyRules, decider: boolean): number {
  return decider ? rules.deciderTarget : rules.target;
}

/** Whether the points end a set: the target with the lead, or the cap. */
export function isSetOver(rules: RallyRules, decider: boolean, points: PerSide<number>): boolean {
  const high = Math.max(points.A, points.B);
  const low = Math.min(points.A, points.B);
  if (rules.cap !== null && high >= rules.cap) return true;
  return high >= targetOf(rules, decider) && high - low >= rules.lead;
}

/**
 * Whether the set that is played or about to be is the last possible one of the match. The only set of a best-of-one
 * is a decider (as in ITTF 2.13.6, "the last possible game"): its target is `deciderTarget`.
 */
export function isDecider(rules: RallyRules, state: Pick<RallyState, 'phase' | 'sets'>): boolean {
  return state.phase !== 'over' && state.sets.length === rules.bestOf - 1;
}

/** Whether so many sets win the match: more than half of them. */
export function isMatchWon(rules: RallyRules, setsWon: number): boolean {
  return setsWon > rules.bestOf / 2;
}
