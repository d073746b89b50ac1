import { hasNoNetwork, typedAddress } from '#pages/panel/model/addresses.ts';
import { officialsHere } from '#pages/panel/model/attention.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { LinkPill } from '#ui/link-pill.tsx';
import { AttentionMenu } from './attention-menu.tsx';

/** What is always true: tournament, live or not, address, join code, officials here, what needs attention. */
export function Bar() {
  const t = useText();
  const { tournament, hub, showCodes } = usePanel();
  const address = hub?.chosen && !hasNoNetwork(hub) ? typedAddress(hub.chosen) : t('bar.noAddress');
  const expected = Object.keys(tournament.officials).length;
  return (
    <header className="bar">
      <div className="bar-name">
        <a href="#/" aria-label={`${tournament.details.name}: ${t('bar.tournaments')}`}>
          {tournament.details.name}
        </a>
        {tournament.status === 'closed' ? <span className="badge">{t('bar.closed')}</span> : null}
      </div>
      <LinkPill />
      <dl className="bar-facts">
        <div>
          <dt>{t('bar.address')}</dt>
          <dd className="bar-address">{address}</dd>
        </div>
        <div>
          <dt>{t('bar.code')}</dt>
          <dd className="figures bar-code">{hub?.joinCode ?? t('bar.codeOff')}</dd>
        </div>
      </dl>
      <Button onClick={() => showCodes(null)}>{t('bar.qr')}</Button>
      <dl className="bar-facts">
        <div>
          <dt>{t('bar.officials')}</dt>
          <dd>{t('bar.hereOf', { here: officialsHere(hub), expected })}</dd>
        </div>
      </dl>
      <AttentionMenu />
    </header>
  );
}
