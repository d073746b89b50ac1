import type { Meet } from '#pages/panel/model/meets.ts';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { useAgo } from './use-ago.ts';

/** The places of a meet: who is connected there, and how far behind. */
export function MeetPlaces({ meet }: { meet: Meet }) {
  const t = useText();
  const ago = useAgo();
  return (
    <Block title={t('meets.places')}>
      <table className="table">
        <caption className="visually-hidden">{t('meets.places')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('meets.place')}</th>
            <th scope="col" className="num">
              {t('meets.priority')}
            </th>
            <th scope="col">{t('meets.connection')}</th>
            <th scope="col">{t('meets.behind')}</th>
          </tr>
        </thead>
        <tbody>
          {meet.locations.map(({ name, priority, connected, behind, lastSeen }) => (
            <tr key={name}>
              <td className="any-text">
                <bdi>{name}</bdi>
              </td>
              <td className="num">{priority ?? t('meets.onlyShows')}</td>
              <td>
                {connected > 0 ? (
                  <span className="here nowrap">● {t('meets.here', { count: connected })}</span>
                ) : lastSeen === null ? (
                  <span className="quiet nowrap">○ {t('meets.never')}</span>
                ) : meet.finished ? (
                  <span className="quiet">○ {t('meets.lastSeen', { ago: ago(lastSeen) })}</span>
                ) : (
                  <span className="lost">▲ {t('meets.lastSeen', { ago: ago(lastSeen) })}</span>
                )}
              </td>
              <td>
                {behind === null ? (
                  '–'
                ) : behind === 0 ? (
                  <span className="nowrap">{t('meets.upToDate')}</span>
                ) : (
                  <span className="lost">◔ {t('meets.behindBy', { count: behind })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{t('meets.newest', { count: meet.newest })}</p>
    </Block>
  );
}
