import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { MatchState } from '#shared/domain/match/state.ts';
import { otherSide, type Side } from '#shared/domain/sports/rally-events.ts';
import type { RallyState } from '#shared/domain/sports/rally-state.ts';
import { type Around, nameOf, shortPlayer } from './describe.ts';
import { Half, type HalfView } from './half.tsx';
import { createTapGuard, guardMs } from './tap-guard.ts';
import { useKeys } from './use-keys.ts';

/** The two halves of the court, which are the score buttons. */
export function ScoreField({
  state,
  play,
  around,
  blocked,
  lastPoint,
  onPoint,
}: {
  state: Pick<MatchState, 'start'>;
  play: RallyState;
  around: Around;
  blocked: boolean;
  /** The point that this phone has just shown, for the flash. */
  lastPoint: { readonly side: Side; readonly event: string } | null;
  onPoint: (side: Side) => void;
}) {
  const { left } = around;
  const guard = useMemo(() => createTapGuard(() => performance.now()), []);
  const [guarded, setGuarded] = useState(true);
  const swapTimer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another side is on the left, fingers must wait
  useLayoutEffect(() => {
    guard.swapped();
    setGuarded(true);
    if (swapTimer.current !== null) clearTimeout(swapTimer.current);
    swapTimer.current = setTimeout(() => setGuarded(false), guardMs);
    return () => {
      if (swapTimer.current !== null) clearTimeout(swapTimer.current);
    };
  }, [left, guard]);
  const key = (side: Side) => () => {
    if (!blocked && !guard.guarded()) onPoint(side);
  };
  useKeys({ onLeft: key(left), onRight: key(otherSide(left)) });
  return (
    <div className="field-halves" data-guarded={guarded}>
      {[left, otherSide(left)].map((side) => (
        <Half
          key={side}
          view={halfView(state, play, side, around)}
          guard={guard}
          blocked={blocked}
          flash={lastPoint?.side === side ? lastPoint.event : null}
          onPoint={() => onPoint(side)}
        />
      ))}
    </div>
  );
}

function halfView(state: Pick<MatchState, 'start'>, play: RallyState, side: Side, around: Around): HalfView {
  const { t } = around;
  const rules = state.start?.rules;
  const members = around.names[side]?.players ?? [];
  const serves = play.serving?.side === side;
  const court = serves ? play.serving.court : null;
  const partOf = (player: number) => {
    if (rules?.order === 'single' || rules?.players !== 2) return null;
    if (serves) return play.serving.player === player ? 'serves' : null;
    return play.receiver === player ? 'receives' : null;
  };
  const courtKeys =
    rules?.serviceCourt === 'picked'
      ? ({ right: 'play.rightBox', left: 'play.leftBox' } as const)
      : ({ right: 'play.rightCourt', left: 'play.leftCourt' } as const);
  const courtWords = court === null ? [] : [t(courtKeys[court])];
  return {
    side,
    name: nameOf(around, side),
    players:
      members.length === 2 ? members.map((name, i) => ({ name: shortPlayer(name), part: partOf(i) })) : [],
    points: play.points[side],
    serving: serves ? [t('play.serving'), ...courtWords] : [],
  };
}
