import type { Moment } from '#shared/domain/ids.ts';

/** Messages of up to 16 KiB that may come at once, and so many a second in the long run; longer ones count for several. */
const burst = 500;
const perSecond = 100;
const bytesOfOne = 16 * 1_024;

/** How fast one client, or all of one address, may send. Nothing is dropped: who is too fast isn't read for a while. */
export interface Flow {
  /** Counts a message that came. */
  spend(bytes: number, at: Moment): void;
  /** More came than may: read no more for now. */
  isOverdrawn(at: Moment): boolean;
}

/** A full bucket of messages; unlike a budget it can be overdrawn, since what came can't be sent back. */
export function createFlow(now: Moment): Flow {
  let left = burst;
  let since = now;
  const refill = (at: Moment): void => {
    left = Math.min(burst, left + (Math.max(0, at - since) / 1_000) * perSecond);
    since = at;
  };
  return {
    spend(bytes, at) {
      refill(at);
      left -= 1 + Math.floor(bytes / bytesOfOne);
    },
    isOverdrawn(at) {
      refill(at);
      return left < 0;
    },
  };
}
