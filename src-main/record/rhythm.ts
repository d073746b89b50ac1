import { setTimeout as sleep } from 'node:timers/promises';

/** When the lines of a recording are due, in milliseconds of the clock that was given. */
export interface Rhythm {
  /** When a line that was recorded at this time (nanoseconds) is due; asked for each line, in order. */
  dueAt(recordedAt: bigint): number;
}

/** The longest that a timer of the platform can wait for, roughly. */
const longestSleepMs = 24 * 60 * 60 * 1_000;

/**
 * The rhythm of a recording at a speed: what lies between two lines, divided by it. Due times add up from the first line
 * on, so that a late timer doesn't delay what comes after it. A line older than the one before it is due with that one.
 */
export function rhythm(speed: number, now: () => number): Rhythm {
  let due: number | null = null;
  let last = 0n;
  return {
    dueAt(recordedAt) {
      const between = recordedAt > last ? Number(recordedAt - last) / 1e6 : 0;
      due = due === null ? now() : due + between / speed;
      last = recordedAt;
      return due;
    },
  };
}

/** Waits until a moment of `performance.now()`, or until the signal; gives whether the moment has come. */
export async function until(due: number, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    if (signal.aborted) return false;
    const left = due - performance.now();
    // Timers count whole milliseconds; less than one isn't waited for.
    if (left < 1) return true;
    await sleep(Math.min(left, longestSleepMs), undefined, { signal }).catch(() => {});
  }
}
