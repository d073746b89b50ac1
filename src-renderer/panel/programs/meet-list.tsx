import { useCallback } from 'react';
import { connectedTo, deliveryState, groupedId, type Meet } from '#pages/panel/model/meets.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowKeys } from '#pages/panel/parts/row-keys.ts';
import { useText } from '#pages/panel/text.ts';
import type { MeetsStatus } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { deliveryShape } from './delivery-list.tsx';
import { ListHead, NoneFound, useFound } from './list-frame.tsx';
import { OpenRow } from './open-row.tsx';

/** All meets, current ones first. */
export function MeetList({ status, onNew }: { status: MeetsStatus; onNew: () => void }) {
  const t = useText();
  const { go } = usePanel();
  const open = useCallback((item: string) => go({ item }), [go]);
  const onKeys = useRowKeys(open);
  const { meets } = status;
  const { found, search, setSearch } = useFound(meets, ({ id, name }) => `${name} ${id} ${groupedId(id)}`);
  return (
    <>
      <ListHead
        title={t('programs.meets')}
        shown={meets.length}
        total={status.total}
        search={search}
        onSearch={setSearch}
      >
        {meets.length > 0 ? (
          <Button kind="main" onClick={onNew}>
            {t('meets.new')}
          </Button>
        ) : null}
      </ListHead>
      {meets.length === 0 ? (
        <div className="empty">
          <p>{t('meets.none')}</p>
          <Button kind="main" onClick={onNew}>
            {t('meets.new')}
          </Button>
        </div>
      ) : null}
      {meets.length > 0 && found.length === 0 ? <NoneFound search={search} /> : null}
      {found.length > 0 ? (
        <table className="table programs-table meets-table">
          <caption className="visually-hidden">{t('programs.meets')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('meets.id')}</th>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('programs.state')}</th>
              <th scope="col" className="num">
                {t('meets.connected')}
              </th>
              <th scope="col" className="num">
                {t('meets.updates')}
              </th>
              <th scope="col" className="num">
                {t('meets.conflicts')}
              </th>
              <th scope="col">{t('meets.published')}</th>
            </tr>
          </thead>
          <tbody onKeyDown={onKeys}>
            {found.map((meet) => (
              <OpenRow
                key={meet.id}
                item={meet.id}
                label={t('meets.open', { name: meet.name || groupedId(meet.id) })}
                onOpen={open}
              >
                <td className="meet-id">{groupedId(meet.id)}</td>
                <td className="any-text">
                  {meet.name ? <bdi>{meet.name}</bdi> : <span className="quiet">{t('meets.noName')}</span>}
                </td>
                <td>
                  <MeetState meet={meet} />
                </td>
                <td className="num">{connectedTo(meet)}</td>
                <td className="num">{meet.newest}</td>
                <td className="num">{meet.conflicts}</td>
                <td>
                  <Published meet={meet} />
                </td>
              </OpenRow>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

/** Current, finished, or asking its clients for what was lost. */
export function MeetState({ meet }: { meet: Pick<Meet, 'finished' | 'recovering'> }) {
  const t = useText();
  if (meet.recovering) return <span className="lost">▲ {t('meets.recovering')}</span>;
  if (meet.finished) return <span>✓ {t('meets.finished')}</span>;
  return <span className="here">● {t('meets.current')}</span>;
}

function Published({ meet }: { meet: Meet }) {
  const t = useText();
  const state = deliveryState(meet);
  if (state === null) return <span className="quiet">{t('meets.notPublished')}</span>;
  return (
    <span className={state === 'failing' ? 'lost' : ''}>
      {deliveryShape[state]} {t(`delivery.${state}`)}
    </span>
  );
}
