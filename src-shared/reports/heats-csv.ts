import type { TimedState } from '#shared/domain/timed/heat.ts';
import { resultsOf } from '#shared/domain/timed/results.ts';
import { type CsvCell, type CsvOptions, csvText } from './csv.ts';

/** The columns of `heats.csv`, in their fixed order. */
const heatsColumns = [
  'draw',
  'round',
  'heat',
  'lane',
  'bib',
  'name',
  'club',
  'time',
  'fine',
  'rank',
  'mark',
  'qualified',
  'splits',
] as const;

/** A time as it is written: `9.87`, `1:02.30`, `1:00:00.00`; `digits` after the point, cut. */
export function timeText(ms: number, digits: 2 | 3 = 2): string {
  const whole = Math.floor(ms / 1_000);
  const part = String(Math.floor((ms % 1_000) / (digits === 2 ? 10 : 1))).padStart(digits, '0');
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  const seconds = whole % 60;
  const two = (n: number): string => String(n).padStart(2, '0');
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds)}.${part}`;
  return minutes > 0 ? `${minutes}:${two(seconds)}.${part}` : `${seconds}.${part}`;
}

/**
 * `heats.csv`: distance after distance, round after round, in order of rank. Only heats with an official result are in it;
 * `time` is cut to hundredths, `fine` has thousandths, `splits` are cumulative times with spaces between them.
 * `qualified` stays empty: nobody is advanced by itself.
 */
export function heatsCsv(state: TimedState, options: CsvOptions): string {
  return csvText(heatsColumns, rowsOf(state), options);
}

function* rowsOf(state: TimedState): Generator<readonly CsvCell[], void, void> {
  for (const distance of Object.values(state.distances)) {
    const heats = Object.values(state.heats)
      .filter(({ plan, course }) => plan.distance === distance.id && course.stage === 'committed')
      .toSorted((a, b) => a.plan.round - b.plan.round || a.plan.number - b.plan.number);
    for (const heat of heats) {
      for (const { lane, ms, fineMs, rank, mark, splits } of resultsOf(heat, distance)) {
        yield [
          distance.name,
          heat.plan.round,
          heat.plan.number,
          lane.lane,
          lane.bib,
          lane.name,
          lane.club,
          ms === null ? null : timeText(ms),
          fineMs === null ? null : timeText(fineMs, 3),
          rank,
          mark,
          null,
          splits.map((split) => timeText(split)).join(' '),
        ];
      }
    }
  }
}
