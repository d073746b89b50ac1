import { type FormEvent, useState } from 'react';
import { useText } from '#pages/panel/text.ts';
import { Distance } from '#shared/domain/timed/records.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';
import { useFirstField } from './use-first-field.ts';

/** A new distance. */
export function DistanceForm({
  onSave,
  onCancel,
}: {
  onSave: (distance: Distance) => void;
  onCancel: (() => void) | null;
}) {
  const t = useText();
  // Without a way back it is what the empty screen shows by itself.
  const form = useFirstField('input', onCancel !== null);
  const [name, setName] = useState('');
  const [metres, setMetres] = useState('');
  const [laps, setLaps] = useState('1');
  const [splitTies, setSplitTies] = useState(true);
  const [tried, setTried] = useState(false);
  const made = Distance.safeParse({
    id: newUlid(),
    name: name.trim(),
    metres: Number(metres),
    laps: Number(laps),
    splitTies,
  });
  const wrong = (field: string): boolean =>
    tried && !made.success && made.error.issues.some(({ path }) => path[0] === field);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (made.success) onSave(made.data);
  };
  return (
    <form ref={form} className="form" aria-label={t('heats.newDistance')} onSubmit={submit} noValidate>
      <h2>{t('heats.newDistance')}</h2>
      <Field
        label={t('heats.distanceName')}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.target.value)}
        error={wrong('name') ? t('start.nameWrong') : null}
      />
      <Field
        label={t('heats.metres')}
        value={metres}
        inputMode="numeric"
        onChange={(event) => setMetres(event.target.value)}
        error={wrong('metres') ? t('heats.numberWrong') : null}
      />
      <Field
        label={t('heats.laps')}
        hint={t('heats.lapsHint')}
        value={laps}
        inputMode="numeric"
        onChange={(event) => setLaps(event.target.value)}
        error={wrong('laps') ? t('heats.numberWrong') : null}
      />
      <SelectField
        label={t('heats.ties')}
        value={splitTies ? 'split' : 'share'}
        onChange={(event) => setSplitTies(event.target.value === 'split')}
      >
        <option value="split">{t('heats.tiesSplit')}</option>
        <option value="share">{t('heats.tiesShare')}</option>
      </SelectField>
      <div className="buttons">
        <Button kind="main" type="submit">
          {t('heats.addDistance')}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{t('cancel')}</Button> : null}
      </div>
    </form>
  );
}
