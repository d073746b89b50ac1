import { freshSecret, hashOf } from '#main/lib/secrets.ts';
import type { Moment } from '#shared/domain/ids.ts';

/** How long a one-time token of the panel can be used, in milliseconds. */
const lastsMs = 12 * 3_600_000;

/** One-time tokens for the panel's address. They are kept in memory: a hub that starts again prints a new one. */
export interface PanelTokens {
  fresh(): string;
  /** True once for each token, within 12 hours. */
  use(once: string): boolean;
}

/** No tokens yet; `now` gives the hub's time. */
export function createPanelTokens(now: () => Moment): PanelTokens {
  const expiries = new Map<string, Moment>();
  return {
    fresh() {
      const once = freshSecret(128);
      expiries.set(hashOf(once), now() + lastsMs);
      return once;
    },
    use(once) {
      const hash = hashOf(once);
      const expires = expiries.get(hash);
      expiries.delete(hash);
      return expires !== undefined && expires >= now();
    },
  };
}
