import { useEffect, useRef } from 'react';
import { overlayAddress } from '#pages/panel/model/addresses.ts';
import { courtName } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowAgain } from '#pages/panel/parts/use-row-again.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import { newMatch } from '#shared/domain/match/fold.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { timeText } from '#ui/format.ts';
import { useConfirmed, useHub } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { MatchActions } from './actions.tsx';
import { Branches } from './branches.tsx';
import { CourseList } from './course-list.tsx';
import { MatchScoreBlock } from './score-block.tsx';
import { useWho } from './who.ts';

/** The open match beside the grid: score, conflicts, what can be done, everything that happened. Escape closes it. */
export function MatchAside({ match }: { match: MatchId }) {
  const t = useText();
  const hub = useHub();
  const { tournament, go } = usePanel();
  const plan = tournament.matches[match];
  const state = useConfirmed(matchTopic(match));
  const heading = useRef<HTMLHeadingElement>(null);
  useRowAgain(match);
  useEffect(() => {
    hub.showing(match);
    heading.current?.focus({ preventScroll: true });
    return () => hub.showing(null);
  }, [hub, match]);
  return (
    <aside className="aside" aria-labelledby="match-title">
      <div className="aside-head">
        <h2 id="match-title" ref={heading} tabIndex={-1}>
          {t('match.title', { number: plan?.number ?? '' })}
        </h2>
        <Button kind="plain" onClick={() => go({ match: null })} aria-keyshortcuts="Escape">
          {t('match.close')}
        </Button>
      </div>
      {plan ? (
        <MatchBody key={match} plan={plan} state={state ?? null} />
      ) : (
        <p className="quiet">{t('match.none')}</p>
      )}
    </aside>
  );
}

function MatchBody({ plan, state }: { plan: MatchPlan; state: MatchState | null }) {
  const t = useText();
  if (!state) return <p className="quiet">{t('loading')}</p>;
  const known = state.seq === 0 ? newMatch(plan.id) : state;
  return (
    <>
      <Facts plan={plan} match={known} />
      <MatchScoreBlock plan={plan} match={known} />
      <Branches plan={plan} match={known} />
      <MatchActions plan={plan} match={known} />
      <CourseList plan={plan} match={known} />
    </>
  );
}

function Facts({ plan, match }: { plan: MatchPlan; match: MatchState }) {
  const t = useText();
  const language = useLanguage();
  const who = useWho();
  const { tournament, hub } = usePanel();
  const court = plan.court === null ? undefined : tournament.courts[plan.court];
  const pool = plan.pool === null ? undefined : tournament.pools[plan.pool];
  const draw = [tournament.draws[plan.draw]?.name, pool?.name, plan.round].filter(Boolean).join(' · ');
  const planned = plan.official === null ? null : tournament.officials[plan.official]?.name;
  return (
    <dl className="facts">
      <div>
        <dt>{t('match.draw')}</dt>
        <dd>{draw}</dd>
      </div>
      <div>
        <dt>{t('match.court')}</dt>
        <dd>
          {court ? courtName(tournament, court) : t('none')}
          {plan.scheduled === null
            ? ''
            : `, ${timeText(plan.scheduled, tournament.details.timeZone, language)}`}
        </dd>
      </div>
      <div>
        <dt>{t('match.referee')}</dt>
        <dd>{planned ?? t('none')}</dd>
      </div>
      {match.charge ? (
        <div>
          <dt>{t('match.inCharge')}</dt>
          <dd>{who(match.charge.official, match.charge.device)}</dd>
        </div>
      ) : null}
      <div>
        <dt>{t('match.overlay')}</dt>
        <dd>
          <a className="link" href={overlayAddress(hub, plan.id)} target="_blank" rel="noreferrer">
            {t('overlay.of', { number: plan.number })}
          </a>
        </dd>
      </div>
    </dl>
  );
}
