import { type ReactNode, useEffect, useId, useRef } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowAgain } from '#pages/panel/parts/use-row-again.ts';
import type { ProgramTab } from '#pages/panel/routing.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { CompetitionAside } from './competition-aside.tsx';
import { RelayAside } from './relay-aside.tsx';
import { RoomAside } from './room-aside.tsx';

/** What is open beside the lists of other programs. Escape closes it. */
export function ProgramAside({ tab, item }: { tab: ProgramTab; item: string }) {
  if (tab === 'relay') return <RelayAside key={item} id={item} />;
  if (tab === 'competitions') return <CompetitionAside key={item} id={item} />;
  return <RoomAside key={item} item={item} />;
}

/** The frame of it: a heading that takes the focus, and the way out. */
export function AsideFrame({ title, children }: { title: string; children: ReactNode }) {
  const t = useText();
  const { route, go } = usePanel();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useRowAgain(route.item);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside className="aside" aria-labelledby={id}>
      <div className="aside-head">
        <h2 id={id} ref={heading} tabIndex={-1} className="aside-id">
          <bdi>{title}</bdi>
        </h2>
        <Button kind="plain" onClick={() => go({ item: null })} aria-keyshortcuts="Escape">
          {t('close')}
        </Button>
      </div>
      {children}
    </aside>
  );
}
