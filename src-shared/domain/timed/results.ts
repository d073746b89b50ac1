import type { Heat, Reading } from './heat.ts';
import type { Distance, HeatMark, Lane } from './records.ts';

/** A competitor's line in the result of a heat. */
export interface HeatResult {
  readonly lane: Lane;
  /** Finishing time cut to hundredths, in milliseconds; null without a finish that counts. */
  readonly ms: number | null;
  /** The finishing time as it was taken, in milliseconds. */
  readonly fineMs: number | null;
  /** 1 is the fastest; equal ones share a rank; null without a time that counts. */
  readonly rank: number | null;
  readonly mark: HeatMark | null;
  /** Cumulative times that count, in the order in which they were taken, in milliseconds. */
  readonly splits: readonly number[];
}

/** Cumulative times are cut, not rounded, to hundredths. */
export const cut = (ms: number): number => Math.floor(ms / 10) * 10;

/**
 * How long each lap took, in milliseconds, of cumulative times: differences of what is shown in hundredths, so that they
 * add up to it.
 */
export const lapTimes = (cumulative: readonly number[]): readonly number[] =>
  cumulative.map((ms, lap) => cut(ms) - cut(cumulative[lap - 1] ?? 0));

/** The times of a lane that count, earliest first. */
export const timesOf = (heat: Pick<Heat, 'readings'>, lane: number): readonly Reading[] =>
  heat.readings.filter((one) => one.lane === lane && !one.voided).toSorted((a, b) => a.ms - b.ms);

/**
 * The result of a heat, fastest first, then those without a time in the order of their lanes. A finish is the reading
 * that completes the distance's laps; more of them than laps count for nothing. Ranks: equal hundredths share one and
 * the next place is left out (2, 2, 2, 5), unless the distance splits them by thousandths.
 */
export function resultsOf(
  heat: Pick<Heat, 'plan' | 'readings' | 'marks'>,
  distance: Distance,
): readonly HeatResult[] {
  const lines = heat.plan.lanes.map((lane): HeatResult => {
    const splits = timesOf(heat, lane.lane)
      .slice(0, distance.laps)
      .map(({ ms }) => ms);
    const mark = heat.marks[lane.lane] ?? null;
    const fineMs = mark === null && splits.length === distance.laps ? (splits.at(-1) ?? null) : null;
    return { lane, ms: fineMs === null ? null : cut(fineMs), fineMs, rank: null, mark, splits };
  });
  const keyOf = ({ ms, fineMs }: HeatResult): number => (distance.splitTies ? fineMs : ms) ?? 0;
  const timed = lines.filter(({ fineMs }) => fineMs !== null).toSorted((a, b) => keyOf(a) - keyOf(b));
  const ranked = timed.map((line) => ({
    ...line,
    rank: timed.filter((other) => keyOf(other) < keyOf(line)).length + 1,
  }));
  const untimed = lines.filter(({ fineMs }) => fineMs === null);
  return [...ranked, ...untimed.toSorted((a, b) => a.lane.lane - b.lane.lane)];
}
