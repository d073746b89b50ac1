import type { Asking, DialectContext } from '#main/dialects/dialect.ts';
import { budgetPerKey, type Pace } from '#main/lib/rate-limit.ts';
import type { Moment } from '#shared/domain/ids.ts';

/** Where somebody asks from. */
export interface AskedFrom {
  /** The peer's address. */
  readonly address: string;
  /** They are on the hub's own machine. */
  readonly here: boolean;
}

/** Where a request comes from. */
export const askedFrom = (
  { addressOf, isLoopback }: Pick<DialectContext, 'addressOf' | 'isLoopback'>,
  request: Asking,
): AskedFrom => ({ address: addressOf(request), here: isLoopback(request) });

/** Addresses that are remembered at most. */
const mostAddresses = 5_000;

/** How often each address may do something. */
export interface Allowance {
  /** True when it may once more. */
  take(by: AskedFrom): boolean;
}

/** `fromHere`: for programs on the hub's own machine, which share one address. */
export function allowancePerAddress(elsewhere: Pace, fromHere: Pace, now: () => Moment): Allowance {
  const budgets = budgetPerKey(mostAddresses);
  return {
    take: ({ address, here }) =>
      here ? budgets.take('here', fromHere, now()) : budgets.take(address, elsewhere, now()),
  };
}
