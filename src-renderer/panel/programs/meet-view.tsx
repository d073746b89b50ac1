import { useEffect, useRef } from 'react';
import { hasNoNetwork } from '#pages/panel/model/addresses.ts';
import { groupedId, type Meet } from '#pages/panel/model/meets.ts';
import { addressesOf } from '#pages/panel/model/ways.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { CopyField } from '#pages/panel/parts/copy-field.tsx';
import { useRowAgain } from '#pages/panel/parts/use-row-again.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { MeetConflicts } from './meet-conflicts.tsx';
import { MeetState } from './meet-list.tsx';
import { MeetPlaces } from './meet-places.tsx';

/** One meet: how to join it, who is there, conflicts, what was published. */
export function MeetView({
  id,
  meet,
  password,
}: {
  id: string;
  /** Null when it isn't on the hub, or not yet in what was heard of it. */
  meet: Meet | null;
  /** Known only to whoever created it just now. */
  password: string | null;
}) {
  const t = useText();
  const { go, hub } = usePanel();
  const heading = useRef<HTMLHeadingElement>(null);
  useRowAgain(id);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const origin = hub?.chosen ?? location.origin;
  // One that was created just now may not have been heard of yet.
  const isThere = meet !== null || password !== null;
  const overlay = `${origin}/overlay/meet/${encodeURIComponent(id)}`;
  return (
    <>
      <div className="meet-head">
        <Button kind="plain" onClick={() => go({ item: null })}>
          {t('meets.all')}
        </Button>
        <h2 ref={heading} tabIndex={-1} className="any-text">
          <bdi>{meet?.name || t('meets.title', { id: groupedId(id) })}</bdi>
        </h2>
        {meet ? <MeetState meet={meet} /> : null}
      </div>
      {password === null ? null : (
        <div className="fresh-secret">
          <p>{t('meets.freshPassword')}</p>
          <CopyField label={t('meets.password')} text={password} large />
        </div>
      )}
      {meet?.recovering ? <p className="lost lead-text">▲ {t('meets.recoveringMeans')}</p> : null}
      {isThere ? (
        <div className="columns">
          <div>
            <Block title={t('meets.join')}>
              <p className="quiet">{meet?.finished ? t('meets.finishedHint') : t('meets.joinHint')}</p>
              {hasNoNetwork(hub) ? <p className="wrong">{t('venue.noNetwork')}</p> : null}
              <CopyField label={t('meets.id')} text={groupedId(id)} large />
              {addressesOf({ name: 'meet', port: null }, origin, '').map(({ address }) => (
                <CopyField key={address} label={t('ways.address')} text={address} />
              ))}
            </Block>
            <Block title={t('meets.screens')}>
              <p className="quiet">{t('overlay.hint')}</p>
              <ul className="links">
                <li>
                  <a href={overlay} target="_blank" rel="noreferrer">
                    {t('overlay.link')}
                  </a>
                </li>
                <li>
                  <a href={`${overlay}?view=full`} target="_blank" rel="noreferrer">
                    {t('meets.display')}
                  </a>
                </li>
              </ul>
            </Block>
          </div>
          <div>
            {meet ? <MeetPlaces meet={meet} /> : null}
            {meet ? (
              <Block title={t('meets.published')}>
                {meet.publications.length === 0 ? <p className="quiet">{t('meets.publishHint')}</p> : null}
                <DeliveryList meet={id} publications={meet.publications} />
              </Block>
            ) : null}
          </div>
        </div>
      ) : (
        <p>{t('meets.gone')}</p>
      )}
      {meet ? <MeetConflicts meet={id} count={meet.conflicts} /> : null}
    </>
  );
}
