import { useSyncExternalStore } from 'react';
import type { Moment } from '#shared/domain/ids.ts';
import { staleAfterMs } from '#shared/protocol/version.ts';
import { ageText, timeText } from './format.ts';
import { useHub, useStatus } from './hub.tsx';
import { useLanguage } from './language.ts';
import { linkView } from './link-view.ts';
import { watchingText } from './watching-words.ts';

/** Whether what a page shows may be old. */
export interface Staleness {
  /** Nothing was heard for longer than `staleAfterMs`: figures are then dimmed and hatched. */
  readonly isStale: boolean;
  /** When the hub was last heard, by its own clock; null if never. */
  readonly since: Moment | null;
  readonly ageMs: number | null;
}

/** A moment when no interval runs any more: given to `sayOf` while data is old, since a clock may have been stopped. */
export const afterAnyClock: Moment = Number.MAX_SAFE_INTEGER;

/** One clock for all: a band and the figures that it speaks of must not change a second apart. */
let second: Moment = Date.now();
const listeners = new Set<() => void>();
let timer = 0;

function everySecond(listener: () => void): () => void {
  if (listeners.size === 0) {
    second = Date.now();
    timer = window.setInterval(() => {
      second = Date.now();
      for (const each of listeners) each();
    }, 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(timer);
  };
}

/** How old the page's data is; drawn again every second. A link that is lost and found in between isn't worth a word. */
export function useStaleness(): Staleness {
  const hub = useHub();
  const status = useStatus();
  const now = useSyncExternalStore(everySecond, () => second);
  const { state, ageMs } = linkView(status, Math.max(now, status.lastHeard ?? 0));
  const isOld = ageMs === null ? state === 'away' : ageMs >= staleAfterMs;
  return { isStale: isOld || state === 'wrong', ageMs, since: ageMs === null ? null : hub.now() - ageMs };
}

/** Says since when nothing was heard, with a shape and words; nothing while the page is live. */
export function StaleBand({ timeZone, hint }: { timeZone: string; hint?: string | undefined }) {
  const { isStale, since, ageMs } = useStaleness();
  const t = watchingText.useText();
  const language = useLanguage();
  if (!isStale) return null;
  return (
    <div className="stale-band" role="status">
      <span className="stale-shape" aria-hidden="true">
        ▲
      </span>
      <span className="stale-words">
        <strong>
          {since === null
            ? t('stale.never')
            : t('stale.since', { time: timeText(since, timeZone, language) })}
        </strong>
        {/* The age counts up every second: said once is enough for a screen reader. */}
        {ageMs !== null && (
          <span aria-hidden="true"> · {t('stale.age', { age: ageText(ageMs, language) })}</span>
        )}
        {hint && <span className="stale-hint">{hint}</span>}
      </span>
    </div>
  );
}
