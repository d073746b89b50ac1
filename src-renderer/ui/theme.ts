import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './stored.ts';

/** Light is the default: it reads best in the sun. `system` follows the device. */
export type Theme = 'light' | 'dark' | 'system';

const listeners = new Set<() => void>();
const preferDark = matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'light';

function show(): void {
  const dark = chosen === 'dark' || (chosen === 'system' && preferDark.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/** Shows the theme that was chosen on this device, else the page's own; follows the system's changes. Call once at start. */
export function startTheme(ofPage: Theme = 'light'): void {
  const kept = readStored('theme');
  chosen = kept === 'light' || kept === 'dark' || kept === 'system' ? kept : ofPage;
  preferDark.addEventListener('change', show);
  show();
}

/** Chooses the theme and keeps it on this device. */
export function chooseTheme(theme: Theme): void {
  chosen = theme;
  writeStored('theme', theme);
  show();
}

/** The theme that is chosen. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}
