import type { DialectContext } from '#main/dialects/dialect.ts';

/** What a dialect that publishes nothing and revokes nobody is given: no deliveries, no revocations. */
export const withoutOutbox: Pick<DialectContext, 'outbox' | 'onRevoked'> = {
  outbox: { wake: () => {}, deliveriesOf: () => [], retryNow: () => {}, onChange: () => () => {} },
  onRevoked: () => () => {},
};
