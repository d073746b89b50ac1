import { useCallback } from 'react';
import { ownMatch, planText, type RelayMatch, relayInOrder } from '#pages/panel/model/relay-rows.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowKeys } from '#pages/panel/parts/row-keys.ts';
import { useText } from '#pages/panel/text.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { ListHead, NoneFound, useFound } from './list-frame.tsx';
import { LiveMark } from './live-mark.tsx';
import { NoneYet } from './none-yet.tsx';
import { OpenRow } from './open-row.tsx';
import { ShutHint } from './shut-hint.tsx';
import { useAgo } from './use-ago.ts';

/** Matches that referees' programs send, live ones first. */
export function RelayTab() {
  const t = useText();
  const status = useConfirmed('relay');
  const ago = useAgo();
  const { tournament, go } = usePanel();
  const open = useCallback((item: string) => go({ item }), [go]);
  const onKeys = useRowKeys(open);
  const named = (match: RelayMatch): string => {
    const plan = ownMatch(match, tournament);
    return plan ? planText(plan, tournament, t('versus')) : '';
  };
  const rows = relayInOrder(status?.matches ?? []);
  const { found, search, setSearch } = useFound(rows, (match) => `${match.id} ${named(match)}`);
  return (
    <>
      <ShutHint tab="relay" />
      {status ? (
        <ListHead
          title={t('programs.relay')}
          shown={rows.length}
          total={status.total}
          search={search}
          onSearch={setSearch}
        />
      ) : (
        <p className="quiet">{t('loading')}</p>
      )}
      {status && rows.length === 0 ? <NoneYet words={t('relay.none')} /> : null}
      {rows.length > 0 && found.length === 0 ? <NoneFound search={search} /> : null}
      {found.length > 0 ? (
        <table className="table programs-table relay-table">
          <caption className="visually-hidden">{t('programs.relay')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('programs.state')}</th>
              <th scope="col">{t('relay.match')}</th>
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
            {found.map((match) => (
              <OpenRow key={match.id} item={match.id} label={t('relay.open', { id: match.id })} onOpen={open}>
                <td>
                  <LiveMark live={match.live} />
                </td>
                <td className="any-text">
                  <bdi>{match.id}</bdi>
                  {named(match) ? <span className="quiet"> {named(match)}</span> : null}
                </td>
                <td className="num">{match.events}</td>
                <td className="num">{match.watchers}</td>
                <td className="nowrap">{ago(match.lastAt)}</td>
              </OpenRow>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
