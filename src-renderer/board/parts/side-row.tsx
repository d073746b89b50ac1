import { useText } from '#pages/board/text/board-text.ts';
import { FitText } from '#ui/fit-text.tsx';
import type { SideLine } from '#ui/match-line.ts';

/** One side on the whole width: its mark, its name, what is to say of it, its sets and the figure. */
export function SideRow({ side }: { side: SideLine }) {
  const t = useText();
  return (
    <div className="side" data-winner={side.winner}>
      <span className="side-mark" data-side={side.side} />
      <div className="side-text">
        <FitText
          text={side.name ?? t('side.unknown')}
          max={15}
          maxOfTwo={11}
          min={3.75}
          className="side-name"
        />
        <p className="side-small">
          {side.serving && (
            <span className="side-serves">
              <span aria-hidden="true">◆ </span>
              {t(`serves.${side.serving}`)}
            </span>
          )}
          {side.winner && (
            <span className="side-wins">
              <span aria-hidden="true">✓ </span>
              {t('winner')}
            </span>
          )}
          {side.mark && <span className="side-marked">{t(`mark.${side.mark}`)}</span>}
          {!side.serving && !side.winner && !side.mark && <span className="side-club">{side.club}</span>}
        </p>
      </div>
      <div className="side-sets figures">
        {side.sets.map((set, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a set's place is what it is known by
          <span key={index} className="figure side-set" data-won={set.won}>
            {set.points}
          </span>
        ))}
      </div>
      {side.figure !== null && (
        <span className="figures figure side-figure">
          <span key={side.figure} className="figure-flip">
            {side.figure}
          </span>
        </span>
      )}
    </div>
  );
}
