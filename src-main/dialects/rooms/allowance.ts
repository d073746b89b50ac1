import { type Budget, budget } from '#main/lib/rate-limit.ts';
import type { Moment } from '#shared/domain/ids.ts';
import type { Asker } from './asker.ts';

/** Addresses remembered at most; beyond it the one that was silent longest begins afresh. */
const mostAddresses = 5_000;

/** How often something may be done: `burst` times at once, `perSecond` in the long run. */
export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** How often each address may do something. */
export interface Allowance {
  /** True when it may once more. */
  take(by: Pick<Asker, 'address' | 'here'>): boolean;
}

/** `fromHere`: for programs on the hub's own machine, which share one address. */
export function allowancePerAddress(elsewhere: Pace, fromHere: Pace, now: () => Moment): Allowance {
  const budgets = new Map<string, Budget>();
  return {
    take({ address, here }) {
      const key = here ? 'here' : address;
      const { burst, perSecond } = here ? fromHere : elsewhere;
      const left = budgets.get(key) ?? budget(burst, perSecond, now());
      budgets.delete(key);
      budgets.set(key, left);
      for (const oldest of budgets.keys()) {
        if (budgets.size <= mostAddresses) break;
        budgets.delete(oldest);
      }
      return left.take(now());
    },
  };
}
