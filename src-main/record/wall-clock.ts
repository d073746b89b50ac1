import { rfc3339 } from '#shared/lib/rfc3339.ts';

/** The two clocks differ by more than this when somebody has set the wall clock, or the machine slept; in ms. */
const mostApart = 20;

/** What time it is, in nanoseconds since 1970: the wall clock, which counts milliseconds, with the finer one's digits. */
export function wallClock(
  wallMs: () => number = Date.now,
  fine: () => bigint = process.hrtime.bigint,
): () => bigint {
  let wallStart = BigInt(wallMs()) * 1_000_000n;
  let fineStart = fine();
  return () => {
    const wall = BigInt(wallMs()) * 1_000_000n;
    const now = wallStart + fine() - fineStart;
    const apart = Number(now - wall) / 1e6;
    if (Math.abs(apart) <= mostApart) return now;
    wallStart = wall;
    fineStart = fine();
    return wall;
  };
}

/** A time (nanoseconds since 1970) as this machine's time zone writes it. */
export const stampOf = (nanoseconds: bigint): string =>
  rfc3339(nanoseconds, -new Date(Number(nanoseconds / 1_000_000n)).getTimezoneOffset());
