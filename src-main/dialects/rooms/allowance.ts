import { budgetPerKey, type Pace } from '#main/lib/rate-limit.ts';
import type { Moment } from '#shared/domain/ids.ts';
import type { Asker } from './asker.ts';

/** Addresses that are remembered at most. */
const mostAddresses = 5_000;

/** How often each address may do something. */
export interface Allowance {
  /** True when it may once more. */
  take(by: Pick<Asker, 'address' | 'here'>): boolean;
}

/** `fromHere`: for programs on the hub's own machine, which share one address. */
export function allowancePerAddress(elsewhere: Pace, fromHere: Pace, now: () => Moment): Allowance {
  const budgets = budgetPerKey(mostAddresses);
  return {
    take: ({ address, here }) =>
      here ? budgets.take('here', fromHere, now()) : budgets.take(address, elsewhere, now()),
  };
}
