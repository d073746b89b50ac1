import type { Moment } from '#shared/domain/ids.ts';

/** Counts tries in a sliding window of one minute. */
export interface TriesPerMinute {
  /** 0 when another try is allowed, else the seconds to wait; counts nothing. */
  wait(key: string, now: Moment): number;
  /** 0 when another try is allowed (it is then counted), else the seconds to wait. */
  take(key: string, now: Moment): number;
  /** The tries of a key count no more: the last one was right. */
  forget(key: string): void;
}

const minute = 60_000;
/** Keys remembered at most. */
const mostKeys = 10_000;

/**
 * Allows `limit` tries a minute for each key (an address, or one key for all). Of more than 10,000 keys the one is
 * forgotten that was allowed nothing for longest, so that neither memory nor time grows with who tries.
 */
export function triesPerMinute(limit: number): TriesPerMinute {
  const tries = new Map<string, readonly Moment[]>();
  // Tries that lie ahead are from before the clock was set back: they would count until it is as late again.
  const recent = (key: string, now: Moment): readonly Moment[] =>
    (tries.get(key) ?? []).filter((at) => at > now - minute && at <= now);

  function wait(key: string, now: Moment): number {
    const [oldest, ...others] = recent(key, now);
    return oldest === undefined || others.length + 1 < limit ? 0 : Math.ceil((oldest + minute - now) / 1_000);
  }

  return {
    wait,
    take(key, now) {
      const seconds = wait(key, now);
      if (seconds > 0) return seconds;
      const counted = [...recent(key, now), now];
      tries.delete(key);
      tries.set(key, counted);
      const [silent] = tries.keys();
      if (tries.size > mostKeys && silent !== undefined) tries.delete(silent);
      return 0;
    },
    forget: (key) => void tries.delete(key),
  };
}

/** How often something may be done: `burst` times at once, `perSecond` in the long run. */
export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** A bucket of tokens for each key (an address, a device). */
export interface BudgetPerKey {
  /** True when the key had one left. A key that is new, or was forgotten, begins with all that its pace allows at once. */
  take(key: string, pace: Pace, now: Moment): boolean;
}

/** Remembers `mostKeys`; beyond it the one that was silent longest is forgotten. */
export function budgetPerKey(mostKeys: number): BudgetPerKey {
  const budgets = new Map<string, Budget>();
  return {
    take(key, { burst, perSecond }, now) {
      const left = budgets.get(key) ?? budget(burst, perSecond, now);
      budgets.delete(key);
      budgets.set(key, left);
      const [oldest] = budgets.keys();
      if (budgets.size > mostKeys && oldest !== undefined) budgets.delete(oldest);
      return left.take(now);
    },
  };
}

/** A bucket of tokens: `burst` at once, `perSecond` in the long run. */
export interface Budget {
  /** True when there were tokens left, `cost` of them (1 unless told; never more than fit into the bucket). */
  take(now: Moment, cost?: number): boolean;
}

export function budget(burst: number, perSecond: number, now: Moment): Budget {
  let left = burst;
  let since = now;
  return {
    take(at, cost = 1) {
      const taken = Math.min(cost, burst);
      left = Math.min(burst, left + (Math.max(0, at - since) / 1_000) * perSecond);
      since = at;
      if (left < taken) return false;
      left -= taken;
      return true;
    },
  };
}
