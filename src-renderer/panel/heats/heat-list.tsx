import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import type { TimedState } from '#shared/domain/timed/heat.ts';
import type { Distance } from '#shared/domain/timed/records.ts';
import { Button } from '#ui/button.tsx';
import { StageMark } from './stage-mark.tsx';

/** A distance with its heats. */
export function HeatList({
  distance,
  state,
  open,
  onOpen,
  onAdd,
}: {
  distance: Distance;
  state: TimedState;
  open: string | null;
  onOpen: (heat: string) => void;
  onAdd: () => void;
}) {
  const t = useText();
  const says = distance.metres === 0 || distance.name.includes(String(distance.metres));
  const heats = Object.values(state.heats)
    .filter(({ plan }) => plan.distance === distance.id)
    .toSorted((a, b) => a.plan.round - b.plan.round || a.plan.number - b.plan.number);
  return (
    <Block title={says ? distance.name : `${distance.name} (${distance.metres} m)`}>
      {heats.length === 0 ? <p>{t('heats.noHeats')}</p> : null}
      <ul className="heat-list">
        {heats.map((heat) => (
          <li key={heat.plan.id}>
            <Button
              aria-pressed={heat.plan.id === open}
              onClick={() => onOpen(heat.plan.id)}
              className="heat-choice"
            >
              {t('heats.heat', { round: heat.plan.round, number: heat.plan.number })}
            </Button>
            <StageMark heat={heat} />
            <span className="quiet">{t('heats.count', { count: heat.plan.lanes.length })}</span>
          </li>
        ))}
      </ul>
      <Button onClick={onAdd}>{t('heats.addHeat')}</Button>
    </Block>
  );
}
