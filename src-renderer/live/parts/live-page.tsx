import { type ReactNode, useEffect, useState } from 'react';
import { type Route, routeOf } from '#pages/live/model/routing.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { TournamentId } from '#shared/domain/ids.ts';
import type { TournamentLine } from '#shared/protocol/down.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed, useStatus } from '#ui/hub.tsx';
import { useNewestPage } from '#ui/new-page.ts';
import { StaleBand } from '#ui/stale.tsx';
import { readStored, writeStored } from '#ui/stored.ts';
import { tournamentChoice } from '#ui/tournament-choice.ts';
import { Settings } from './settings.tsx';
import { TournamentChooser } from './tournament-chooser.tsx';
import { TournamentView } from './tournament-view.tsx';

const storedChoice = 'live.tournament';

/** The spectators' page. `asked`: the tournament that the address names. */
export function LivePage({ asked }: { asked: string | null }) {
  const t = useText();
  const { ended } = useStatus();
  const lines = useConfirmed('tournaments');
  const [chosen, setChosen] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const route = useRoute();
  useNewestPage();
  const choose = (id: TournamentId): void => {
    writeStored(storedChoice, id);
    setChosen(id);
    setChoosing(false);
  };

  if (ended) {
    return (
      <Alone>
        <p>{t('ended.page')}</p>
        <Button kind="main" onClick={() => location.reload()}>
          {t('ended.reload')}
        </Button>
      </Alone>
    );
  }
  if (!lines) {
    return (
      <Alone>
        <p role="status">{t('loading')}</p>
      </Alone>
    );
  }
  const choice = tournamentChoice(lines, chosen ?? asked, readStored(storedChoice));
  if (choice.kind === 'none') {
    return (
      <Alone>
        <p role="status">{t('tournament.none')}</p>
      </Alone>
    );
  }
  if (choosing || choice.kind !== 'chosen') {
    return (
      <Alone>
        {choice.kind === 'unknown' && <p role="alert">{t('tournament.unknown')}</p>}
        <TournamentChooser lines={lines} onChoose={choose} />
      </Alone>
    );
  }
  return (
    <TournamentView
      key={choice.line.id}
      tournament={choice.line.id}
      others={othersThan(choice.line, lines)}
      route={route}
      onOther={lines.length > 1 ? () => setChoosing(true) : null}
      onChoose={choose}
    />
  );
}

const othersThan = (line: TournamentLine, lines: readonly TournamentLine[]): readonly TournamentLine[] =>
  lines.filter((other) => other.id !== line.id);

/** A page that has no tournament to show (yet). */
function Alone({ children }: { children: ReactNode }) {
  return (
    <div className="alone">
      <StaleBand timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone} />
      <main className="alone-main">{children}</main>
      <Settings />
    </div>
  );
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => {
      setRoute(routeOf(location.hash));
      window.scrollTo(0, 0);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return route;
}
