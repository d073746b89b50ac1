import { useEffect, useMemo, useState } from 'react';
import { useStatus } from '#ui/hub.tsx';
import { readStored, writeStored } from '#ui/stored.ts';
import { addressNews, typedAddress } from './model/addresses.ts';
import { useSay } from './notices.tsx';
import { useText } from './text.ts';

/** Another address stands in the QR codes than the organiser has seen there. */
export interface NewAddress {
  readonly from: string;
  readonly to: string;
  /** The organiser has seen it. */
  readonly seen: () => void;
}

/**
 * Says that the address in the QR codes has changed, once at the bottom, and gives it until the organiser has seen it,
 * also after the panel was closed: codes that were printed the day before may lead nowhere today.
 */
export function useNewAddress(chosen: string | null): NewAddress | null {
  const t = useText();
  const say = useSay();
  const hub = useStatus().hub?.id ?? null;
  const key = hub === null ? null : `address.${hub}`;
  const [, setSeen] = useState(0);
  const known = key === null ? null : readStored(key);
  const news = addressNews(known, chosen);
  const from = news === 'changed' ? known : null;
  useEffect(() => {
    if (key !== null && chosen !== null && news === 'first') writeStored(key, chosen);
  }, [key, chosen, news]);
  useEffect(() => {
    if (from === null || chosen === null) return;
    say({
      words: t('address.changed', { from: typedAddress(from), to: typedAddress(chosen) }),
      tone: 'wrong',
    });
  }, [from, chosen, say, t]);
  return useMemo(() => {
    if (from === null || chosen === null || key === null) return null;
    const seen = (): void => {
      writeStored(key, chosen);
      setSeen((n) => n + 1);
    };
    return { from, to: chosen, seen };
  }, [from, chosen, key]);
}
