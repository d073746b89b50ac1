import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How long a plate takes to come and to go, in milliseconds; as `--fade` in the style sheet. */
const fadeMs = 400;

/** Lets its content come and go softly; with null it goes as it was seen last, and then nothing is there. */
export function Fade({ children }: { children: ReactNode | null }) {
  const seen = useRef<ReactNode>(null);
  const [isGone, setGone] = useState(true);
  const isShown = children !== null;
  useEffect(() => {
    if (isShown) seen.current = children;
  });
  useEffect(() => {
    if (isShown) {
      setGone(false);
      return;
    }
    const timer = window.setTimeout(() => {
      seen.current = null;
      setGone(true);
    }, fadeMs);
    return () => window.clearTimeout(timer);
  }, [isShown]);
  if (!isShown && isGone) return null;
  return (
    <div className="fade" data-leaving={!isShown} aria-hidden={!isShown}>
      {isShown ? children : seen.current}
    </div>
  );
}
