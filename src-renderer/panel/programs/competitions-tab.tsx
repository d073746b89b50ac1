import { useCallback } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowKeys } from '#pages/panel/parts/row-keys.ts';
import { useText } from '#pages/panel/text.ts';
import type { CompetitionsStatus } from '#shared/protocol/clients.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { Heats } from './heats.tsx';
import { ListHead, NoneFound, useFound } from './list-frame.tsx';
import { LiveMark } from './live-mark.tsx';
import { NoneYet } from './none-yet.tsx';
import { OpenRow } from './open-row.tsx';
import { ShutHint } from './shut-hint.tsx';
import { useAgo } from './use-ago.ts';

type Competition = CompetitionsStatus['competitions'][number];

/** Competitions that timing programs send, live ones first. */
export function CompetitionsTab() {
  const t = useText();
  const ago = useAgo();
  const status = useConfirmed('competitions');
  const { go } = usePanel();
  const open = useCallback((item: string) => go({ item }), [go]);
  const onKeys = useRowKeys(open);
  const rows = (status?.competitions ?? []).toSorted((a, b) => Number(b.live) - Number(a.live));
  const { found, search, setSearch } = useFound(rows, ({ id, name }) => `${name} ${id}`);
  return (
    <>
      <ShutHint tab="competitions" />
      {status ? (
        <ListHead
          title={t('programs.competitions')}
          shown={rows.length}
          total={status.total}
          search={search}
          onSearch={setSearch}
        />
      ) : (
        <p className="quiet">{t('loading')}</p>
      )}
      {status && rows.length === 0 ? <NoneYet words={t('competitions.none')} /> : null}
      {rows.length > 0 && found.length === 0 ? <NoneFound search={search} /> : null}
      {found.length > 0 ? (
        <table className="table programs-table competitions-table">
          <caption className="visually-hidden">{t('programs.competitions')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('programs.state')}</th>
              <th scope="col">{t('competitions.name')}</th>
              <th scope="col">{t('competitions.distance')}</th>
              <th scope="col">{t('competitions.heats')}</th>
              <th scope="col" className="num">
                {t('programs.events')}
              </th>
              <th scope="col" className="num">
                {t('programs.watchers')}
              </th>
              <th scope="col">{t('programs.last')}</th>
            </tr>
          </thead>
          <tbody onKeyDown={onKeys}>
            {found.map((one: Competition) => (
              <OpenRow
                key={one.id}
                item={one.id}
                label={t('competitions.open', { name: one.name || one.id })}
                onOpen={open}
              >
                <td>
                  <LiveMark live={one.live} />
                </td>
                <td className="any-text">
                  <bdi>{one.name || one.id}</bdi>
                </td>
                <td className="any-text">
                  <bdi>{one.distance?.name || one.distance?.id}</bdi>
                </td>
                <td>
                  <Heats heats={one.heats} />
                </td>
                <td className="num">{one.events}</td>
                <td className="num">{one.watchers}</td>
                <td className="nowrap">{ago(one.lastAt)}</td>
              </OpenRow>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
