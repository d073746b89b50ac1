import { useCallback } from 'react';
import { roomItem } from '#pages/panel/model/rooms.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowKeys } from '#pages/panel/parts/row-keys.ts';
import { useText } from '#pages/panel/text.ts';
import type { RoomsStatus } from '#shared/protocol/clients.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { ListHead, NoneFound, useFound } from './list-frame.tsx';
import { NoneYet } from './none-yet.tsx';
import { OpenRow } from './open-row.tsx';
import { ShutHint } from './shut-hint.tsx';
import { useAgo } from './use-ago.ts';

/** Chat rooms, and the rooms of accounts. */
export function RoomsTab() {
  const t = useText();
  const status = useConfirmed('rooms');
  const { go } = usePanel();
  const open = useCallback((item: string) => go({ item }), [go]);
  return (
    <>
      <ShutHint tab="rooms" />
      {status ? (
        <>
          <ChatRooms rooms={status.rooms} total={status.total} onOpen={open} />
          {status.hubRooms.length > 0 ? <HubRooms rooms={status.hubRooms} onOpen={open} /> : null}
        </>
      ) : (
        <p className="quiet">{t('loading')}</p>
      )}
    </>
  );
}

function ChatRooms({
  rooms,
  total,
  onOpen,
}: {
  rooms: RoomsStatus['rooms'];
  total: number;
  onOpen: (item: string) => void;
}) {
  const t = useText();
  const ago = useAgo();
  const onKeys = useRowKeys(onOpen);
  const { found, search, setSearch } = useFound(rooms, ({ id }) => id);
  return (
    <>
      <ListHead
        title={t('programs.rooms')}
        shown={rooms.length}
        total={Math.max(total, rooms.length)}
        search={search}
        onSearch={setSearch}
      />
      {rooms.length === 0 ? <NoneYet words={t('rooms.none')} /> : null}
      {rooms.length > 0 && found.length === 0 ? <NoneFound search={search} /> : null}
      {found.length > 0 ? (
        <table className="table programs-table">
          <caption className="visually-hidden">{t('programs.rooms')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('rooms.room')}</th>
              <th scope="col" className="num">
                {t('rooms.messages')}
              </th>
              <th scope="col" className="num">
                {t('rooms.listeners')}
              </th>
              <th scope="col">{t('rooms.last')}</th>
            </tr>
          </thead>
          <tbody onKeyDown={onKeys}>
            {found.map(({ id, messages, listeners, lastAt }) => (
              <OpenRow
                key={id}
                item={roomItem({ kind: 'chat', id })}
                label={t('rooms.open', { name: id })}
                onOpen={onOpen}
              >
                <td className="any-text">
                  <bdi>{id}</bdi>
                </td>
                <td className="num">{messages}</td>
                <td className="num">{listeners}</td>
                <td className="nowrap">{ago(lastAt)}</td>
              </OpenRow>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

function HubRooms({ rooms, onOpen }: { rooms: RoomsStatus['hubRooms']; onOpen: (item: string) => void }) {
  const t = useText();
  const onKeys = useRowKeys(onOpen);
  return (
    <>
      <div className="toolbar list-below">
        <h2 className="toolbar-title">{t('rooms.hubRooms')}</h2>
      </div>
      <table className="table programs-table">
        <caption className="visually-hidden">{t('rooms.hubRooms')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rooms.room')}</th>
            <th scope="col">{t('rooms.id')}</th>
            <th scope="col" className="num">
              {t('rooms.members')}
            </th>
            <th scope="col" className="num">
              {t('rooms.messages')}
            </th>
          </tr>
        </thead>
        <tbody onKeyDown={onKeys}>
          {rooms.map(({ id, name, members, messages }) => (
            <OpenRow
              key={id}
              item={roomItem({ kind: 'hub', id })}
              label={t('rooms.open', { name: name || id })}
              onOpen={onOpen}
            >
              <td className="any-text">
                <bdi>{name}</bdi>
              </td>
              <td className="any-text">
                <bdi>{id}</bdi>
              </td>
              <td className="num">{members}</td>
              <td className="num">{messages}</td>
            </OpenRow>
          ))}
        </tbody>
      </table>
    </>
  );
}
