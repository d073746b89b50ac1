import { useCallback, useMemo } from 'react';
import { nextStep } from '#pages/panel/model/next-step.ts';
import { tileRows } from '#pages/panel/model/tiles.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { NextStepHint } from '#pages/panel/parts/next-step.tsx';
import { useText } from '#pages/panel/text.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import { Button } from '#ui/button.tsx';
import { useNow } from '#ui/hub.tsx';
import { TileView } from './tile-view.tsx';

/** Home: a row per venue, a tile per court in its real order. */
export function LiveScreen() {
  const t = useText();
  const { tournament, scores, hub, route, go } = usePanel();
  const now = useNow(1000);
  const rows = useMemo(
    () => tileRows(tournament, scores, hub?.devices ?? [], now),
    [tournament, scores, hub, now],
  );
  const open = useCallback((match: MatchId) => go({ match }), [go]);
  const step = nextStep(tournament);
  const unassigned = Object.values(tournament.matches).filter((plan) => plan.court === null).length;
  return (
    <>
      <h1 className="visually-hidden">{t('screen.live')}</h1>
      {step ? <NextStepHint step={step} /> : null}
      {rows.map(({ venue, tiles }) => (
        <section key={venue.id} aria-labelledby={`venue-${venue.id}`} className="venue-row">
          <h2 id={`venue-${venue.id}`}>{venue.site ? `${venue.site} · ${venue.name}` : venue.name}</h2>
          <div className="tiles">
            {tiles.map((tile) => (
              <TileView
                key={tile.court.id}
                tile={tile}
                tournament={tournament}
                now={now}
                open={route.match !== null && (tile.plan?.id ?? tile.next?.id) === route.match}
                onOpen={open}
              />
            ))}
          </div>
        </section>
      ))}
      {unassigned > 0 ? (
        <p className="quiet">
          {t('live.unassigned', { count: unassigned })}{' '}
          <Button kind="plain" onClick={() => go({ screen: 'schedule', match: null })}>
            {t('screen.schedule')}
          </Button>
        </p>
      ) : null}
    </>
  );
}
