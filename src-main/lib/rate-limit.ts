import type { Moment } from '#shared/domain/ids.ts';

/** Counts tries in a sliding window of one minute. */
export interface TriesPerMinute {
  /** 0 when another try is allowed (it is then counted), else the seconds to wait. */
  take(key: string, now: Moment): number;
  /** The tries of a key count no more: the last one was right. */
  forget(key: string): void;
}

const minute = 60_000;
/** Keys remembered at most; beyond it those without a recent try are forgotten. */
const mostKeys = 10_000;

/** Allows `limit` tries a minute for each key (an address, or one key for all). */
export function triesPerMinute(limit: number): TriesPerMinute {
  const tries = new Map<string, Moment[]>();
  return {
    take(key, now) {
      const recent = (tries.get(key) ?? []).filter((at) => at > now - minute);
      const oldest = recent[0];
      if (recent.length >= limit && oldest !== undefined) return Math.ceil((oldest + minute - now) / 1_000);
      tries.set(key, [...recent, now]);
      if (tries.size > mostKeys) forgetOld(tries, now);
      return 0;
    },
    forget: (key) => void tries.delete(key),
  };
}

function forgetOld(tries: Map<string, Moment[]>, now: Moment): void {
  for (const [key, at] of tries) {
    if ((at.at(-1) ?? 0) <= now - minute) tries.delete(key);
  }
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
