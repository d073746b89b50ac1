import { type RefObject, useEffect, useRef } from 'react';
import { addressWith, venuesWithCourts } from '#pages/board/model/wish.ts';
import { useText } from '#pages/board/text/board-text.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { TournamentLine } from '#shared/protocol/down.ts';

/** Every venue and court as a link that this screen can be set to; for a remote with arrows and OK. */
export function Chooser({ state, trouble }: { state: TournamentState; trouble: string | null }) {
  const t = useText();
  const list = useArrowKeys();
  const rows = venuesWithCourts(state);
  const hasCourts = rows.some(({ courts }) => courts.length > 0);
  return (
    <div className="chooser" ref={list}>
      <p className="chooser-tournament">{state.details.name}</p>
      {trouble && (
        <p className="chooser-trouble" role="alert">
          {trouble}
        </p>
      )}
      <h1 className="figures chooser-title">{t('choose.title')}</h1>
      <p>{hasCourts ? t('choose.hint') : t('choose.nothing')}</p>
      {rows
        .filter(({ courts }) => courts.length > 0)
        .map(({ venue, courts }) => (
          <section key={venue.id} className="chooser-venue">
            <h2 className="figures">{venue.name}</h2>
            <ul>
              <li>
                <a href={addressWith(location.search, { venue: venue.id, court: null, turn: null })}>
                  {t('choose.grid', { venue: venue.name })}
                </a>
              </li>
              <li>
                <a href={addressWith(location.search, { venue: venue.id, court: null, turn: '8' })}>
                  {t('choose.turn', { venue: venue.name })}
                </a>
              </li>
              {courts.map((court) => (
                <li key={court.id}>
                  <a href={addressWith(location.search, { court: court.id, venue: null, turn: null })}>
                    {court.name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

/** The tournaments of this hub as links. */
export function TournamentLinks({ lines }: { lines: readonly TournamentLine[] }) {
  const t = useText();
  const list = useArrowKeys();
  return (
    <div className="chooser-venue" ref={list}>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <a href={`${addressWith(location.search, { tournament: line.id, court: null, venue: null })}`}>
              {line.name}
              {line.status === 'closed' && ` · ${t('tournament.closed')}`}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Arrow keys go from link to link, as a remote's do; the first has the focus from the start. */
function useArrowKeys(): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const links = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    links()[0]?.focus();
    const key = (event: KeyboardEvent) => {
      const step = stepOf(event.key);
      if (step === 0) return;
      event.preventDefault();
      const all = links();
      const at = all.findIndex((link) => link.matches(':focus'));
      all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
  return list;
}

function stepOf(key: string): -1 | 0 | 1 {
  if (key === 'ArrowDown' || key === 'ArrowRight') return 1;
  return key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 0;
}
