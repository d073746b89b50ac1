import type { LiveTranslate } from '#pages/live/text/live-text.ts';
import { pointsText } from '#ui/format.ts';
import type { MatchLine } from '#ui/match-line.ts';
import { nameOf } from '#ui/watching-words.ts';

/** A match in one sentence, for those who don't see its table; `say` is what else there is to say of it. */
export function matchLabel(line: MatchLine, say: string, t: LiveTranslate): string {
  const { A, B } = line.sides;
  const sets = pointsText(A.setsWon, B.setsWon);
  const unit = t(line.unit === 'set' ? 'figures.sets' : 'figures.games');
  const points = pointsText(A.figure ?? 0, B.figure ?? 0);
  const score =
    line.figures === 'none'
      ? ''
      : line.figures === 'sets'
        ? t('match.labelSets', { unit, sets })
        : t('match.labelPoints', { points, unit, sets });
  const court = line.court || line.draw || t('match.number', { number: line.plan.number });
  const label = t('match.label', { court, a: nameOf(line, 'A', t), b: nameOf(line, 'B', t), score });
  return [label.trim(), say].filter(Boolean).join(' ');
}
