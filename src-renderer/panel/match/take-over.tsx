import { useEdits } from '#pages/panel/edits.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { useWho } from './who.ts';

/** Taking a match over: a warning with one confirm, never a lock. */
export function TakeOver({
  plan,
  match,
  onDone,
}: {
  plan: MatchPlan;
  match: MatchState;
  onDone: () => void;
}) {
  const t = useText();
  const who = useWho();
  const edits = useEdits();
  const name = match.charge ? who(match.charge.official, match.charge.device) : '';
  const take = async (): Promise<void> => {
    if (await edits.match(plan.id, { type: 'takeCharge' }, t('take.done', { number: plan.number }))) onDone();
  };
  return (
    <div className="action-form">
      <p>{t('take.asked', { who: name })}</p>
      <div className="buttons">
        <Button kind="main" onClick={() => void take()}>
          {t('take.button')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </div>
  );
}
