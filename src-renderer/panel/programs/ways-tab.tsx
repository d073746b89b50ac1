import { useState } from 'react';
import { hasNoNetwork } from '#pages/panel/model/addresses.ts';
import { addressesOf, switched, type Way } from '#pages/panel/model/ways.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { ConfirmDialog } from '#pages/panel/parts/confirm-dialog.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { OpenPublishing } from './open-publishing.tsx';
import { WayRow } from './way-row.tsx';

/** The ways in for programs of other systems: on or off, what to type into the program, who is connected. */
export function WaysTab() {
  const t = useText();
  const status = useConfirmed('adapters');
  const { hub, api } = usePanel();
  const { ask, busy } = useRequest();
  const [asked, setAsked] = useState<Way | null>(null);
  if (!status) return <p className="quiet">{t('loading')}</p>;
  const { adapters } = status;
  const put = async (way: Way, on: boolean): Promise<void> => {
    const name = t(`ways.${way.name}`);
    const words = on ? t('ways.saidOn', { name }) : t('ways.saidOff', { name });
    await ask(api.settings({ adapters: switched(adapters, way.name, on) }), words);
    setAsked(null);
  };
  const change = (way: Way, on: boolean): void => {
    if (!on && way.clients > 0) setAsked(way);
    else void put(way, on);
  };
  return (
    <>
      <p className="lead">{t('ways.lead')}</p>
      {hasNoNetwork(hub) ? <p className="wrong lead">{t('venue.noNetwork')}</p> : null}
      {adapters.length === 0 ? <p className="quiet">{t('ways.none')}</p> : null}
      {adapters.length > 0 ? (
        <table className="table ways">
          <caption className="visually-hidden">{t('programs.ways')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('ways.on')}</th>
              <th scope="col">{t('ways.name')}</th>
              <th scope="col">{t('ways.address')}</th>
              <th scope="col" className="num">
                {t('ways.clients')}
              </th>
              <th scope="col">{t('ways.state')}</th>
            </tr>
          </thead>
          <tbody>
            {adapters.map((way) => (
              <WayRow
                key={way.name}
                way={way}
                addresses={addressesOf(way, hub?.chosen ?? location.origin, t('ways.room'))}
                busy={busy}
                onChange={(on) => change(way, on)}
              />
            ))}
          </tbody>
        </table>
      ) : null}
      <Block title={t('ways.publishing')}>
        <OpenPublishing open={status.openPublishing} />
      </Block>
      {asked ? (
        <ConfirmDialog
          title={t('ways.turnOff', { name: t(`ways.${asked.name}`) })}
          action={t('ways.turnOffShort')}
          busy={busy}
          onConfirm={() => void put(asked, false)}
          onClose={() => setAsked(null)}
        >
          <p>{t('ways.turnOffAsked', { count: asked.clients })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
