import { useEffect } from 'react';

/**
 * Gives the focus back to the row that was opened, once what it opened has closed and nothing else took the focus.
 *
 * @param row The row's `data-row`; null: none is open.
 */
export function useRowAgain(row: string | null): void {
  useEffect(
    () => () => {
      if (row === null || document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`)?.focus();
    },
    [row],
  );
}
