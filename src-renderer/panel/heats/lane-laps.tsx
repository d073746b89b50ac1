import { useText } from '#pages/panel/text.ts';
import type { Reading } from '#shared/domain/timed/heat.ts';
import { lapTimes } from '#shared/domain/timed/results.ts';
import { timeText } from '#shared/reports/heats-csv.ts';

/** Laps that a row has room for on one line: while a heat is running nothing may move. */
const shownWhileRunning = 2;

/** How long each lap of a competitor took: the last ones of a running heat, all of one that is over. */
export function LaneLaps({ times, running }: { times: readonly Reading[]; running: boolean }) {
  const t = useText();
  const laps = lapTimes(times.map(({ ms }) => ms));
  const from = running ? Math.max(0, laps.length - shownWhileRunning) : 0;
  return (
    <div className="lane-laps quiet">
      {laps.length > 0 ? <span className="visually-hidden">{t('heats.lapTimes')} </span> : null}
      {from > 0 ? '… ' : ''}
      {laps.slice(from).map((ms, at) => (
        <span key={times[from + at]?.key} className="lane-lap">
          {timeText(ms)}
          {times[from + at]?.typed ? <Typed /> : null}
          {from + at < laps.length - 1 ? ' · ' : ''}
        </span>
      ))}
    </div>
  );
}

/** The sign of a typed time, for those who know the word from the time column. */
function Typed() {
  const t = useText();
  return (
    <>
      <span aria-hidden="true"> ✎</span>
      <span className="visually-hidden"> {t('heats.typed')}</span>
    </>
  );
}
