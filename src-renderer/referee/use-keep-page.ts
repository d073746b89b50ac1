import { useEffect } from 'react';
import type { MatchId } from '#shared/domain/ids.ts';
import { useStatus } from '#ui/hub.tsx';

/** A newer page that fails to come must not be asked for again and again, in milliseconds. */
const reloadAtMostEveryMs = 60_000;

/**
 * Asks before the page is left while taps wait, and loads a newer page by itself when nothing waits and no match is open.
 */
export function useKeepPage(open: MatchId | null): void {
  const { waiting, newPage } = useStatus();
  const waits = waiting > 0;
  useEffect(() => {
    if (!waits) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [waits]);
  useEffect(() => {
    if (!newPage || waits || open !== null) return;
    const last = Number(sessionStorage.getItem('touchline.reloadedAt') ?? 0);
    if (Date.now() - last < reloadAtMostEveryMs) return;
    sessionStorage.setItem('touchline.reloadedAt', String(Date.now()));
    location.reload();
  }, [newPage, waits, open]);
}
