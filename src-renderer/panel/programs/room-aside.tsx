import { useState } from 'react';
import { type OpenRoom, openRoom } from '#pages/panel/model/rooms.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { ConfirmDialog } from '#pages/panel/parts/confirm-dialog.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed } from '#ui/hub.tsx';
import { CutText, EventList } from './event-list.tsx';
import { Facts } from './facts.tsx';
import { AsideFrame } from './program-aside.tsx';
import { useAgo } from './use-ago.ts';
import { usePages } from './use-pages.ts';

/** A room with its messages; a chat room can be deleted. */
export function RoomAside({ item }: { item: string }) {
  const t = useText();
  const room = openRoom(item);
  if (!room) {
    return (
      <AsideFrame title={item}>
        <p className="quiet">{t('rooms.gone')}</p>
      </AsideFrame>
    );
  }
  return room.kind === 'chat' ? <ChatRoom id={room.id} /> : <HubRoom id={room.id} />;
}

function ChatRoom({ id }: { id: string }) {
  const t = useText();
  const ago = useAgo();
  const room = useConfirmed('rooms')?.rooms.find((one) => one.id === id);
  const [asked, setAsked] = useState(false);
  return (
    <AsideFrame title={id}>
      {room ? (
        <Facts
          facts={[
            [t('rooms.messages'), room.messages],
            [t('rooms.listeners'), room.listeners],
            [t('rooms.last'), ago(room.lastAt)],
          ]}
        />
      ) : null}
      <p className="buttons">
        <Button kind="danger" onClick={() => setAsked(true)}>
          {t('rooms.delete')}
        </Button>
      </p>
      <Messages room={{ kind: 'chat', id }} stamp={`${room?.messages}/${room?.lastAt}`} />
      {asked ? (
        <DeleteDialog
          id={id}
          messages={room?.messages ?? 0}
          listeners={room?.listeners ?? 0}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </AsideFrame>
  );
}

function HubRoom({ id }: { id: string }) {
  const t = useText();
  const room = useConfirmed('rooms')?.hubRooms.find((one) => one.id === id);
  return (
    <AsideFrame title={room?.name || id}>
      {room ? (
        <Facts
          facts={[
            [t('rooms.id'), <bdi key="id">{id}</bdi>],
            [t('rooms.members'), room.members],
            [t('rooms.messages'), room.messages],
          ]}
        />
      ) : null}
      <Messages room={{ kind: 'hub', id }} stamp={room?.messages} />
    </AsideFrame>
  );
}

function Messages({ room, stamp }: { room: OpenRoom; stamp: unknown }) {
  const t = useText();
  const { programs } = usePanel().api;
  const paged = usePages(
    (before) =>
      room.kind === 'chat'
        ? programs.roomMessages(room.id, before)
        : programs.hubRoomMessages(room.id, before),
    stamp,
  );
  return (
    <EventList title={t('rooms.messages')} none={t('rooms.noMessages')} paged={paged}>
      {({ user, text }) => (
        <>
          <strong className="any-text">
            <bdi>{user}</bdi>
          </strong>
          <CutText text={text}>
            {(shown) => (
              <p className="message-text" dir="auto">
                {shown}
              </p>
            )}
          </CutText>
        </>
      )}
    </EventList>
  );
}

function DeleteDialog({
  id,
  messages,
  listeners,
  onClose,
}: {
  id: string;
  messages: number;
  listeners: number;
  onClose: () => void;
}) {
  const t = useText();
  const { api, go } = usePanel();
  const { ask, busy } = useRequest();
  const remove = async (): Promise<void> => {
    if (!(await ask(api.programs.deleteRoom(id), t('rooms.deleted', { name: id })))) return;
    onClose();
    go({ item: null });
  };
  return (
    <ConfirmDialog
      title={t('rooms.deleteOf', { name: id })}
      action={t('rooms.delete')}
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{t('rooms.deleteAsked', { count: messages })}</p>
      {listeners > 0 ? <p>{t('rooms.deleteListeners', { count: listeners })}</p> : null}
      <p>
        <strong>{t('noFinal')}</strong>
      </p>
    </ConfirmDialog>
  );
}
