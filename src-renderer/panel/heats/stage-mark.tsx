import { useText } from '#pages/panel/text.ts';
import type { Heat } from '#shared/domain/timed/heat.ts';

const shape = { planned: '○', active: '◔', running: '●', committed: '✓' } as const;

/** Where a heat stands, by shape and word; the colour only repeats it. Says of an official result that it was put right. */
export function StageMark({ heat }: { heat: Pick<Heat, 'course' | 'revision'> }) {
  const t = useText();
  const { stage } = heat.course;
  const again =
    stage === 'committed' && heat.revision > 1
      ? t('heats.corrected')
      : stage !== 'committed' && heat.revision > 0
        ? t('heats.reopened')
        : '';
  return (
    <span className="heat-stage nowrap" data-stage={stage}>
      <span aria-hidden="true">{shape[stage]}</span> {t(`heats.${stage}`)}
      {again ? `, ${again}` : ''}
    </span>
  );
}
