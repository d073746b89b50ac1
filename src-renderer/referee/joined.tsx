import { useEffect, useState } from 'react';
import type { MatchId } from '#shared/domain/ids.ts';
import type { Me } from '#shared/domain/match/steps.ts';
import { tournamentTopic } from '#shared/domain/topic.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed, useStatus } from '#ui/hub.tsx';
import { LinkPill } from '#ui/link-pill.tsx';
import type { Session } from './join.ts';
import { MatchPage } from './match-page.tsx';
import { MatchesPage } from './matches-page.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { StatusSheet } from './status-sheet.tsx';
import { useText } from './text.ts';
import { useKeepPage } from './use-keep-page.ts';
import { useOpenMatch } from './use-open-match.ts';

/** The page of a phone that has joined: the list, or one match. */
export function Joined({ session, onLeave }: { session: Session; onLeave: () => void }) {
  const t = useText();
  const status = useStatus();
  const [open, setOpen] = useOpenMatch();
  const [sheet, setSheet] = useState<'status' | 'settings' | null>(null);
  const tournament = useConfirmed(tournamentTopic(session.tournament));
  // The list's scores are kept up to date behind an open match too: coming back shows no old ones.
  useConfirmed(`scores/${session.tournament}`);
  useKeepPage(open);
  const role = status.role === 'spectator' || status.role === null ? 'referee' : status.role;
  const me: Me = { device: session.device, official: session.official.id, role };
  const ended = status.ended !== null;
  // Shown by itself once; what was going on stays behind it.
  useEffect(() => {
    if (ended) setSheet(null);
  }, [ended]);

  const openMatch = (match: MatchId) => setOpen(match);
  return (
    <>
      {status.ended ? <Ended onLeave={onLeave} /> : null}
      {page()}
      {sheet === 'status' ? (
        <StatusSheet tournament={tournament ?? null} onClose={() => setSheet(null)} />
      ) : null}
      {sheet === 'settings' ? <SettingsSheet onLeave={onLeave} onClose={() => setSheet(null)} /> : null}
    </>
  );

  function page() {
    if (!tournament) {
      return (
        <main className="page">
          <header className="top">
            <h1 className="top-title">{t('join.title')}</h1>
            <LinkPill onClick={() => setSheet('status')} />
          </header>
          <p className="empty" role="status">
            {t(tournament === null ? 'list.noTournament' : 'list.loading')}
          </p>
          {tournament === null ? (
            <div className="begin">
              <Button className="wide" onClick={onLeave}>
                {t('status.joinAgain')}
              </Button>
            </div>
          ) : null}
        </main>
      );
    }
    if (open && tournament.matches[open]) {
      return (
        <MatchPage
          match={open}
          tournament={tournament}
          me={me}
          onBack={() => setOpen(null)}
          onOpen={openMatch}
          onStatus={() => setSheet('status')}
        />
      );
    }
    return (
      <MatchesPage
        tournament={tournament}
        me={me}
        myName={tournament.officials[session.official.id]?.name ?? session.official.name}
        onOpen={openMatch}
        onStatus={() => setSheet('status')}
        onSettings={() => setSheet('settings')}
      />
    );
  }
}

/** The hub has ended it for good: says what was kept and how to come back. */
function Ended({ onLeave }: { onLeave: () => void }) {
  const t = useText();
  const status = useStatus();
  const outdated = status.ended?.code === 4406;
  return (
    <section className="ended" role="alert">
      <p className="big-words">{t(outdated ? 'status.version' : 'status.revoked')}</p>
      {outdated ? null : <p>{t('status.revokedNote')}</p>}
      {status.waiting > 0 ? <p>{t('status.kept', { count: status.waiting })}</p> : null}
      <Button kind="main" className="wide tall" onClick={outdated ? () => location.reload() : onLeave}>
        {t(outdated ? 'status.reload' : 'status.joinAgain')}
      </Button>
    </section>
  );
}
