import { useEffect } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';

/** Gives the focus back to the row that was opened, once what it opened has closed and nothing else took the focus. */
export function useRowAgain(): void {
  const { item } = usePanel().route;
  useEffect(
    () => () => {
      if (item === null || document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>(`[data-row="${CSS.escape(item)}"]`)?.focus();
    },
    [item],
  );
}
