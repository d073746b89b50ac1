import { hashOf } from '#pages/live/model/routing.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { isOver, type MatchLine } from '#ui/match-line.ts';
import { matchLabel } from './match-label.ts';
import { ScoreRows } from './score-rows.tsx';
import { useWhen } from './when.ts';

/** A match that is to come or over, in a line; leads to its course. */
export function MatchRow({
  line,
  timeZone,
  favourites,
}: {
  line: MatchLine;
  timeZone: string;
  favourites: ReadonlySet<EntryId>;
}) {
  const t = useText();
  const when = useWhen(timeZone);
  const word = line.schedule === 'planned' ? '' : t(`schedule.${line.schedule}`);
  const over = isOver(line.schedule);
  const time = over ? '' : when(line.plan.scheduled);
  const doubtful = line.score?.result === 'protested' ? t('result.protested') : '';
  const small = [over ? '' : word, line.court, line.draw, line.plan.round, doubtful].filter(Boolean);
  return (
    <a
      className="row"
      href={hashOf({ page: 'match', match: line.plan.id })}
      aria-label={matchLabel(line, [word, time].filter(Boolean).join(' '), t)}
      data-schedule={line.schedule}
    >
      <span className="row-head">
        {time && <strong className="figures row-time">{time}</strong>}
        <span className="quiet">{small.join(' · ')}</span>
      </span>
      <ScoreRows line={line} favourites={favourites} />
    </a>
  );
}
