import { useEffect, useState } from 'react';
import { useHub } from './hub.tsx';
import { turnAt, untilTurn } from './turns.ts';

/** Whose turn it is among `count`, changing every `everyMs` by the hub's clock. */
export function useTurn(everyMs: number, count: number): number {
  const hub = useHub();
  const [turn, setTurn] = useState(() => turnAt(hub.now(), everyMs, count));
  useEffect(() => {
    if (count <= 1) {
      setTurn(0);
      return;
    }
    let timer = 0;
    const follow = () => {
      setTurn(turnAt(hub.now(), everyMs, count));
      timer = window.setTimeout(follow, untilTurn(hub.now(), everyMs) + 20);
    };
    follow();
    return () => window.clearTimeout(timer);
  }, [hub, everyMs, count]);
  return Math.min(turn, Math.max(0, count - 1));
}
