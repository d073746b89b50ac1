import type { Lift } from '#shared/domain/meet/lifting-state.ts';
import type { Judged, LifterLine, LiftingView, Turn } from '#shared/domain/meet/lifting-view.ts';

/** How long a decision stays on an overlay before the next lifter does, in milliseconds. */
export const decisionShownMs = 7_000;

/**
 * The attempt that was judged from one view of a meet to the next; null if none was. A decision that was put right
 * counts as one. When several came at once (a page that was away for a while), the last in lifting order. Another
 * flight or lift begins with nothing judged.
 */
export function judgedSince(before: LiftingView | null, after: LiftingView): Judged | null {
  const { lift } = after;
  if (!before || lift === null || !isSameFlight(before, after)) return null;
  const known = new Map(before.flightTable.map((line) => [line.lifter.id, line]));
  const fresh = after.flightTable.flatMap((line) => judgedOf(known.get(line.lifter.id), line, lift));
  const { last } = after;
  const isLast = (judged: Judged) => judged.lifter.id === last?.lifter.id && judged.attempt === last.attempt;
  return fresh.find(isLast) ?? fresh[0] ?? null;
}

const isSameFlight = (a: LiftingView, b: LiftingView): boolean =>
  a.lift === b.lift && a.flight === b.flight && a.day === b.day && a.platform === b.platform;

function judgedOf(before: LifterLine | undefined, line: LifterLine, lift: Lift): readonly Judged[] {
  if (!before) return [];
  return line.attempts[lift].flatMap((cell, at) => {
    const isFresh = cell && cell.state !== 'declared' && before.attempts[lift][at]?.state !== cell.state;
    if (!isFresh) return [];
    return [{ lifter: line.lifter, attempt: at + 1, weight: cell.weight, good: cell.state === 'good' }];
  });
}

/** The lifter's line in the flight's table. */
export const lineOf = (view: LiftingView, id: string): LifterLine | null =>
  view.flightTable.find(({ lifter }) => lifter.id === id) ?? null;

/** Whether a decision stands: the table may take it back, or go on with another lift. */
export function isStillSo(view: LiftingView, judged: Judged): boolean {
  if (view.lift === null) return false;
  const cell = lineOf(view, judged.lifter.id)?.attempts[view.lift][judged.attempt - 1];
  return cell?.state === (judged.good ? 'good' : 'noLift');
}

/** Who follows the lifter that is shown: while a decision is, the one who is called already comes first. */
export const comingAfter = (view: LiftingView, judged: Judged | null): readonly Turn[] =>
  judged && view.current ? [view.current, ...view.next] : view.next;
