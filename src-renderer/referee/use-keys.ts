import { useEffect, useRef } from 'react';

/** What keys do; null or left out: nothing. */
export interface Keys {
  readonly onLeft?: (() => void) | null;
  readonly onRight?: (() => void) | null;
  readonly onUndo?: (() => void) | null;
}

/**
 * Keyboard, presenter and Bluetooth buttons: the arrows (or Page Up and Page Down, which presenters send) for the left
 * and right half, U or Backspace to undo. Keys count once, however long they are held, and never while something is
 * typed or asked.
 */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea')) return;
      const act = actionOf(event.key, now.current);
      if (act === undefined) return;
      event.preventDefault();
      act?.();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function actionOf(key: string, keys: Keys): (() => void) | null | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'PageUp':
      return keys.onLeft;
    case 'ArrowRight':
    case 'PageDown':
      return keys.onRight;
    case 'u':
    case 'U':
    case 'Backspace':
      return keys.onUndo;
    default:
      return undefined;
  }
}
