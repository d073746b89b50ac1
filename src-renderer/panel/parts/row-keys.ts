import { type KeyboardEvent, useCallback } from 'react';

/**
 * Moves the focus between the rows of a table with the arrows, Home, End and the page keys; Enter opens the row. Put it
 * on the table's body; rows carry `data-row` and `tabIndex={0}`.
 */
export function useRowKeys(open: (row: string) => void): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event) => {
      const row = event.target instanceof HTMLElement ? event.target : null;
      const name = row?.dataset.row;
      if (!row || name === undefined) return;
      if (event.key === 'Enter') {
        event.preventDefault();
        open(name);
        return;
      }
      const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
      const at = rows.indexOf(row);
      const to = target(event.key, at, rows.length);
      if (to === null) return;
      event.preventDefault();
      rows[to]?.focus();
    },
    [open],
  );
}

function target(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(count - 1, at + 10);
    case 'PageUp':
      return Math.max(0, at - 10);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
