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
export function toggleFullscreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
}
