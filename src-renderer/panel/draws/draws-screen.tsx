import { useState } from 'react';
import { ordered } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { DrawTabs } from '#pages/panel/parts/draw-tabs.tsx';
import { useText } from '#pages/panel/text.ts';
import type { DrawId } from '#shared/domain/ids.ts';
import { Button } from '#ui/button.tsx';
import { DrawForm } from './draw-form.tsx';
import { DrawView } from './draw-view.tsx';

/** All draws; one of them open with its rules and pools. */
export function DrawsScreen() {
  const t = useText();
  const { tournament } = usePanel();
  const draws = ordered(tournament.draws);
  const [chosen, setChosen] = useState<DrawId | 'new' | null>(null);
  const open = chosen === 'new' ? null : (draws.find((draw) => draw.id === chosen) ?? draws[0] ?? null);
  const adding = chosen === 'new' || draws.length === 0;
  return (
    <>
      <div className="toolbar">
        <h1>{t('screen.draws')}</h1>
        {draws.length > 0 ? <Button onClick={() => setChosen('new')}>{t('draws.add')}</Button> : null}
      </div>
      {draws.length === 0 ? <p className="lead">{t('draws.none')}</p> : null}
      {draws.length > 0 ? (
        <DrawTabs chosen={adding ? null : (open?.id ?? null)} onChoose={setChosen} />
      ) : null}
      {adding ? (
        <DrawForm
          onDone={(draw) => setChosen(draw)}
          onCancel={draws.length > 0 ? () => setChosen(null) : null}
        />
      ) : open ? (
        <DrawView key={open.id} draw={open} />
      ) : null}
    </>
  );
}
