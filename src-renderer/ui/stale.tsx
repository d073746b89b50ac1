import type { Moment } from '#shared/domain/ids.ts';
import { staleAfterMs } from '#shared/protocol/version.ts';
import { ageText, timeText } from './format.ts';
import { useHub } from './hub.tsx';
import { useLanguage } from './language.ts';
import { useLinkView } from './link-pill.tsx';
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

/** How old the page's data is; drawn again every second. A link that is lost and found in between isn't worth a word. */
export function useStaleness(): Staleness {
  const hub = useHub();
  const { state, ageMs } = useLinkView();
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
