import { useEffect } from 'react';
import { type Screen, screens } from '#pages/panel/routing.ts';

/** What the keys of the whole panel do. */
export interface Shortcuts {
  readonly onHelp: () => void;
  readonly onEscape: () => void;
  readonly onScreen: (screen: Screen) => void;
}

/** The screen of a digit's key: 1 is the first, 0 the tenth; undefined for another key. */
function screenOf(code: string): Screen | undefined {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return digit === undefined ? undefined : screens[(Number(digit) + 9) % 10];
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `/` goes to the search of the screen, `?` lists the keys, Alt+1 … Alt+9 and Alt+0 change the screen, Escape closes. */
export function useShortcuts({ onHelp, onEscape, onScreen }: Shortcuts): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (event.key === 'Escape') {
        onEscape();
        return;
      }
      const screen = event.altKey && !event.ctrlKey ? screenOf(event.code) : undefined;
      if (screen) {
        event.preventDefault();
        onScreen(screen);
        return;
      }
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '?') onHelp();
      if (event.key !== '/') return;
      const search = document.querySelector<HTMLInputElement>('input[type="search"]');
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [onHelp, onEscape, onScreen]);
}
