import { useState } from 'react';
import { type DeviceRow, deviceRows } from '#pages/panel/model/device-rows.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { Dialog } from '#pages/panel/parts/dialog.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { ageText } from '#ui/format.ts';
import { useConfirmed, useNow } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';

/** Phones and screens: who, which match, connected or since when not, what waits on them. */
export function DeviceTable() {
  const t = useText();
  const { tournament, hub } = usePanel();
  const people = useConfirmed('people');
  const [asked, setAsked] = useState<DeviceRow | null>(null);
  if (!hub) return null;
  const rows = deviceRows(tournament, hub, people ?? null);
  return (
    <Block title={t('devices.phones')}>
      {hub.spectators > 0 ? (
        <p className="quiet">{t('devices.spectators', { count: hub.spectators })}</p>
      ) : null}
      {rows.length === 0 ? <p className="quiet">{t('devices.none')}</p> : null}
      {rows.length > 0 ? (
        <table className="table">
          <caption className="visually-hidden">{t('devices.phones')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('devices.who')}</th>
              <th scope="col">{t('devices.page')}</th>
              <th scope="col">{t('devices.match')}</th>
              <th scope="col">{t('devices.state')}</th>
              <th scope="col" className="num">
                {t('devices.waiting')}
              </th>
              <th scope="col">{t('devices.address')}</th>
              <th scope="col">{t('devices.build')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('devices.revoke')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key} row={row} onRevoke={setAsked} />
            ))}
          </tbody>
        </table>
      ) : null}
      {asked ? <RevokeDialog row={asked} onClose={() => setAsked(null)} /> : null}
    </Block>
  );
}

function Row({ row, onRevoke }: { row: DeviceRow; onRevoke: (row: DeviceRow) => void }) {
  const t = useText();
  const language = useLanguage();
  const { go } = usePanel();
  const now = useNow(5000);
  const { presence } = row;
  const age = presence ? ageText(Math.max(0, now - presence.lastSeen), language) : '';
  const state = !presence
    ? `○ ${t('devices.neverSeen')}`
    : presence.connected
      ? `● ${t('devices.connected')}`
      : `▲ ${t('devices.lastSeen', { age })}`;
  const lost = presence !== null && !presence.connected;
  return (
    <tr>
      <td>{row.name || (row.client === 'panel' ? t('theirs') : '')}</td>
      <td>{t(`client.${row.client}`)}</td>
      <td>
        {row.match !== null && presence?.match ? (
          <Button kind="plain" onClick={() => go({ match: presence.match })}>
            #{row.match}
          </Button>
        ) : null}
      </td>
      <td className={`nowrap ${lost ? 'lost' : presence ? 'here' : ''}`}>{state}</td>
      <td className="num">
        {presence && presence.waiting > 0 ? (
          <strong className="lost">◔ {presence.waiting}</strong>
        ) : (
          (presence?.waiting ?? '')
        )}
      </td>
      <td className="nowrap">{presence?.address ?? ''}</td>
      <td className="nowrap">{presence?.build?.slice(0, 7) ?? ''}</td>
      <td className="end">
        {row.revocable ? (
          <Button
            kind="plain"
            aria-label={t('devices.revokeOf', { name: row.name })}
            onClick={() => onRevoke(row)}
          >
            {t('devices.revoke')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function RevokeDialog({ row, onClose }: { row: DeviceRow; onClose: () => void }) {
  const t = useText();
  const { api, seats } = usePanel();
  const { ask, busy } = useRequest();
  const revoke = async (): Promise<void> => {
    if (!row.device) return;
    if (!(await ask(api.revoke(row.device), t('devices.revoked', { name: row.name })))) return;
    seats.forget();
    onClose();
  };
  return (
    <Dialog title={t('devices.revokeOf', { name: row.name })} onClose={onClose}>
      <div className="import">
        <p>{t('devices.revokeAsked', { name: row.name })}</p>
        <div className="buttons">
          <Button kind="danger" disabled={busy} onClick={() => void revoke()}>
            {t('devices.revoke')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
