import { useEffect } from 'react';

/** Keeps the screen on as far as the browser allows it: only over HTTPS or on the hub's own laptop. */
export function keepScreenOn(): void {
  const ask = (): void => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    // A refusal changes nothing: the screen then follows its own settings.
    navigator.wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}

/** Fills the screen, or gives it back. Does nothing where the browser doesn't allow it. */
function toggleFullscreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
}

/** A click anywhere or the F key fills the screen; a click on something to act on does only that. */
export function useFullscreenKeys(): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'f' && !event.ctrlKey && !event.metaKey && !event.altKey)
        toggleFullscreen();
    };
    const click = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a, button')) return;
      toggleFullscreen();
    };
    window.addEventListener('keydown', key);
    window.addEventListener('click', click);
    return () => {
      window.removeEventListener('keydown', key);
      window.removeEventListener('click', click);
    };
  }, []);
}
