import { roomItem } from '#pages/panel/model/rooms.ts';
import { useText } from '#pages/panel/text.ts';
import type { RoomsStatus } from '#shared/protocol/clients.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { NoneYet } from './none-yet.tsx';
import { OpenTable } from './open-table.tsx';
import { SearchedList } from './searched-list.tsx';
import { ShutHint } from './shut-hint.tsx';
import { useAgo } from './use-ago.ts';

/** Chat rooms, and the rooms of accounts. */
export function RoomsTab() {
  const status = useConfirmed('rooms');
  return (
    <>
      <ShutHint tab="rooms" />
      <ChatRooms status={status} />
      {status && status.hubRooms.length > 0 ? <HubRooms rooms={status.hubRooms} /> : null}
    </>
  );
}

function ChatRooms({ status }: { status: RoomsStatus | undefined }) {
  const t = useText();
  const ago = useAgo();
  return (
    <SearchedList
      title={t('programs.rooms')}
      rows={status?.rooms}
      total={status?.total ?? 0}
      textOf={({ id }) => id}
      none={<NoneYet words={t('rooms.none')} />}
    >
      {(found) => (
        <OpenTable
          caption={t('programs.rooms')}
          rows={found}
          itemOf={({ id }) => roomItem({ kind: 'chat', id })}
          labelOf={({ id }) => t('rooms.open', { name: id })}
          columns={[
            { head: t('rooms.room'), set: 'any-text', cell: ({ id }) => <bdi>{id}</bdi> },
            { head: t('rooms.messages'), set: 'num', cell: ({ messages }) => messages },
            { head: t('rooms.listeners'), set: 'num', cell: ({ listeners }) => listeners },
            { head: t('rooms.last'), set: 'nowrap', cell: ({ lastAt }) => ago(lastAt) },
          ]}
        />
      )}
    </SearchedList>
  );
}

function HubRooms({ rooms }: { rooms: RoomsStatus['hubRooms'] }) {
  const t = useText();
  return (
    <>
      <div className="toolbar list-below">
        <h2 className="toolbar-title">{t('rooms.hubRooms')}</h2>
      </div>
      <OpenTable
        caption={t('rooms.hubRooms')}
        rows={rooms}
        itemOf={({ id }) => roomItem({ kind: 'hub', id })}
        labelOf={({ id, name }) => t('rooms.open', { name: name || id })}
        columns={[
          { head: t('rooms.room'), set: 'any-text', cell: ({ name }) => <bdi>{name}</bdi> },
          { head: t('rooms.id'), set: 'any-text', cell: ({ id }) => <bdi>{id}</bdi> },
          { head: t('rooms.members'), set: 'num', cell: ({ members }) => members },
          { head: t('rooms.messages'), set: 'num', cell: ({ messages }) => messages },
        ]}
      />
    </>
  );
}
