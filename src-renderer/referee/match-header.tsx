import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { LinkPill } from '#ui/link-pill.tsx';
import { useText } from './text.ts';

/** The line on top: back, which match, and whether the page is live. */
export function MatchHeader({
  tournament,
  plan,
  onBack,
  onStatus,
}: {
  tournament: TournamentState;
  plan: MatchPlan | undefined;
  onBack: () => void;
  onStatus: () => void;
}) {
  const t = useText();
  const court = plan?.court ? tournament.courts[plan.court]?.name : null;
  const draw = plan ? tournament.draws[plan.draw]?.name : null;
  return (
    <header className="top">
      <button type="button" className="icon-button" aria-label={t('back')} onClick={onBack}>
        <span aria-hidden="true">‹</span>
      </button>
      <h1 className="top-title">
        <span className="clip">
          {[plan ? t('match.number', { n: plan.number }) : null, court].filter(Boolean).join(' · ')}
        </span>
        <span className="clip top-sub">{[draw, plan?.round].filter(Boolean).join(' · ')}</span>
      </h1>
      <LinkPill onClick={onStatus} />
    </header>
  );
}
