import { type FocusEvent, type KeyboardEvent, useCallback, useMemo, useState } from 'react';

/** How a table's rows are reached by keyboard. */
export interface RowKeys {
  /**
   * The row that is in the order of Tab, with what can be pressed in it; the others are left out, so that what comes after
   * a long table is within reach. Null without rows.
   */
  readonly current: string | null;
  /** Goes on the table's body. */
  readonly body: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  };
}

/**
 * Makes a table one stop of Tab (the ARIA practice of a roving tabindex): the arrows, Home, End and the page keys move the
 * focus between its rows, Enter opens one. Rows carry `data-row` and `tabIndex={tabIndexOf(current, row)}`.
 *
 * @param rows All rows that are shown; no two are the same.
 * @param preferred Where Tab goes first, if it is among them; else to the first.
 */
export function useRowKeys(
  rows: readonly string[],
  open: (row: string) => void,
  preferred: string | null = null,
): RowKeys {
  const [last, setLast] = useState<string | null>(null);
  const isShown = (row: string | null): row is string => row !== null && rows.includes(row);
  const current = [last, preferred].find(isShown) ?? rows[0] ?? null;
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const row = event.target instanceof HTMLElement ? event.target : null;
      const name = row?.dataset.row;
      if (!row || name === undefined) return;
      if (event.key === 'Enter') {
        event.preventDefault();
        open(name);
        return;
      }
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
      const to = target(event.key, all.indexOf(row), all.length);
      if (to === null) return;
      event.preventDefault();
      all[to]?.focus();
    },
    [open],
  );
  // However it got there: by keys, a click, or back from what the row had opened.
  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const row = event.target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (row !== undefined) setLast(row);
  }, []);
  const body = useMemo(() => ({ onKeyDown, onFocus }), [onKeyDown, onFocus]);
  return { current, body };
}

/** Whether Tab stops at a row and at what can be pressed in it. */
export const tabIndexOf = (current: string | null, row: string): 0 | -1 => (row === current ? 0 : -1);

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
