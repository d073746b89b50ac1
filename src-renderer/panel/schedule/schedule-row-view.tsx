import { memo } from 'react';
import { hasStarted } from '#pages/panel/model/lookups.ts';
import type { ScheduleRow } from '#pages/panel/model/schedule-rows.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { dayKey, dayText, pointsText, setsText, timeText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import { Unbroken } from '#ui/unbroken.tsx';

/** A match as a line of the schedule; a click or Enter opens it beside the table. */
export const ScheduleRowView = memo(function ScheduleRowView({
  row,
  score,
  timeZone,
  startsOn,
  clash,
  open,
  tabIndex,
  onOpen,
  onEdit,
  onRemove,
}: {
  row: ScheduleRow;
  score: MatchScore | null;
  timeZone: string;
  startsOn: string;
  clash: boolean;
  open: boolean;
  /** Of the row and its buttons. */
  tabIndex: 0 | -1;
  onOpen: (match: string) => void;
  onEdit: (match: MatchId) => void;
  onRemove: (plan: MatchPlan) => void;
}) {
  const t = useText();
  const language = useLanguage();
  const { plan } = row;
  const { number } = plan;
  const time =
    row.scheduled === null
      ? ''
      : `${dayKey(row.scheduled, timeZone) === startsOn ? '' : `${dayText(row.scheduled, timeZone, language)} `}${timeText(row.scheduled, timeZone, language)}`;
  return (
    <tr
      data-row={plan.id}
      data-clash={clash}
      data-open={open}
      tabIndex={tabIndex}
      aria-label={t('schedule.open', { number })}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && !event.target.closest('button')) onOpen(plan.id);
      }}
    >
      <td className="num">
        {clash ? <span aria-hidden="true">▲ </span> : null}
        {number}
      </td>
      <td className="nowrap">{time}</td>
      <td>{row.court}</td>
      <td>{row.draw}</td>
      <td className="nowrap">{row.pool}</td>
      <td className="nowrap">{plan.round}</td>
      <td>{row.a}</td>
      <td>{row.b}</td>
      <td>{row.official}</td>
      <td>
        <StatusCell score={score} />
      </td>
      <td className="end">
        <Button
          kind="plain"
          tabIndex={tabIndex}
          aria-label={t('schedule.edit', { number })}
          onClick={() => onEdit(plan.id)}
        >
          {t('edit')}
        </Button>
        {hasStarted(score ?? undefined) ? null : (
          <Button
            kind="plain"
            tabIndex={tabIndex}
            aria-label={t('schedule.removeOf', { number })}
            onClick={() => onRemove(plan)}
          >
            {t('remove')}
          </Button>
        )}
      </td>
    </tr>
  );
});

function StatusCell({ score }: { score: MatchScore | null }) {
  const t = useText();
  if (!score || score.schedule === 'planned') return t('schedule.planned');
  const sets = setsText(score.sets);
  const points = score.points && score.result === 'live' ? pointsText(...score.points) : '';
  const mark = score.marks.A ?? score.marks.B;
  const result = score.result === 'none' || score.result === 'live' ? '' : t(`result.${score.result}`);
  const state = score.schedule === 'finished' ? result : t(`schedule.${score.schedule}`);
  const words = [mark ? t(`mark.${mark}`) : '', sets, points].filter(Boolean).join(' · ');
  return (
    <>
      <Unbroken text={words} /> <span className="status-words">{state}</span>
    </>
  );
}
