import { type ReactNode, useId } from 'react';

/** A part of a screen with its heading, marked off by a chalk line. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="block" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
