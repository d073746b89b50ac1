import type { EntryId } from '#shared/domain/ids.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Criterion, Step, TieBreakChain } from './chains.ts';
import { compareRatios } from './ratio.ts';
import { type Outcome, type TablePoints, type Tally, tallyOf } from './tally.ts';

/** Entries that nothing has separated so far, and the criterion that was looked at last: for one alone, what decided. */
export interface Group {
  readonly entries: readonly EntryId[];
  readonly decidedBy: Criterion | null;
}

interface Separating extends Group {
  /** Whose matches the mini-table counts, while steps with scope `tied` follow each other. */
  readonly miniTable: readonly EntryId[] | null;
}

/** Entries in the order of a chain: groups of one, or of those that the chain leaves tied, in the order given. */
export function rankByChain(
  entries: readonly EntryId[],
  outcomes: readonly Outcome[],
  tablePoints: TablePoints,
  { criteria }: TieBreakChain,
): readonly Group[] {
  const everybody: Separating = { entries, decidedBy: null, miniTable: null };
  return criteria.reduce<readonly Separating[]>(
    (groups, step) => groups.flatMap((group) => separate(group, step, outcomes, tablePoints)),
    [everybody],
  );
}

function separate(
  group: Separating,
  step: Step,
  outcomes: readonly Outcome[],
  tablePoints: TablePoints,
): readonly Separating[] {
  const miniTable = step.scope === 'tied' ? (group.miniTable ?? group.entries) : null;
  if (!applies(step, group.entries.length))
    return [{ ...group, miniTable: step.scope === 'tied' ? group.miniTable : null }];
  const counted = countedIn(step, group, miniTable, outcomes);
  const values = group.entries.map((entry) => ({
    entry,
    tally: tallyOf(entry, counted, tablePoints),
  }));
  const sorted = values.toSorted((a, b) => compare(step.by, b.tally, a.tally));
  const runs: { entry: EntryId; tally: Tally }[][] = [];
  for (const value of sorted) {
    const last = runs.at(-1);
    const level = last?.[0] && compare(step.by, last[0].tally, value.tally) === 0;
    if (last && level) last.push(value);
    else runs.push([value]);
  }
  return runs.map((run) => ({ entries: run.map(({ entry }) => entry), decidedBy: step.by, miniTable }));
}

function applies({ among }: Step, tied: number): boolean {
  switch (among) {
    case 'any':
      return tied > 1;
    case 'two':
      return tied === 2;
    case 'threeOrMore':
      return tied > 2;
    default:
      return unreachable(among);
  }
}

/** The matches that a step looks at. */
function countedIn(
  step: Step,
  group: Group,
  miniTable: readonly EntryId[] | null,
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  const between = (those: readonly EntryId[]): readonly Outcome[] =>
    outcomes.filter(({ sides }) => sides.every((side) => those.includes(side)));
  if (step.by === 'headToHead') return between(group.entries);
  if (step.by === 'lastMutualMatch') {
    const inTime = between(group.entries).toSorted((a, b) => a.endedAt - b.endedAt || a.number - b.number);
    return inTime.slice(-1);
  }
  return miniTable ? between(miniTable) : outcomes;
}

/** Positive if `a` is ahead by this criterion. */
function compare(by: Criterion, a: Tally, b: Tally): number {
  switch (by) {
    case 'wins':
    case 'headToHead':
    case 'lastMutualMatch':
      return a.won - b.won;
    case 'tablePoints':
      return a.tablePoints - b.tablePoints;
    case 'setDifference':
      return a.setsFor - a.setsAgainst - (b.setsFor - b.setsAgainst);
    case 'pointDifference':
      return a.pointsFor - a.pointsAgainst - (b.pointsFor - b.pointsAgainst);
    case 'setRatio':
      return compareRatios({ won: a.setsFor, lost: a.setsAgainst }, { won: b.setsFor, lost: b.setsAgainst });
    case 'pointRatio':
      return compareRatios(
        { won: a.pointsFor, lost: a.pointsAgainst },
        { won: b.pointsFor, lost: b.pointsAgainst },
      );
    default:
      return unreachable(by);
  }
}
