import { type ReactNode, useState } from 'react';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

/**
 * Shows a long list part by part: the rows to show, `atOnce` at first, and the button that adds as many; null when all
 * are there.
 */
export function useParts<Row>(
  rows: readonly Row[],
  atOnce: number,
): { readonly shown: readonly Row[]; readonly more: ReactNode } {
  const t = useText();
  const [most, setMost] = useState(atOnce);
  const left = Math.min(atOnce, rows.length - most);
  return {
    shown: rows.slice(0, most),
    more:
      left > 0 ? <Button onClick={() => setMost(most + atOnce)}>{t('more', { count: left })}</Button> : null,
  };
}
