import { type CSSProperties, useCallback, useEffect, useRef, useState } from 'react';
import { useText } from './text.ts';

/** How long it has to be held, in milliseconds: for what can't be undone here. */
const holdMs = 800;
/** Within this time a second press of a screen reader counts, in milliseconds; it can't hold a button. */
const againWithinMs = 6_000;

/** A button that acts only when it is held for 0.8 s, by finger or key; a screen reader presses it twice. */
export function HoldButton({ label, onHeld }: { label: string; onHeld: () => void }) {
  const t = useText();
  const [hint, setHint] = useState<string | null>(null);
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const touchedAt = useRef(Number.NEGATIVE_INFINITY);
  const clear = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  useEffect(() => clear, [clear]);

  const begin = () => {
    touchedAt.current = performance.now();
    if (timer.current !== null) return;
    setHolding(true);
    setHint(null);
    timer.current = setTimeout(() => {
      timer.current = null;
      setHolding(false);
      onHeld();
    }, holdMs);
  };
  const end = () => {
    touchedAt.current = performance.now();
    if (timer.current === null) return;
    clear();
    setHolding(false);
    setHint(t('end.keepHolding'));
  };
  const pressed = () => {
    // A finger or a key has been heard of already; this is for a press that came without either.
    if (performance.now() - touchedAt.current < 1_000) return;
    if (performance.now() - pressedAt.current < againWithinMs) return onHeld();
    pressedAt.current = performance.now();
    setHint(t('end.again'));
  };

  return (
    <div className="hold">
      <button
        type="button"
        className="button button-main hold-button"
        data-holding={holding}
        style={{ '--hold': `${holdMs}ms` } as CSSProperties}
        onPointerDown={(event) => event.isPrimary && begin()}
        onPointerUp={end}
        onPointerLeave={end}
        onPointerCancel={end}
        onKeyDown={(event) => {
          if ((event.key === 'Enter' || event.key === ' ') && !event.repeat) begin();
        }}
        onKeyUp={end}
        onBlur={end}
        onClick={pressed}
        onContextMenu={(event) => event.preventDefault()}
      >
        <span className="hold-label">{label}</span>
      </button>
      <p className="hold-hint" role="status">
        {hint ?? ''}
      </p>
    </div>
  );
}
