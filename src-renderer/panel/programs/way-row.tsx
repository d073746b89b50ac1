import type { Way, WayAddress } from '#pages/panel/model/ways.ts';
import { useCopy } from '#pages/panel/parts/copy-field.tsx';
import { useWayWords } from '#pages/panel/parts/way-words.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

/** A way in as a line of the table. */
export function WayRow({
  way,
  addresses,
  busy,
  onChange,
}: {
  way: Way;
  addresses: readonly WayAddress[];
  busy: boolean;
  onChange: (on: boolean) => void;
}) {
  const t = useText();
  const name = t(`ways.${way.name}`);
  return (
    <tr data-off={!way.on}>
      <td>
        <label className="check way-switch">
          <input
            type="checkbox"
            aria-label={name}
            checked={way.on}
            disabled={busy}
            onChange={(event) => onChange(event.target.checked)}
          />
          <span aria-hidden="true">{way.on ? t('ways.isOn') : t('ways.isOff')}</span>
        </label>
      </td>
      <td>
        <strong>{name}</strong>
        <p className="quiet">{t(`ways.${way.name}.for`)}</p>
      </td>
      <td>
        {addresses.length === 0 ? <span className="quiet">{t('ways.portLater')}</span> : null}
        {addresses.map(({ what, address }) => (
          <Address key={address} name={name} what={what} address={address} />
        ))}
      </td>
      <td className="num">{way.on ? way.clients : '–'}</td>
      <td className="way-state">
        <State way={way} />
        {way.on && way.problem !== null ? (
          <Button className="button-small" disabled={busy} onClick={() => onChange(true)}>
            {t('gate.retry')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function State({ way }: { way: Way }) {
  const t = useText();
  const words = useWayWords();
  if (!way.on) return <span className="quiet nowrap">○ {t('ways.isOff')}</span>;
  if (way.problem !== null) return <p className="wrong">{t('ways.problem', { why: words(way.problem) })}</p>;
  return <span className="here nowrap">● {t('ways.open')}</span>;
}

function Address({ name, what, address }: WayAddress & { name: string }) {
  const t = useText();
  const copy = useCopy();
  const label = what === 'any' ? name : `${name}, ${t(`ways.what.${what}`)}`;
  return (
    <div className="way-address">
      {what === 'any' ? null : <span className="quiet">{t(`ways.what.${what}`)} </span>}
      <code className="raw-text">{address}</code>{' '}
      <Button
        kind="plain"
        aria-label={t('ways.copyOf', { name: label })}
        onClick={() => void copy(address, null)}
      >
        {t('copy')}
      </Button>
    </div>
  );
}
