import type { Moment } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { momentInZone } from '#shared/lib/time-zone.ts';
import { type ImportProblem, problem } from './import-table.ts';

const two = (text: string | undefined): string => (text ?? '').padStart(2, '0');

/** `YYYY-MM-DD` from that or from day.month.year (also with `/` or `-`, two-digit years are 20xx); null if neither. */
export function readDate(text: string): string | null {
  const iso = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)$/.exec(text);
  if (iso) return `${iso[1]}-${two(iso[2])}-${two(iso[3])}`;
  const european = /^(\d\d?)[-/.] ?(\d\d?)[-/.] ?(\d{4}|\d\d)$/.exec(text);
  if (!european) return null;
  return `${(european[3] ?? '').padStart(4, '20')}-${two(european[2])}-${two(european[1])}`;
}

/** `HH:MM:SS` from `9:30`, `09.30`, `9h30`, `9h`, `9:30 pm`, with or without seconds; null if it is none of them. */
export function readTime(text: string): string | null {
  const parts = /^(\d\d?)(?:[:.h](\d\d))?(?::(\d\d))?(h|\s?uhr)?(?:\s?([ap])\.?m\.?)?$/i.exec(text);
  if (!parts) return null;
  const [, hour, minutes, seconds, unit, half] = parts;
  if (minutes === undefined && !unit && !half) return null;
  const read = Number(hour);
  if (half && (read < 1 || read > 12)) return null;
  const hours = half ? (read % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : read;
  return `${two(String(hours))}:${minutes ?? '00'}:${seconds ?? '00'}`;
}

const withOffset = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

const startsWithDate = /^\d+[-./]\d+[-./]\d/;

/** What a row says of its planned start. */
export interface StartCells {
  readonly date: string;
  readonly time: string;
  /** Both in one cell; counts where neither of the others says anything. */
  readonly scheduled: string;
}

/**
 * The planned start of a match, in the clocks of `timeZone` unless it comes with its own offset; null if the cells are
 * empty. A time without a date is on `firstDay` (`YYYY-MM-DD`); a date without a time is refused.
 */
export function readStart(
  { date, time, scheduled }: StartCells,
  timeZone: string,
  firstDay: string,
): Result<Moment | null, ImportProblem> {
  if (date === '' && startsWithDate.test(time)) {
    return readStart({ date, time: '', scheduled: time }, timeZone, firstDay);
  }
  if (date === '' && time === '') {
    if (scheduled === '') return ok(null);
    if (withOffset.test(scheduled)) return readOffset(scheduled);
    const [day = '', ...clock] = scheduled.split(/[T ]/);
    return readStart({ date: day, time: clock.join(' '), scheduled: '' }, timeZone, firstDay);
  }
  const day = date === '' ? firstDay : readDate(date);
  if (day === null || momentInZone(day, '12:00', timeZone) === null) {
    return err(problem('BAD_DATE', { value: date }));
  }
  if (time === '') return err(problem('TIME_MISSING', { date }));
  const clock = readTime(time);
  const moment = clock === null ? null : momentInZone(day, clock, timeZone);
  return moment === null ? err(problem('BAD_TIME', { value: time })) : ok(moment);
}

function readOffset(text: string): Result<Moment, ImportProblem> {
  const moment = Date.parse(text.replace(' ', 'T').toUpperCase());
  return Number.isFinite(moment) && moment >= 0 ? ok(moment) : err(problem('BAD_DATE', { value: text }));
}
