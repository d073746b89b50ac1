import { type FormEvent, useState } from 'react';
import {
  checkMeet,
  type LocationField,
  type MeetForm,
  type MeetFormErrors,
  mayAddLocation,
  withLocation,
} from '#pages/panel/model/meet-form.ts';
import { randomBelow, suggestPassword } from '#pages/panel/model/password.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';
import type { FreshMeet } from './meets-tab.tsx';
import { PlaceFields } from './place-fields.tsx';

/** A new meet: name, password, the places that take part. */
export function MeetFormView({
  onCreated,
  onCancel,
}: {
  onCreated: (created: FreshMeet) => void;
  onCancel: () => void;
}) {
  const t = useText();
  const { api } = usePanel();
  const { ask, busy } = useRequest();
  const [form, setForm] = useState<MeetForm>(() => ({
    name: '',
    password: '',
    locations: [
      { key: newUlid(), name: t('meets.preset.table'), priority: '10', onlyShows: false },
      { key: newUlid(), name: t('meets.preset.screen'), priority: '', onlyShows: true },
    ],
  }));
  const [errors, setErrors] = useState<MeetFormErrors | null>(null);
  const change = (part: Partial<MeetForm>): void => {
    const next = { ...form, ...part };
    setForm(next);
    // What is wrong is said after the first try, then corrected while typing.
    if (errors) setErrors(checkMeet(next).errors);
  };
  const place = (key: string, part: Partial<LocationField>): void =>
    change({ locations: form.locations.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const checked = checkMeet(form);
    setErrors(checked.errors);
    if (!checked.meet) return;
    const created = await ask(api.programs.createMeet(checked.meet), t('meets.created'));
    if (created) onCreated({ id: created.value.meetId, password: form.password });
  };
  return (
    <form className="form meet-form" onSubmit={(event) => void submit(event)} noValidate>
      <h2>{t('meets.new')}</h2>
      <Field
        label={t('name')}
        hint={t('meets.nameHint')}
        value={form.name}
        maxLength={80}
        onChange={(event) => change({ name: event.target.value })}
      />
      <div className="with-button">
        <Field
          label={t('meets.password')}
          hint={t('meets.passwordHint')}
          error={errors?.password ? t('meets.passwordShort') : null}
          value={form.password}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => change({ password: event.target.value })}
        />
        <Button onClick={() => change({ password: suggestPassword(randomBelow) })}>{t('suggest')}</Button>
      </div>
      <fieldset className="places">
        <legend>{t('meets.places')}</legend>
        <p className="quiet">{t('meets.placesHint')}</p>
        {form.locations.map((one, i) => (
          <PlaceFields
            key={one.key}
            place={one}
            number={i + 1}
            wrongName={errors?.names[one.key] ?? null}
            wrongPriority={errors?.priorities[one.key] !== undefined}
            onChange={(part) => place(one.key, part)}
            onRemove={
              form.locations.length > 1
                ? () => change({ locations: form.locations.filter(({ key }) => key !== one.key) })
                : null
            }
          />
        ))}
        {errors?.locations ? <p className="field-error">{t('meets.nobodyWrites')}</p> : null}
        {mayAddLocation(form) ? (
          <Button onClick={() => change(withLocation(form, newUlid()))}>{t('meets.addPlace')}</Button>
        ) : null}
      </fieldset>
      <div className="buttons">
        <Button kind="main" type="submit" disabled={busy}>
          {t('meets.create')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
