import { Button } from '#ui/button.tsx';
import { useStatus } from '#ui/hub.tsx';
import type { InMatch } from './match-page.tsx';
import { useText } from './text.ts';

/** Somebody else has this match in hand: says who, and takes over with one tap. */
export function ChargeBar({ match, onTake }: { match: InMatch; onTake: () => void }) {
  const t = useText();
  const { state, tournament, me } = match;
  const { keptAside } = useStatus();
  const official = state.charge?.official ?? null;
  const mine = official !== null && official === me.official;
  const name = (official && tournament.officials[official]?.name) || t('charge.somebody');
  return (
    <section className="bar charge" aria-live="polite">
      <p className="charge-words">{mine ? t('charge.questionYou') : t('charge.question', { name })}</p>
      {keptAside > 0 ? <p>{t('status.aside', { count: keptAside })}</p> : null}
      <p className="quiet">{t('charge.note')}</p>
      <div className="two">
        <Button className="tall" onClick={match.onBack}>
          {t('charge.no')}
        </Button>
        <Button kind="main" className="tall" onClick={onTake}>
          {t('charge.yes')}
        </Button>
      </div>
    </section>
  );
}
