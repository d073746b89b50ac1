import { useState } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { evolveTimed, type TimedState } from '#shared/domain/timed/heat.ts';
import type { TimedEvent } from '#shared/domain/timed/records.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed } from '#ui/hub.tsx';
import { DistanceForm } from './distance-form.tsx';
import { HeatDesk } from './heat-desk.tsx';
import { HeatForm } from './heat-form.tsx';
import { HeatList } from './heat-list.tsx';
import { useTiming } from './use-timing.ts';

/** What stands at the side of the list. */
type Open =
  | { readonly kind: 'distance' }
  | { readonly kind: 'newHeat'; readonly distance: string }
  | { readonly kind: 'heat'; readonly heat: string };

/** What the hub has with what waits on this laptop on top. */
const shown = (known: TimedState, waiting: readonly TimedEvent[]): TimedState =>
  waiting.reduce((state, entry) => {
    const isRepeat =
      entry.type === 'reading' && state.heats[entry.heat]?.readings.some(({ key }) => key === entry.key);
    return isRepeat ? state : evolveTimed(state, entry, state.seq);
  }, known);

/** Timed heats: distances, their heats, and the heat that is timed by hand on this laptop. */
export function HeatsScreen() {
  const t = useText();
  const { tournament } = usePanel();
  const known = useConfirmed(`timed/${tournament.id}`);
  const { enter, waiting, answered } = useTiming();
  const [chosen, setChosen] = useState<Open | null>(null);
  if (!known) return <p className="lead">{t('loading')}</p>;
  const newest = answered && answered.seq > known.seq ? answered : known;
  const state = shown(newest, waiting);
  const distances = Object.values(state.distances);
  const open: Open | null = chosen ?? (distances.length === 0 ? { kind: 'distance' } : null);
  const heat = open?.kind === 'heat' ? state.heats[open.heat] : undefined;
  const distance = state.distances[(open?.kind === 'newHeat' ? open.distance : heat?.plan.distance) ?? ''];
  return (
    <>
      <div className="toolbar">
        <h1>{t('screen.heats')}</h1>
        {waiting.length > 0 ? <p role="status">◔ {t('heats.waiting', { count: waiting.length })}</p> : null}
        {open?.kind === 'distance' ? null : (
          <Button onClick={() => setChosen({ kind: 'distance' })}>{t('heats.addDistance')}</Button>
        )}
      </div>
      {distances.length === 0 ? <p className="lead">{t('heats.none')}</p> : null}
      <div className="heats" data-empty={distances.length === 0}>
        <div>
          {distances.map((one) => (
            <HeatList
              key={one.id}
              distance={one}
              state={state}
              open={heat?.plan.id ?? null}
              onOpen={(id) => setChosen({ kind: 'heat', heat: id })}
              onAdd={() => setChosen({ kind: 'newHeat', distance: one.id })}
            />
          ))}
        </div>
        <div className="heats-open">
          {open?.kind === 'distance' ? (
            <DistanceForm
              onSave={(made) => {
                enter({ type: 'distancePut', distance: made });
                setChosen({ kind: 'newHeat', distance: made.id });
              }}
              onCancel={distances.length > 0 ? () => setChosen(null) : null}
            />
          ) : null}
          {open?.kind === 'newHeat' && distance ? (
            <HeatForm
              key={`${distance.id}-${Object.keys(state.heats).length}`}
              distance={distance}
              heats={Object.values(state.heats)}
              onSave={(plan) => {
                enter({ type: 'heatPut', heat: plan });
                setChosen({ kind: 'heat', heat: plan.id });
              }}
              onCancel={() => setChosen(null)}
            />
          ) : null}
          {heat && distance ? (
            <HeatDesk key={heat.plan.id} heat={heat} distance={distance} enter={enter} />
          ) : null}
        </div>
      </div>
    </>
  );
}
