import { type RefObject, useEffect, useRef } from 'react';

/** A form that somebody opened takes the focus at the field that is to be filled in: the one that `selector` finds. */
export function useFirstField(selector: string, opened: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is opened, not while it is filled in
  useEffect(() => {
    if (opened) form.current?.querySelector<HTMLElement>(selector)?.focus();
  }, []);
  return form;
}
