const shortestWaitMs = 500;
const longestWaitMs = 10_000;

/** How soon to try again: `atOnce` after a half-open link, `slowly` when the hub asked for less. */
export type Again = 'atOnce' | 'soon' | 'slowly';

/** The waits between attempts to connect. */
export interface Waits {
  /** The next one, in milliseconds; of `addresses` to try each is tried once before the waits grow. */
  next(again: Again, addresses: number): number;
  /** They begin anew at the shortest: the last connection was a good one, or somebody wants it now. */
  reset(): void;
}

/** Full jitter: phones that lost the hub together don't come back together. It doubles once all addresses failed. */
export function waitsBetween(random: () => number): Waits {
  let taken = 0;
  return {
    next(again, addresses) {
      const rounds = Math.floor(taken / Math.max(1, addresses));
      const longest = again === 'slowly' ? longestWaitMs : shortestWaitMs * 2 ** Math.min(rounds, 10);
      const atOnce = again === 'atOnce' && taken === 0;
      taken += 1;
      return atOnce ? 0 : random() * Math.min(longest, longestWaitMs);
    },
    reset() {
      taken = 0;
    },
  };
}
