import { useDeferredValue, useState } from 'react';
import type { MatchId } from '#shared/domain/ids.ts';
import type { Me } from '#shared/domain/match/steps.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { Field } from '#ui/field.tsx';
import { useConfirmed } from '#ui/hub.tsx';
import { LinkPill } from '#ui/link-pill.tsx';
import { MatchRow } from './match-row.tsx';
import { type ListedMatch, listMatches } from './my-matches.ts';
import { RefusedList } from './status-sheet.tsx';
import { useText } from './text.ts';
import { useHeldBackWords } from './use-held-back-words.ts';

/** My matches first, then everybody's, since volunteers swap. */
export function MatchesPage({
  tournament,
  me,
  myName,
  onOpen,
  onStatus,
  onSettings,
}: {
  tournament: TournamentState;
  me: Me;
  myName: string;
  onOpen: (match: MatchId) => void;
  onStatus: () => void;
  onSettings: () => void;
}) {
  const t = useText();
  const scores = useConfirmed(`scores/${tournament.id}`);
  const heldBack = useHeldBackWords(tournament);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const list = listMatches(tournament, scores ?? [], me.official, wanted);
  const others = list.others.reduce((n, { matches }) => n + matches.length, 0);
  const rows = (matches: readonly ListedMatch[]) => (
    <ul className="rows">
      {matches.map((match) => (
        <MatchRow
          key={match.plan.id}
          tournament={tournament}
          match={match}
          me={me}
          onOpen={() => onOpen(match.plan.id)}
        />
      ))}
    </ul>
  );
  return (
    <main className="page list">
      <header className="top">
        <button type="button" className="icon-button" aria-label={t('list.settings')} onClick={onSettings}>
          <span aria-hidden="true">≡</span>
        </button>
        <h1 className="top-title">
          <span className="clip">{tournament.details.name}</span>
          <span className="clip top-sub">{myName}</span>
        </h1>
        <LinkPill onClick={onStatus} />
      </header>
      <div className="scroll">
        {heldBack ? (
          <p className="held-back" role="status">
            <span aria-hidden="true">◔ </span>
            {heldBack}
          </p>
        ) : null}
        <RefusedList />
        <section>
          <h2 className="section-title">{t('list.mine')}</h2>
          {list.mine.length > 0 ? (
            rows(list.mine)
          ) : (
            <p className="empty">{t(list.mineDone.length > 0 ? 'list.allDone' : 'list.noneMine')}</p>
          )}
        </section>
        {list.mineDone.length > 0 ? (
          <details>
            <summary>{t('list.done', { n: list.mineDone.length })}</summary>
            {rows(list.mineDone)}
          </details>
        ) : null}
        <details open={list.mine.length === 0}>
          <summary>{t('list.others', { n: others })}</summary>
          <div className="search">
            <Field
              label={t('list.search')}
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          {others === 0 && wanted.trim() !== '' ? <p className="empty">{t('list.nothingFound')}</p> : null}
          {list.others.map(({ court, matches }) => (
            <section key={court ?? ''}>
              <h3 className="court-title">
                {(court && tournament.courts[court]?.name) || t('list.noCourt')}
              </h3>
              {rows(matches)}
            </section>
          ))}
        </details>
      </div>
    </main>
  );
}
