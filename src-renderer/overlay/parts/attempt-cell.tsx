import { figureOf } from '#pages/overlay/model/weights.ts';
import { useText } from '#pages/overlay/text/overlay-text.ts';
import type { AttemptCell } from '#shared/domain/meet/lifting-view.ts';
import { useLanguage } from '#ui/language.ts';

/** An attempt's weight with what became of it: ✓ good, ✕ and struck through for no lift, neither while it is declared. */
export function Attempt({ cell }: { cell: AttemptCell | null }) {
  const t = useText();
  const language = useLanguage();
  if (!cell) return <span className="attempt" data-state="none" />;
  const figure = figureOf(cell.weight, language);
  switch (cell.state) {
    case 'good':
      return (
        <span className="attempt figures" data-state="good">
          {figure}
          <span className="attempt-sign" role="img" aria-label={t('decision.good')}>
            ✓
          </span>
        </span>
      );
    case 'noLift':
      return (
        <span className="attempt figures" data-state="noLift">
          <s>{figure}</s>
          <span className="attempt-sign" role="img" aria-label={t('decision.noLift')}>
            ✕
          </span>
        </span>
      );
    default:
      return (
        <span className="attempt figures" data-state="declared">
          {figure}
        </span>
      );
  }
}
