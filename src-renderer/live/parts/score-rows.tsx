import { useText } from '#pages/live/text/live-text.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import type { MatchLine, SideLine } from '#ui/match-line.ts';
import { StarMark } from './favourite.tsx';

/** The two sides of a match with their sets and the big figure. A table in looks; in words it is said by its owner. */
export function ScoreRows({
  line,
  favourites = noFavourites,
}: {
  line: MatchLine;
  /** Entries that get a star. */
  favourites?: ReadonlySet<EntryId>;
}) {
  const row = (side: SideLine) => (
    <ScoreRow side={side} isFavourite={side.entry !== null && favourites.has(side.entry)} />
  );
  return (
    <div className="score-rows">
      {row(line.sides.A)}
      {row(line.sides.B)}
    </div>
  );
}

const noFavourites: ReadonlySet<EntryId> = new Set();

function ScoreRow({ side, isFavourite }: { side: SideLine; isFavourite: boolean }) {
  const t = useText();
  return (
    <div className="score-row" data-winner={side.winner}>
      <span className="side-mark" data-side={side.side} />
      <span className="score-name">
        <span className="score-name-text">
          {isFavourite && <StarMark />} {side.name ?? t('side.unknown')}
        </span>
        <span className="score-small">
          {side.serving && (
            <span className="serves">
              <span aria-hidden="true">◆ </span>
              {t(`serves.${side.serving}`)}
            </span>
          )}
          {side.winner && (
            <span className="won">
              <span aria-hidden="true">✓ </span>
              {t('winner')}
            </span>
          )}
          {side.mark && <span>{t(`mark.${side.mark}`)}</span>}
          {side.club && !side.serving && !side.winner && <span className="quiet">{side.club}</span>}
        </span>
      </span>
      <span className="score-sets figures">
        {side.sets.map((set, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a set's place is what it is known by
          <span key={index} className="figure score-set" data-won={set.won}>
            {set.points}
          </span>
        ))}
      </span>
      {side.figure !== null && (
        <span className="figures figure score-figure">
          <span key={side.figure} className="figure-flip">
            {side.figure}
          </span>
        </span>
      )}
    </div>
  );
}
