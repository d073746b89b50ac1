import { useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { askedFor, type MatchAction, possibleActions } from '#pages/panel/model/match-actions.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { deviceId } from '#ui/device.ts';
import { useNow } from '#ui/hub.tsx';
import { ActionForm } from './action-form.tsx';
import { SetsForm } from './sets-form.tsx';
import { TakeOver } from './take-over.tsx';

/** Everything that can be done with the match now; what needs a word opens its form in place. */
export function MatchActions({ plan, match }: { plan: MatchPlan; match: MatchState }) {
  const t = useText();
  const now = useNow(0);
  const edits = useEdits();
  const [asked, setAsked] = useState<MatchAction | 'takeOver' | null>(null);
  const possible = possibleActions(match, now);
  const label = (action: MatchAction): string =>
    t(action === 'correct' && match.result !== 'official' ? 'act.typeIn' : `act.${action}`);
  const done = (action: MatchAction): string =>
    action === 'confirm'
      ? t('act.confirmDone', { number: plan.number })
      : t('act.done', { number: plan.number, what: label(action) });

  const send = async (action: MatchAction, body: MatchCommandBody): Promise<void> => {
    if (await edits.match(plan.id, body, done(action))) setAsked(null);
  };
  const choose = (action: MatchAction): void => {
    if (action === 'call' || action === 'resume' || action === 'postpone' || action === 'confirm') {
      void send(action, { type: action });
    } else setAsked(asked === action ? null : action);
  };
  const elsewhere = match.charge !== null && match.charge.device !== deviceId();
  return (
    <section className="actions" aria-labelledby="match-actions">
      <h3 id="match-actions">{t('match.actions')}</h3>
      <div className="actions-buttons">
        {possible.map((action) => (
          <Button
            key={action}
            {...(action === 'confirm' ? { kind: 'main' as const } : {})}
            aria-expanded={askedFor[action] === 'nothing' ? undefined : asked === action}
            onClick={() => choose(action)}
          >
            {label(action)}
          </Button>
        ))}
        {elsewhere ? (
          <Button
            aria-expanded={asked === 'takeOver'}
            onClick={() => setAsked(asked === 'takeOver' ? null : 'takeOver')}
          >
            {t('take.button')}
          </Button>
        ) : null}
      </div>
      {possible.includes('confirm') ? <p className="quiet">{t('act.final.confirm')}</p> : null}
      {asked === 'takeOver' ? (
        <TakeOver plan={plan} match={match} onDone={() => setAsked(null)} />
      ) : asked === 'correct' ? (
        <SetsForm plan={plan} match={match} onDone={() => setAsked(null)} />
      ) : asked && possible.includes(asked) ? (
        <ActionForm
          key={asked}
          action={asked}
          label={label(asked)}
          plan={plan}
          onSend={(body) => void send(asked, body)}
          onCancel={() => setAsked(null)}
        />
      ) : null}
    </section>
  );
}
