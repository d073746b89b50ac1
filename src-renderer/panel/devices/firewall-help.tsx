import { typedAddress } from '#pages/panel/model/addresses.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';

const systems = ['windows', 'mac', 'linux'] as const;

/** This laptop's system, to open its steps first. */
function ownSystem(): (typeof systems)[number] {
  const agent = navigator.userAgent;
  if (/Windows/.test(agent)) return 'windows';
  return /Mac OS/.test(agent) ? 'mac' : 'linux';
}

/** Officials are expected and no phone came: what to do about the firewall, step by step for each system. */
export function FirewallHelp() {
  const t = useText();
  const { hub } = usePanel();
  const address = hub?.chosen ?? location.origin;
  const port = new URL(address).port || '80';
  const own = ownSystem();
  return (
    <Block title={t('devices.noneCame')}>
      <p>{t('devices.noneCameHint', { address: typedAddress(address) })}</p>
      {systems.map((system) => (
        <details key={system} open={system === own}>
          <summary>{t(`fw.${system}`)}</summary>
          <ol className="steps">
            <li>{system === 'linux' ? t('fw.linux.1', { port }) : t(`fw.${system}.1`)}</li>
            <li>{system === 'linux' ? t('fw.linux.2', { port }) : t(`fw.${system}.2`)}</li>
          </ol>
        </details>
      ))}
      <p className="quiet">{t('fw.wifi')}</p>
    </Block>
  );
}
