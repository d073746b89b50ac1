import { type FormEvent, useEffect, useState } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import type { Wifi } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';

const noWifi: Wifi = { ssid: '', password: '', security: 'WPA' };
const kinds = ['WPA', 'WEP', 'nopass'] as const satisfies readonly Wifi['security'][];

/** The hall's Wi-Fi, for the QR code beside the one for joining. */
export function WifiForm() {
  const t = useText();
  const { hub, api } = usePanel();
  const { ask, busy } = useRequest();
  const known = hub?.wifi ?? null;
  const [wifi, setWifi] = useState<Wifi>(known ?? noWifi);
  const asText = JSON.stringify(known);
  // The status comes anew every time that a phone moves; only a real change may replace what is being typed.
  useEffect(() => {
    const sent: Wifi | null = JSON.parse(asText);
    setWifi(sent ?? noWifi);
  }, [asText]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void ask(api.settings({ wifi: wifi.ssid.trim() === '' ? null : wifi }), t('venue.saved'));
  };
  return (
    <Block title={t('venue.wifi')}>
      <p className="quiet">{t('venue.wifiHint')}</p>
      <form className="field-row" onSubmit={submit}>
        <Field
          label={t('venue.ssid')}
          value={wifi.ssid}
          maxLength={32}
          onChange={(event) => setWifi({ ...wifi, ssid: event.target.value })}
        />
        <Field
          label={t('venue.password')}
          value={wifi.password}
          maxLength={63}
          autoComplete="off"
          disabled={wifi.security === 'nopass'}
          onChange={(event) => setWifi({ ...wifi, password: event.target.value })}
        />
        <SelectField
          label={t('venue.security')}
          value={wifi.security}
          onChange={(event) =>
            setWifi({ ...wifi, security: kinds.find((kind) => kind === event.target.value) ?? 'WPA' })
          }
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kind === 'nopass' ? t('venue.open') : kind}
            </option>
          ))}
        </SelectField>
        <Button type="submit" disabled={busy}>
          {t('save')}
        </Button>
      </form>
    </Block>
  );
}
