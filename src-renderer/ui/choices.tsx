import { type ReactNode, useEffect, useId, useRef } from 'react';

/** A question with its answers as full-width buttons, at the bottom where the thumb is; the children are the buttons. */
export function Choices({
  question,
  note,
  children,
}: {
  question: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    top.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={top} className="choices" aria-labelledby={id} tabIndex={-1}>
      <h2 id={id} className="choices-question">
        {question}
      </h2>
      {note ? <div className="choices-note">{note}</div> : null}
      {children}
    </section>
  );
}
