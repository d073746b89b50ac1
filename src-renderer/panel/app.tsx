import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { OfficialId, TournamentId } from '#shared/domain/ids.ts';
import { tournamentTopic } from '#shared/domain/topic.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { pageBuild } from '#ui/device.ts';
import { useConfirmed, useNow, useStatus } from '#ui/hub.tsx';
import { CodesDialog } from './codes/codes-dialog.tsx';
import { desktop } from './desktop.ts';
import { Bar } from './frame/bar.tsx';
import { KeysDialog } from './frame/keys-dialog.tsx';
import { Rail } from './frame/rail.tsx';
import { useShortcuts } from './frame/shortcuts.ts';
import { StaleLine } from './frame/stale-line.tsx';
import { MatchAside } from './match/match-aside.tsx';
import { keepsAwake } from './model/day.ts';
import { scoresById } from './model/lookups.ts';
import type { OrganiserApi } from './organiser-api.ts';
import { type Panel, PanelProvider } from './panel-context.tsx';
import { ProgramAside } from './programs/program-aside.tsx';
import { formatRoute, goneTo, hasAside, parseRoute, type Route } from './routing.ts';
import { ScreenOf } from './screen-of.tsx';
import { createSeatBook } from './seat-book.ts';
import { StartScreen } from './start/start-screen.tsx';
import { useText } from './text.ts';
import { useNewAddress } from './use-new-address.ts';

const onHash = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** The route in the address. */
function useRoute(): Route {
  const hash = useSyncExternalStore(onHash, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** The whole panel: the start screen, or the open tournament. */
export function App({ api, onEnded }: { api: OrganiserApi; onEnded: () => void }) {
  const t = useText();
  const route = useRoute();
  const { ended, newPage, waiting } = useStatus();
  useNewPage(newPage && waiting === 0);
  useEffect(() => {
    if (ended) onEnded();
  }, [ended, onEnded]);
  if (ended) return <p className="gate">{t('gate.ended', { reason: ended.reason })}</p>;
  return route.tournament === null ? (
    <StartScreen />
  ) : (
    <OpenTournament key={route.tournament} id={route.tournament} route={route} api={api} />
  );
}

function OpenTournament({ id, route, api }: { id: TournamentId; route: Route; api: OrganiserApi }) {
  const t = useText();
  const tournament = useConfirmed(tournamentTopic(id));
  if (tournament === undefined) return <p className="gate">{t('loading')}</p>;
  if (tournament === null) {
    return (
      <div className="gate">
        <p>{t('start.gone')}</p>
        <a href="#/">{t('bar.tournaments')}</a>
      </div>
    );
  }
  return <Frame tournament={tournament} route={route} api={api} />;
}

function Frame({ tournament, route, api }: { tournament: TournamentState; route: Route; api: OrganiserApi }) {
  const lines = useConfirmed(`scores/${tournament.id}`);
  const hub = useConfirmed('presence') ?? null;
  const scores = useMemo(() => scoresById(lines ?? []), [lines]);
  const { state } = useStatus();
  const [keys, setKeys] = useState(false);
  const [codes, setCodes] = useState<{ official: OfficialId | null } | null>(null);
  const [seats] = useState(() => createSeatBook(api));
  const go = useCallback<Panel['go']>((to) => {
    location.hash = formatRoute(goneTo(parseRoute(location.hash), to));
  }, []);
  const showCodes = useCallback<Panel['showCodes']>((official) => setCodes({ official }), []);
  const newAddress = useNewAddress(hub?.chosen ?? null);
  const panel = useMemo<Panel>(
    () => ({ tournament, scores, hub, route, api, seats, newAddress, go, showCodes }),
    [tournament, scores, hub, route, api, seats, newAddress, go, showCodes],
  );
  useShortcuts({
    onHelp: useCallback(() => setKeys(true), []),
    onEscape: useCallback(() => {
      // What takes the whole screen has its own way out: a form half filled in must not go with a key.
      if (hasAside(parseRoute(location.hash))) go({ match: null, item: null });
    }, [go]),
    onScreen: useCallback((screen) => go({ screen, match: null, item: null }), [go]),
  });
  useAwakeWhile(keepsAwake(tournament, scores, useNow(60_000)));
  useEffect(() => {
    document.title = `${tournament.details.name} · Touchline`;
  }, [tournament.details.name]);
  return (
    <PanelProvider value={panel}>
      <div className="frame" data-aside={hasAside(route)} data-old={state === 'away' || state === 'stale'}>
        <Rail />
        <div className="frame-top">
          <Bar />
          <StaleLine timeZone={tournament.details.timeZone} />
        </div>
        <main className="main" id="main">
          <ScreenOf screen={route.screen} />
        </main>
        {route.match === null ? null : <MatchAside match={route.match} />}
        {hasAside(route) && route.item !== null ? <ProgramAside tab={route.tab} item={route.item} /> : null}
      </div>
      {keys ? <KeysDialog onClose={() => setKeys(false)} /> : null}
      {codes ? <CodesDialog first={codes.official} onClose={() => setCodes(null)} /> : null}
    </PanelProvider>
  );
}

/** Loads the hub's newer page, once: a hub that still serves the old one must not make the panel reload for ever. */
function useNewPage(ready: boolean): void {
  useEffect(() => {
    const build = pageBuild() ?? '';
    if (!ready || sessionStorage.getItem('touchline.reloaded') === build) return;
    sessionStorage.setItem('touchline.reloaded', build);
    location.reload();
  }, [ready]);
}

/** Keeps the laptop awake while it is needed, where the desktop app can. */
function useAwakeWhile(needed: boolean): void {
  useEffect(() => {
    const bridge = desktop();
    if (!bridge || !needed) return;
    void bridge.keepAwake(true);
    return () => void bridge.keepAwake(false);
  }, [needed]);
}
