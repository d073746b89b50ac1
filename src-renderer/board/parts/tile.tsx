import { useText } from '#pages/board/text/board-text.ts';
import { courtNow, plansOn } from '#shared/domain/tournament/court-now.ts';
import type { Court } from '#shared/domain/tournament/records.ts';
import { FitText } from '#ui/fit-text.tsx';
import { timeText } from '#ui/format.ts';
import { useNow } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { matchLine, type SideLine, sayOf } from '#ui/match-line.ts';
import { useStaleness } from '#ui/stale.tsx';
import { sayWords } from '#ui/watching-words.ts';
import type { BoardData } from './board-page.tsx';

/** Sizes of a tile's names in units of `--u`, by how many rows of tiles there are. */
const nameSizes: Readonly<Record<number, { max: number; maxOfTwo: number }>> = {
  1: { max: 12, maxOfTwo: 8 },
  2: { max: 9, maxOfTwo: 5.5 },
};
const smallestNames = { max: 6, maxOfTwo: 3.3 };

/** A court in the grid. */
export function Tile({ data, court, rows }: { data: BoardData; court: Court; rows: number }) {
  const { state, scores } = data;
  const t = useText();
  const language = useLanguage();
  const { isStale } = useStaleness();
  const now = useNow(1000);
  const on = courtNow(plansOn(state, court.id), scores, now);
  const shown = on.match ?? on.next;
  const line = shown ? matchLine(state, shown, scores.get(shown.id) ?? null) : null;
  const say = line ? sayOf(line, now) : null;
  const isWaiting = on.kind === 'free';
  const time = shown?.scheduled == null ? '' : timeText(shown.scheduled, state.details.timeZone, language);
  const words = !line || !say ? '' : isWaiting ? '' : sayWords(line, say, t);
  const withSets = line?.figures === 'points' && line.sides.A.sets.length > 0;
  return (
    <section className="tile" data-kind={on.kind} aria-label={court.name}>
      <p className="tile-head">
        <span className="tile-court figures">{court.name}</span>
        <span className="tile-draw">
          {isWaiting && line ? (time ? t('next.at', { time }) : t('next.word')) : (line?.draw ?? '')}
        </span>
      </p>
      {line ? (
        <>
          <TileSide side={line.sides.A} rows={rows} withSets={withSets} />
          <TileSide side={line.sides.B} rows={rows} withSets={withSets} />
          <div className="tile-say" data-say={say?.kind}>
            {!isStale && words && <FitText text={words} max={3.6} maxOfTwo={2.6} min={2.6} />}
          </div>
        </>
      ) : (
        <p className="tile-nothing">{t('court.nothing')}</p>
      )}
    </section>
  );
}

function TileSide({ side, rows, withSets }: { side: SideLine; rows: number; withSets: boolean }) {
  const t = useText();
  return (
    <div className="tile-side" data-winner={side.winner}>
      <span className="side-mark" data-side={side.side} />
      <FitText
        text={side.name ?? t('side.unknown')}
        {...(nameSizes[rows] ?? smallestNames)}
        min={2.6}
        className="tile-name"
      />
      {side.serving && (
        <span className="tile-serves">
          <span aria-hidden="true">◆</span>
          <span className="visually-hidden">{t(`serves.${side.serving}`)}</span>
        </span>
      )}
      {side.winner && (
        <span className="tile-wins">
          <span aria-hidden="true">✓</span>
          <span className="visually-hidden">{t('winner')}</span>
        </span>
      )}
      {side.figure !== null && (
        <>
          {withSets && <span className="figures figure tile-sets">{side.setsWon}</span>}
          <span className="figures figure tile-figure">
            <span key={side.figure} className="figure-flip">
              {side.figure}
            </span>
          </span>
        </>
      )}
    </div>
  );
}
