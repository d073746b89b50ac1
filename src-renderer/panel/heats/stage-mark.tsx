import { useText } from '#pages/panel/text.ts';
import type { HeatCourse } from '#shared/domain/timed/heat.ts';

const shape = { planned: '○', active: '◔', running: '●', committed: '✓' } as const;

/** Where a heat stands, by shape and word; the colour only repeats it. */
export function StageMark({ stage }: { stage: HeatCourse['stage'] }) {
  const t = useText();
  return (
    <span className="heat-stage nowrap" data-stage={stage}>
      <span aria-hidden="true">{shape[stage]}</span> {t(`heats.${stage}`)}
    </span>
  );
}
