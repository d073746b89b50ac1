import { createHash } from 'node:crypto';

/** The first wait after a failure, and the longest one, in milliseconds. */
const shortestMs = 2_000;
const longestMs = 10 * 60_000;
/** The wait when the other side has refused for good: often enough for who corrects it there and not on the panel. */
const refusedMs = 60 * 60_000;

/**
 * How long to wait after so many failures in a row (1: the first): twice as long each time, up to ten minutes; an hour
 * when the last was `forGood`; less up to a quarter. What is taken off differs by `key` and failure, so that many deliveries don't come back at the same moment.
 */
export function backOffMs(key: string, failures: number, forGood: boolean): number {
  const whole = forGood ? refusedMs : Math.min(longestMs, shortestMs * 2 ** Math.min(failures - 1, 20));
  const [share = 0] = createHash('sha256').update(`${key} ${failures}`).digest();
  return Math.round(whole * (1 - share / 255 / 4));
}
