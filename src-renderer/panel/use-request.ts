import { useCallback, useState } from 'react';
import type { Result } from '#shared/lib/result.ts';
import { useTroubleText } from './edits.ts';
import { useSay } from './notices.tsx';
import { useText } from './text.ts';
import type { Trouble } from './trouble.ts';

/** Asks the hub something and says how it went: `words` when it was done, the reason when it wasn't. */
export function useRequest(): {
  readonly busy: boolean;
  /** The answer, or null when it was refused or the hub is silent. Empty `words` say nothing. */
  readonly ask: <T>(request: Promise<Result<T, Trouble>>, words: string) => Promise<{ value: T } | null>;
} {
  const t = useText();
  const say = useSay();
  const trouble = useTroubleText();
  const [busy, setBusy] = useState(false);
  const ask = useCallback(
    async <T>(request: Promise<Result<T, Trouble>>, words: string): Promise<{ value: T } | null> => {
      setBusy(true);
      const answer = await request;
      setBusy(false);
      if (!answer.ok) {
        say({ words: t('say.notDone', { why: trouble(answer.error) }), tone: 'wrong' });
        return null;
      }
      if (words) say({ words, tone: 'done' });
      return { value: answer.value };
    },
    [say, t, trouble],
  );
  return { busy, ask };
}
