import { type FormEvent, useEffect, useState } from 'react';
import {
  type DeliveryErrors,
  type DeliveryForm,
  deliveryForm,
  deliveryOf,
} from '#pages/panel/model/delivery-form.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import type { DeliveryTargets } from '#shared/domain/people/people.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { useConfirmed } from '#ui/hub.tsx';

const nowhere: DeliveryTargets = { webhook: null, smtp: null };

/** Where the files go that meets publish: the data folder always, besides it a web address and a mail server. */
export function DeliveryBlock() {
  const t = useText();
  const { api } = usePanel();
  const { ask, busy } = useRequest();
  const settings = useConfirmed('people')?.settings.delivery;
  const asText = JSON.stringify(settings ?? nowhere);
  const [form, setForm] = useState<DeliveryForm>(() => deliveryForm(nowhere));
  const [errors, setErrors] = useState<DeliveryErrors>({});
  // Settings of other kinds come with the same news; only a change of these may replace what is being typed.
  useEffect(() => {
    const sent: DeliveryTargets = JSON.parse(asText);
    setForm(deliveryForm(sent));
  }, [asText]);
  if (!settings) return null;
  const change = (part: Partial<DeliveryForm>): void => setForm({ ...form, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const checked = deliveryOf(form);
    setErrors(checked.errors ?? {});
    if (checked.errors === null) void ask(api.settings({ delivery: checked.targets }), t('venue.saved'));
  };
  return (
    <Block title={t('delivery.title')}>
      <p className="quiet lead-text">{t('delivery.hint')}</p>
      <form className="form delivery-form" onSubmit={submit} noValidate>
        <Field
          label={t('delivery.webhook')}
          hint={t('delivery.webhookHint')}
          error={errors.webhook ? t('delivery.webhookWrong') : null}
          type="url"
          value={form.webhook}
          maxLength={500}
          placeholder="https://"
          onChange={(event) => change({ webhook: event.target.value })}
        />
        <fieldset className="places">
          <legend>{t('delivery.mail')}</legend>
          <p className="quiet">{t('delivery.mailHint')}</p>
          <div className="field-row">
            <Field
              label={t('delivery.host')}
              error={errors.host ? t('delivery.hostWrong') : null}
              value={form.host}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => change({ host: event.target.value })}
            />
            <div className="field-small">
              <Field
                label={t('delivery.port')}
                error={errors.port ? t('delivery.portWrong') : null}
                value={form.port}
                inputMode="numeric"
                maxLength={5}
                onChange={(event) => change({ port: event.target.value })}
              />
            </div>
            <label className="check">
              <input
                type="checkbox"
                checked={form.encrypted}
                onChange={(event) => change({ encrypted: event.target.checked })}
              />
              <span>{t('delivery.encrypted')}</span>
            </label>
          </div>
          <div className="field-row">
            <Field
              label={t('delivery.user')}
              value={form.user}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => change({ user: event.target.value })}
            />
            <Field
              label={t('venue.password')}
              type="password"
              value={form.password}
              maxLength={100}
              autoComplete="new-password"
              onChange={(event) => change({ password: event.target.value })}
            />
            <Field
              label={t('delivery.from')}
              error={errors.from ? t('delivery.fromWrong') : null}
              type="email"
              value={form.from}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => change({ from: event.target.value })}
            />
          </div>
        </fieldset>
        <div className="buttons">
          <Button type="submit" disabled={busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Block>
  );
}
