import { cardKind, hasNoNetwork, typedAddress } from '#pages/panel/model/addresses.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { NameField } from '#pages/panel/parts/name-field.tsx';
import { useProblemWords } from '#pages/panel/parts/problem-words.ts';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed, useStatus } from '#ui/hub.tsx';

/** Hub name, the address that goes into QR codes, the join code. */
export function NetworkBlock() {
  const t = useText();
  const { hub, api } = usePanel();
  const status = useStatus();
  const people = useConfirmed('people');
  const problemWords = useProblemWords();
  const { ask } = useRequest();
  const settings = people?.settings ?? null;
  const wanted = settings?.address ?? null;
  const choose = (address: string | null): void => {
    void ask(api.settings({ address }), t('venue.saved'));
  };
  if (!hub) return null;
  return (
    <Block title={t('venue.network')}>
      <div className="stacked">
        <span className="field-label" aria-hidden="true">
          {t('venue.hubName')}
        </span>
        <NameField
          label={t('venue.hubName')}
          value={settings?.name ?? status.hub?.name ?? ''}
          onSave={(name) => void ask(api.settings({ name }), t('venue.renamed', { name }))}
        />
      </div>
      {hub.problems.map((problem) => (
        <p className="wrong" key={problem.message}>
          {problemWords(problem)}
        </p>
      ))}
      {hasNoNetwork(hub) ? <p className="wrong">{t('venue.noNetwork')}</p> : null}
      <fieldset className="radio-set">
        <legend>{t('venue.address')}</legend>
        <label>
          <input type="radio" name="address" checked={wanted === null} onChange={() => choose(null)} />
          <span>{t('venue.addressAuto')}</span>
        </label>
        {hub.addresses.map(({ origin, card, kind }) => (
          <label key={origin}>
            <input
              type="radio"
              name="address"
              checked={wanted !== null && hostOf(origin) === wanted}
              onChange={() => choose(origin)}
            />
            <span>
              <strong>{typedAddress(origin)}</strong>{' '}
              <span className="quiet">
                {card}, {t(`venue.card.${cardKind(kind)}`)}
              </span>
              {origin === hub.chosen ? <span className="badge">{t('venue.inUse')}</span> : null}
            </span>
          </label>
        ))}
      </fieldset>
      {hub.host ? <p className="quiet">{t('venue.host', { host: hub.host })}</p> : null}
      <div className="buttons">
        <label className="check">
          <input
            type="checkbox"
            checked={hub.joinCode !== null}
            onChange={(event) =>
              void ask(api.settings({ joinByCode: event.target.checked }), t('venue.saved'))
            }
          />
          <span>{t('venue.joinByCode')}</span>
        </label>
        {hub.joinCode === null ? null : (
          <Button onClick={() => void ask(api.renewCode(), t('venue.renewed'))}>{t('venue.renew')}</Button>
        )}
      </div>
    </Block>
  );
}

/** The host of an origin, without brackets. */
const hostOf = (origin: string): string => new URL(origin).hostname.replace(/^\[|\]$/g, '');
