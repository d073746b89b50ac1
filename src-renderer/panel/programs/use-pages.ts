import { useCallback, useEffect, useRef, useState } from 'react';
import { type Pages, withNewest, withOlder } from '#pages/panel/model/pages.ts';
import type { Before } from '#pages/panel/programs-api.ts';
import type { Trouble } from '#pages/panel/trouble.ts';
import type { Result } from '#shared/lib/result.ts';

/** Newest lines are read again at most this often, in milliseconds. */
const readEveryMs = 1_000;

/** A long list of the hub, read page by page. */
export interface PagedLines<T extends { readonly seq: number }> {
  /** Null until the first page is there. */
  readonly pages: Pages<T> | null;
  /** Why the last reading failed; null when it didn't. */
  readonly trouble: Trouble | null;
  /** Older lines are being read. */
  readonly busy: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** Reads the newest lines now and whenever `stamp` changes; older ones on demand. */
export function usePages<T extends { readonly seq: number }>(
  read: (before: Before) => Promise<Result<readonly T[], Trouble>>,
  stamp: unknown,
): PagedLines<T> {
  const [pages, setPages] = useState<Pages<T> | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const reader = useRef(read);
  reader.current = read;
  const turn = useRef({ isRunning: false, isAsked: false, isGone: false });

  const newest = useCallback(async () => {
    const mine = turn.current;
    mine.isAsked = true;
    if (mine.isRunning) return;
    mine.isRunning = true;
    while (mine.isAsked && !mine.isGone) {
      mine.isAsked = false;
      const page = await reader.current(null);
      if (page.ok) setPages((known) => withNewest(known, page.value));
      setTrouble(page.ok ? null : page.error);
      if (mine.isAsked) await new Promise((resolve) => setTimeout(resolve, readEveryMs));
    }
    mine.isRunning = false;
  }, []);
  const again = useCallback(() => void newest(), [newest]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says when to read again
  useEffect(again, [stamp, again]);
  useEffect(() => {
    const mine = turn.current;
    mine.isGone = false;
    return () => {
      mine.isGone = true;
    };
  }, []);

  const oldest = pages?.lines.at(-1)?.seq ?? null;
  const more = useCallback(() => {
    if (oldest === null) return;
    setBusy(true);
    void reader.current(oldest).then((page) => {
      setBusy(false);
      if (page.ok) setPages((known) => known && withOlder(known, oldest, page.value));
      setTrouble(page.ok ? null : page.error);
    });
  }, [oldest]);
  return { pages, trouble, busy, more, again };
}
