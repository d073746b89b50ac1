import type { LinkStatus } from '#shared/client/hub-client.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { Button } from '#ui/button.tsx';
import { ageText } from '#ui/format.ts';
import { useHub, useStatus } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { useLinkView } from '#ui/link-pill.tsx';
import { linkShapes } from '#ui/link-view.ts';
import { useRefusalText } from '#ui/text.ts';
import { Sheet } from './sheet.tsx';
import { useText } from './text.ts';
import { useHeldBackWords } from './use-held-back-words.ts';

/** The connection in plain words: what happened, what was kept, what to do. */
export function StatusSheet({
  tournament,
  onClose,
}: {
  tournament: TournamentState | null;
  onClose: () => void;
}) {
  const t = useText();
  const hub = useHub();
  const status = useStatus();
  const words = useConnectionWords(status, tournament);
  const view = useLinkView();
  return (
    <Sheet title={t('status.title')} onClose={onClose}>
      <p className="status-words" data-state={view.state}>
        <span aria-hidden="true">{linkShapes[view.state]} </span>
        {words.what}
      </p>
      <p>{words.kept}</p>
      {words.toDo ? <p>{words.toDo}</p> : null}
      {status.keptAside > 0 ? <p>{t('status.aside', { count: status.keptAside })}</p> : null}
      <RefusedList />
      {status.state === 'live' ? null : (
        <Button kind="main" className="wide tall" onClick={() => hub.wake()}>
          {t('status.now')}
        </Button>
      )}
      {status.hub ? <p className="quiet">{t('status.hub', { name: status.hub.name })}</p> : null}
    </Sheet>
  );
}

/** The taps that weren't recorded, each with its reason; gone when dismissed. */
export function RefusedList() {
  const t = useText();
  const hub = useHub();
  const { refused } = useStatus();
  const refusalText = useRefusalText();
  if (refused.length === 0) return null;
  return (
    <section className="refused">
      <h3>{t('status.refused')}</h3>
      <ul>
        {refused.map(({ command, why }) => (
          <li key={command.id}>
            <span>{refusalText(why)}</span>
            <Button onClick={() => hub.dismiss(command.id)}>{t('dismiss')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What happened, what was kept and what to do, in sentences. */
function useConnectionWords(
  status: LinkStatus,
  tournament: TournamentState | null,
): { what: string; kept: string; toDo: string | null } {
  const t = useText();
  const language = useLanguage();
  const view = useLinkView();
  const heldBack = useHeldBackWords(tournament);
  const age = ageText(view.ageMs ?? 0, language);
  const count = view.waiting;
  const kept = count > 0 ? t('status.kept', { count }) : t('status.nothingKept');
  if (status.ended) {
    const what = t(status.ended.code === 4406 ? 'status.version' : 'status.revoked');
    return { what, kept, toDo: status.ended.code === 4406 ? null : t('status.revokedNote') };
  }
  switch (status.state) {
    case 'live':
      if (heldBack !== null) return { what: heldBack, kept, toDo: null };
      return count > 0
        ? { what: t('status.liveWaiting', { count }), kept, toDo: null }
        : { what: t('status.live'), kept, toDo: null };
    case 'connecting':
      return { what: t('status.connecting'), kept, toDo: t('status.goOn') };
    case 'stale':
      return { what: t('status.stale', { age }), kept, toDo: t('status.goOn') };
    case 'away': {
      const what = view.ageMs === null ? t('status.neverThere') : t('status.away', { age });
      return { what, kept, toDo: t('status.goOn') };
    }
  }
}
