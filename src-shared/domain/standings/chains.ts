/** What rows can be ranked by; each as its rule book's words say. */
export type Criterion =
  | 'wins'
  | 'tablePoints'
  | 'setDifference'
  | 'setRatio'
  | 'pointDifference'
  | 'pointRatio'
  /** Wins in the matches between those who are tied. */
  | 'headToHead'
  /** The last match between the two that are tied. */
  | 'lastMutualMatch';

/** One step of a chain. */
export interface Step {
  readonly by: Criterion;
  /** `tied`: only matches between those who are tied count. Consecutive such steps share one mini-table. */
  readonly scope: 'overall' | 'tied';
  /** How many must be tied for the step to apply. */
  readonly among: 'any' | 'two' | 'threeOrMore';
}

/** How ties are broken, as data. */
export interface TieBreakChain {
  readonly criteria: readonly Step[];
  /** When a step separates a part of the tied: the rest goes on with the next step. */
  readonly onPartial: 'continue';
}

const overall = (by: Criterion): Step => ({ by, scope: 'overall', among: 'any' });

/** Wins, then set difference, then point difference: for draws that name no rule book. */
export const defaultChain: TieBreakChain = {
  criteria: [overall('wins'), overall('setDifference'), overall('pointDifference')],
  onPartial: 'continue',
};

const miniTable = (by: Criterion): Step => ({ by, scope: 'tied', among: 'threeOrMore' });
const lastMatch: Step = { by: 'lastMutualMatch', scope: 'tied', among: 'two' };

/**
 * FIVB: wins, points (3-2-1-0), set ratio, point ratio; two that are still tied by the last match between them, three or
 * more by the same order in the matches between them, and two of those that remain again by their last match.
 */
export const fivbChain: TieBreakChain = {
  criteria: [
    overall('wins'),
    overall('tablePoints'),
    overall('setRatio'),
    overall('pointRatio'),
    lastMatch,
    miniTable('wins'),
    miniTable('tablePoints'),
    miniTable('setRatio'),
    miniTable('pointRatio'),
    lastMatch,
  ],
  onPartial: 'continue',
};

const ofThree = (by: Criterion): Step => ({ by, scope: 'overall', among: 'threeOrMore' });

/**
 * BWF General Competition Regulations 16.2: matches won; three or more that are tied by game difference, then point
 * difference; two, from the beginning or as soon as only two remain, by the match between them. Lots are drawn by
 * people: what is tied then is shown as tied.
 */
export const bwfChain: TieBreakChain = {
  criteria: [
    overall('wins'),
    ofThree('setDifference'),
    ofThree('pointDifference'),
    { by: 'headToHead', scope: 'tied', among: 'two' },
  ],
  onPartial: 'continue',
};
