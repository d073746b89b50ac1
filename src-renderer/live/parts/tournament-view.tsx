import { useEffect, useMemo } from 'react';
import { scoresById } from '#pages/live/model/matches.ts';
import { hashOf, type Route } from '#pages/live/model/routing.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { TournamentId } from '#shared/domain/ids.ts';
import type { TournamentLine } from '#shared/protocol/down.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed, useHub } from '#ui/hub.tsx';
import { LinkPill } from '#ui/link-pill.tsx';
import { StaleBand, useStaleness } from '#ui/stale.tsx';
import { useFavourites } from './favourite.tsx';
import { MatchView } from './match-view.tsx';
import { MatchesView } from './matches-view.tsx';
import { Settings } from './settings.tsx';
import { TablesView } from './tables-view.tsx';
import { UnknownMatch } from './unknown-match.tsx';

/** A connection that is away for this long may need the spectator's help, in milliseconds. */
const hintAfterMs = 20_000;

/** One tournament: its matches, one match, or its tables. */
export function TournamentView({
  tournament,
  others,
  route,
  onOther,
  onChoose,
}: {
  tournament: TournamentId;
  others: readonly TournamentLine[];
  route: Route;
  /** Null while there is no other tournament to choose. */
  onOther: (() => void) | null;
  onChoose: (id: TournamentId) => void;
}) {
  const t = useText();
  const hub = useHub();
  const state = useConfirmed(`tournament/${tournament}`);
  const lines = useConfirmed(`scores/${tournament}`);
  const scores = useMemo(() => scoresById(lines), [lines]);
  const [favourites, toggle] = useFavourites(tournament);
  const { isStale, ageMs } = useStaleness();
  const isAway = ageMs !== null && ageMs >= hintAfterMs;
  const name = state?.details.name;
  const shown = route.page === 'match' ? route.match : null;
  const plan = shown === null ? undefined : state?.matches[shown];
  useEffect(() => {
    document.title = name ? `${name} · ${t('title')}` : t('title');
  }, [name, t]);
  useEffect(() => hub.showing(shown), [hub, shown]);

  if (state === null) return <p className="alone-main">{t('tournament.unknown')}</p>;
  if (!state || !lines) {
    return (
      <p className="alone-main" role="status">
        {t('loading')}
      </p>
    );
  }
  return (
    <div className="live" data-stale={isStale}>
      <header className="top">
        <div className="top-line">
          <h1 className="top-name">{state.details.name}</h1>
          <LinkPill />
        </div>
        <StaleBand
          timeZone={state.details.timeZone}
          hint={isAway ? `${t('stale.then')} ${t('stale.retrying')}` : t('stale.then')}
        />
        <nav className="tabs">
          <a href={hashOf({ page: 'matches' })} aria-current={route.page === 'matches' ? 'page' : undefined}>
            {t('tab.matches')}
          </a>
          <a href={hashOf({ page: 'tables' })} aria-current={route.page === 'tables' ? 'page' : undefined}>
            {t('tab.tables')}
          </a>
        </nav>
      </header>
      <main>
        {route.page === 'matches' && <MatchesView state={state} scores={scores} favourites={favourites} />}
        {route.page === 'tables' && <TablesView state={state} scores={scores} favourites={favourites} />}
        {shown !== null &&
          (plan ? (
            <MatchView
              key={shown}
              state={state}
              plan={plan}
              score={scores.get(shown) ?? null}
              favourites={favourites}
              onToggle={toggle}
            />
          ) : (
            <UnknownMatch key={shown} match={shown} others={others} onFoundIn={onChoose} />
          ))}
      </main>
      {onOther && (
        <p className="other">
          <Button kind="plain" onClick={onOther}>
            {t('tab.tournaments')}
          </Button>
        </p>
      )}
      <Settings />
    </div>
  );
}
