import { useEffect, useState } from 'react';

/** What just happened: each `n` is a new happening, even when its words are the same as before. */
export interface Happened {
  readonly n: number;
  readonly words: string;
}

/** Says what just happened for `forMs` (2 s), and to a screen reader. Its place stays when it is empty. */
export function Said({ what, forMs = 2000 }: { what: Happened | null; forMs?: number }) {
  const [shown, setShown] = useState<Happened | null>(null);
  useEffect(() => {
    setShown(what);
    if (!what) return;
    const timer = setTimeout(() => setShown(null), forMs);
    return () => clearTimeout(timer);
  }, [what, forMs]);
  return (
    <p className="said" role="status" aria-live="polite">
      {shown?.words ?? ''}
    </p>
  );
}
