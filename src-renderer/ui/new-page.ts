import { useEffect } from 'react';
import { pageBuild } from './device.ts';
import { useStatus } from './hub.tsx';

/**
 * Loads the page again when the hub serves a newer one, for pages on which nothing is entered. Once per build: a cache
 * that goes on serving the old page must not make it load for ever.
 */
export function useNewestPage(): void {
  const { newPage } = useStatus();
  useEffect(() => {
    if (!newPage) return;
    const key = `touchline.reloaded.${pageBuild() ?? ''}`;
    try {
      if (sessionStorage.getItem(key)) return;
      sessionStorage.setItem(key, '1');
    } catch {
      // Without storage it can't be known whether it was tried before.
      return;
    }
    location.reload();
  }, [newPage]);
}
