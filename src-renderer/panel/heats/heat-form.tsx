import { type FormEvent, useId, useState } from 'react';
import { laneTrouble, parseLanes } from '#pages/panel/model/lanes.ts';
import { useText } from '#pages/panel/text.ts';
import type { Heat } from '#shared/domain/timed/heat.ts';
import { type Distance, HeatPlan } from '#shared/domain/timed/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';
import { useFirstField } from './use-first-field.ts';

/** A new heat of a distance: its number, and who runs in which lane. */
export function HeatForm({
  distance,
  heats,
  onSave,
  onCancel,
}: {
  distance: Distance;
  heats: readonly Heat[];
  onSave: (plan: HeatPlan) => void;
  onCancel: () => void;
}) {
  const t = useText();
  const form = useFirstField('textarea', true);
  const id = useId();
  const own = heats.filter(({ plan }) => plan.distance === distance.id).map(({ plan }) => plan);
  const lastRound = Math.max(1, ...own.map(({ round }) => round));
  const [round, setRound] = useState(String(lastRound));
  const inRound = own.filter((plan) => plan.round === Number(round)).map(({ number }) => number);
  const [typedNumber, setNumber] = useState<string | null>(null);
  const number = typedNumber ?? String(Math.max(0, ...inRound) + 1);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const lanes = parseLanes(text);
  const trouble = laneTrouble(lanes);
  const made = HeatPlan.safeParse({
    id: newUlid(),
    distance: distance.id,
    round: Number(round),
    number: Number(number),
    lanes,
  });
  const taken = inRound.includes(Number(number));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (made.success && trouble === null && !taken) onSave(made.data);
  };
  return (
    <form
      ref={form}
      className="form"
      aria-label={t('heats.newHeat', { distance: distance.name })}
      onSubmit={submit}
      noValidate
    >
      <h2>{t('heats.newHeat', { distance: distance.name })}</h2>
      <div className="field-row">
        <Field
          label={t('heats.round')}
          value={round}
          inputMode="numeric"
          onChange={(event) => setRound(event.target.value)}
          error={tried && !/^\d+$/.test(round) ? t('heats.numberWrong') : null}
        />
        <Field
          label={t('heats.number')}
          value={number}
          inputMode="numeric"
          onChange={(event) => setNumber(event.target.value)}
          error={tried && taken ? t('heats.numberTaken') : null}
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t('heats.lanes')}
        </label>
        <textarea
          id={id}
          rows={8}
          value={text}
          aria-describedby={`${id}-said`}
          aria-invalid={tried && trouble !== null}
          onChange={(event) => setText(event.target.value)}
        />
        <div id={`${id}-said`}>
          {tried && trouble !== null ? (
            <p className="field-error">{t(`heats.lanes.${trouble}`)}</p>
          ) : (
            <p className="field-hint">{t('heats.lanesHint')}</p>
          )}
        </div>
      </div>
      <div className="buttons">
        <Button kind="main" type="submit">
          {t('heats.addHeat')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
