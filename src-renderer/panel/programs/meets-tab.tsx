import { useState } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { DeliveryBlock } from './delivery-block.tsx';
import { MeetFormView } from './meet-form-view.tsx';
import { MeetList } from './meet-list.tsx';
import { MeetView } from './meet-view.tsx';
import { ShutHint } from './shut-hint.tsx';

/** What stands in the address in place of a meet's id while one is being created. */
const newMeet = 'new';

/** A meet that was created here just now, with its password, which is nowhere else. */
export interface FreshMeet {
  readonly id: string;
  readonly password: string;
}

/** Lifting meets: all of them, one of them, or the form for another. */
export function MeetsTab() {
  const t = useText();
  const { route, go } = usePanel();
  const status = useConfirmed('meets');
  const [fresh, setFresh] = useState<FreshMeet | null>(null);
  if (!status) return <p className="quiet">{t('loading')}</p>;
  const { item } = route;
  if (item === newMeet) {
    return (
      <MeetFormView
        onCreated={(created) => {
          setFresh(created);
          go({ item: created.id });
        }}
        onCancel={() => go({ item: null })}
      />
    );
  }
  if (item !== null) {
    return (
      <MeetView
        key={item}
        id={item}
        meet={status.meets.find(({ id }) => id === item) ?? null}
        password={fresh?.id === item ? fresh.password : null}
      />
    );
  }
  return (
    <>
      <ShutHint tab="meets" />
      <MeetList status={status} onNew={() => go({ item: newMeet })} />
      <DeliveryBlock />
    </>
  );
}
