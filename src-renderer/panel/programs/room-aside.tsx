import { type ReactNode, useState } from 'react';
import { type OpenRoom, openRoom } from '#pages/panel/model/rooms.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { ConfirmDialog } from '#pages/panel/parts/confirm-dialog.tsx';
import type { Asked } from '#pages/panel/programs-api.ts';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed } from '#ui/hub.tsx';
import { CutText, EventList } from './event-list.tsx';
import { Facts } from './facts.tsx';
import { AsideFrame } from './program-aside.tsx';
import { useAgo } from './use-ago.ts';
import { usePages } from './use-pages.ts';

/** A room with its messages; it can be deleted. */
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
  const { programs } = usePanel().api;
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
        <DeleteDialog name={id} remove={() => programs.deleteRoom(id)} onClose={() => setAsked(false)}>
          <p>{t('rooms.deleteAsked', { count: room?.messages ?? 0 })}</p>
          {room && room.listeners > 0 ? <p>{t('rooms.deleteListeners', { count: room.listeners })}</p> : null}
        </DeleteDialog>
      ) : null}
    </AsideFrame>
  );
}

function HubRoom({ id }: { id: string }) {
  const t = useText();
  const { programs } = usePanel().api;
  const room = useConfirmed('rooms')?.hubRooms.find((one) => one.id === id);
  const [asked, setAsked] = useState(false);
  const name = room?.name || id;
  return (
    <AsideFrame title={name}>
      {room ? (
        <Facts
          facts={[
            [t('rooms.id'), <bdi key="id">{id}</bdi>],
            [t('rooms.members'), room.members],
            [t('rooms.messages'), room.messages],
          ]}
        />
      ) : null}
      {room ? (
        <p className="buttons">
          <Button kind="danger" onClick={() => setAsked(true)}>
            {t('rooms.delete')}
          </Button>
        </p>
      ) : null}
      <Messages room={{ kind: 'hub', id }} stamp={room?.messages} />
      {asked ? (
        <DeleteDialog name={name} remove={() => programs.deleteHubRoom(id)} onClose={() => setAsked(false)}>
          {room && room.members > 0 ? <p>{t('rooms.deleteMembers', { count: room.members })}</p> : null}
          <p>{t('rooms.deleteHubAsked')}</p>
        </DeleteDialog>
      ) : null}
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

/** Asks before a room is deleted; `children` say what is lost. */
function DeleteDialog({
  name,
  remove,
  onClose,
  children,
}: {
  name: string;
  remove: () => Asked<null>;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useText();
  const { go } = usePanel();
  const { ask, busy } = useRequest();
  const confirm = async (): Promise<void> => {
    if (!(await ask(remove(), t('rooms.deleted', { name })))) return;
    onClose();
    go({ item: null });
  };
  return (
    <ConfirmDialog
      title={t('rooms.deleteOf', { name })}
      action={t('rooms.delete')}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {children}
      <p>
        <strong>{t('noFinal')}</strong>
      </p>
    </ConfirmDialog>
  );
}
