/** Which of `count` things is shown at `now` when each has `everyMs`: all screens of a hall turn together. */
export const turnAt = (now: number, everyMs: number, count: number): number =>
  count <= 1 ? 0 : Math.floor(now / everyMs) % count;

/** Milliseconds until the next turn. */
export const untilTurn = (now: number, everyMs: number): number => everyMs - (now % everyMs);
