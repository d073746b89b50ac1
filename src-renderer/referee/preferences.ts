import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '#ui/stored.ts';

/** What this phone's referee has chosen for themselves. */
export interface Preferences {
  /** They stand across from the umpire's chair, so left and right change places. */
  readonly opposite: boolean;
  /** Small buttons lie where the left thumb reaches them. */
  readonly leftHand: boolean;
  readonly muted: boolean;
}

const listeners = new Set<() => void>();
let current: Preferences = {
  opposite: readStored('opposite') === 'yes',
  leftHand: readStored('leftHand') === 'yes',
  muted: readStored('muted') === 'yes',
};

/** The choices as they are now, outside of components. */
export const preferences = (): Preferences => current;

/** Changes a choice and keeps it on this phone. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  for (const [key, value] of Object.entries(change)) writeStored(key, value ? 'yes' : null);
  for (const listener of listeners) listener();
}

/** The choices; drawn again when one changes. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
