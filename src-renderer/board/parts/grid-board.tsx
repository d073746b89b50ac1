import type { CSSProperties } from 'react';
import { pagesOf, shapeOf } from '#pages/board/model/grid.ts';
import { useText } from '#pages/board/text/board-text.ts';
import type { Court, Venue } from '#shared/domain/tournament/records.ts';
import { Clock } from '#ui/clock.tsx';
import { StaleBand } from '#ui/stale.tsx';
import { useTurn } from '#ui/use-turn.ts';
import type { BoardData } from './board-page.tsx';
import { Qr } from './qr.tsx';
import { Tile } from './tile.tsx';

/** All courts of a venue: a tile each, on pages that take turns where one wouldn't be legible. */
export function GridBoard({
  data,
  venue,
  courts,
}: {
  data: BoardData;
  venue: Venue;
  courts: readonly Court[];
}) {
  const t = useText();
  const { state, wish } = data;
  const { timeZone } = state.details;
  const pages = pagesOf(courts);
  const page = useTurn(wish.pageSeconds * 1000, pages.length);
  // Every page has the shape of the first, so that courts don't change size as pages turn.
  const shape = shapeOf(pages[0]?.length ?? 1);
  const style: CSSProperties & Record<`--${string}`, number> = {
    '--columns': shape.columns,
    '--rows': shape.rows,
  };
  return (
    <div className="grid">
      <header className="grid-head">
        <div className="grid-title">
          <span className="grid-venue figures">{venue.name}</span>
          <span className="grid-tournament">{state.details.name}</span>
        </div>
        {pages.length > 1 && (
          <span className="grid-page figures">{t('page.of', { page: page + 1, pages: pages.length })}</span>
        )}
        <Clock timeZone={timeZone} />
        {wish.qr && <Qr />}
      </header>
      <StaleBand timeZone={timeZone} />
      <main className="grid-tiles" style={style}>
        {(pages[page] ?? []).map((court) => (
          <Tile key={court.id} data={data} court={court} rows={shape.rows} />
        ))}
      </main>
    </div>
  );
}
