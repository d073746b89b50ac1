import { type FormEvent, useState } from 'react';
import { sideName } from '#pages/panel/model/lookups.ts';
import { askedFor, isFinal, type MatchAction } from '#pages/panel/model/match-actions.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { RadioSet } from '#pages/panel/parts/radio-set.tsx';
import { useText } from '#pages/panel/text.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';

/** Asks for the side and the reason that an action needs, then builds its command. */
export function ActionForm({
  action,
  label,
  plan,
  onSend,
  onCancel,
}: {
  action: MatchAction;
  label: string;
  plan: MatchPlan;
  onSend: (body: MatchCommandBody) => void;
  onCancel: () => void;
}) {
  const t = useText();
  const { tournament } = usePanel();
  const [side, setSide] = useState<Side | null>(null);
  const [upheld, setUpheld] = useState<'yes' | 'no' | null>(null);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const asked = askedFor[action];
  const needsReason = action === 'disqualify' || action === 'protest' || action === 'ruling';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = bodyOf(action, side, reason.trim(), upheld);
    const lacks = body === null || (needsReason && reason.trim() === '');
    setMissing(lacks);
    if (!lacks && body) onSend(body);
  };
  return (
    <form className="action-form" onSubmit={submit} aria-label={label}>
      {asked === 'side' || asked === 'sideAndReason' ? (
        <RadioSet
          legend={sideQuestion(action, t)}
          value={side}
          onChange={setSide}
          options={[
            ['A', sideName(tournament, plan, 'A')],
            ['B', sideName(tournament, plan, 'B')],
          ]}
          missing={missing && side === null}
        />
      ) : null}
      {asked === 'ruling' ? (
        <RadioSet
          legend={t('act.rulingAsked')}
          value={upheld}
          onChange={setUpheld}
          options={[
            ['yes', t('act.upheld')],
            ['no', t('act.rejected')],
          ]}
          missing={missing && upheld === null}
        />
      ) : null}
      {asked === 'side' ? null : (
        <Field
          label={t('act.reason')}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
          error={missing && needsReason && reason.trim() === '' ? t('act.reasonNeeded') : null}
        />
      )}
      {isFinal(action) ? <p className="quiet">{t('act.final.ruling')}</p> : null}
      <div className="buttons">
        <Button kind="main" type="submit">
          {label}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

function sideQuestion(action: MatchAction, t: ReturnType<typeof useText>): string {
  switch (action) {
    case 'walkover':
    case 'retire':
    case 'disqualify':
    case 'protest':
      return t(`act.who.${action}`);
    default:
      return '';
  }
}

/** The command of an action; null while the side or the ruling is missing. */
function bodyOf(
  action: MatchAction,
  side: Side | null,
  reason: string,
  upheld: 'yes' | 'no' | null,
): MatchCommandBody | null {
  switch (action) {
    case 'walkover':
      return side && { type: 'walkover', winner: side };
    case 'retire':
    case 'disqualify':
    case 'protest':
      return side && { type: action, side, reason };
    case 'ruling':
      return upheld && { type: 'ruling', upheld: upheld === 'yes', reason };
    case 'suspend':
    case 'abandon':
    case 'cancel':
      return { type: action, reason };
    case 'call':
    case 'resume':
    case 'postpone':
    case 'confirm':
      return { type: action };
    case 'correct':
      return null;
  }
}
