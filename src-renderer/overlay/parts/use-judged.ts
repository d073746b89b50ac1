import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { decisionShownMs, isStillSo, judgedSince } from '#pages/overlay/model/judged.ts';
import type { Judged, LiftingView } from '#shared/domain/meet/lifting-view.ts';

/** The attempt that was judged a moment ago; null when none was, or when the decision was taken back. */
export function useJudged(view: LiftingView | null): Judged | null {
  const before = useRef<LiftingView | null>(null);
  const [judged, setJudged] = useState<Judged | null>(null);
  // Before the screen is drawn: the next lifter must not flash up ahead of the decision.
  useLayoutEffect(() => {
    if (!view) return;
    const fresh = judgedSince(before.current, view);
    before.current = view;
    if (fresh) setJudged(fresh);
  }, [view]);
  useEffect(() => {
    if (!judged) return;
    const timer = window.setTimeout(() => setJudged(null), decisionShownMs);
    return () => window.clearTimeout(timer);
  }, [judged]);
  return judged && view && isStillSo(view, judged) ? judged : null;
}
