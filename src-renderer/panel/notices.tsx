import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { useText } from './text.ts';

/** A sentence about what just happened, with the way back where there is one. */
export interface Notice {
  readonly words: string;
  readonly tone: 'done' | 'wrong';
  readonly undo?: (() => void) | undefined;
}

interface Shown extends Notice {
  readonly n: number;
}

type Say = (notice: Notice) => void;
const SayContext = createContext<Say>(() => {});

/** Says what just happened in the line at the bottom, and to a screen reader. It stays until the next one or a click. */
export const useSay = (): Say => useContext(SayContext);

/** Holds the line at the bottom of the panel. */
export function Notices({ children }: { children: ReactNode }) {
  const t = useText();
  const [shown, setShown] = useState<Shown | null>(null);
  const count = useRef(0);
  const say = useCallback<Say>((notice) => {
    count.current += 1;
    setShown({ ...notice, n: count.current });
  }, []);
  const line = useMemo(() => {
    if (!shown) return null;
    const { undo } = shown;
    return (
      <div className="notice" data-tone={shown.tone} key={shown.n}>
        <span aria-hidden="true">{shown.tone === 'done' ? '✓' : '✕'}</span>
        <p className="notice-words">{shown.words}</p>
        {undo ? (
          <Button
            onClick={() => {
              setShown(null);
              undo();
            }}
          >
            {t('say.undo')}
          </Button>
        ) : null}
        <Button kind="plain" onClick={() => setShown(null)}>
          {t('dismiss')}
        </Button>
      </div>
    );
  }, [shown, t]);
  return (
    <SayContext value={say}>
      {children}
      <div className="notices" role="status" aria-live="polite">
        {line}
      </div>
    </SayContext>
  );
}
