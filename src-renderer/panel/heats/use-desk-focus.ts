import { type RefObject, useEffect, useRef } from 'react';
import type { HeatCourse } from '#shared/domain/timed/heat.ts';

/**
 * Where the focus goes on the desk of a heat: to its heading when it is opened, since its list may be longer than the
 * screen; later, when the button that had it is gone with its stage, to the one that starts the clock or the heading.
 */
export function useDeskFocus(stage: HeatCourse['stage']): {
  readonly desk: RefObject<HTMLElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
} {
  const desk = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    const start = stage === 'active' ? desk.current?.querySelector<HTMLElement>('.button-main') : null;
    (start ?? heading.current)?.focus();
  }, [stage]);
  return { desk, heading };
}
