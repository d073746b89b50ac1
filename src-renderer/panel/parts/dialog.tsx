import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

/** A window over the panel: it holds the focus, Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  title,
  wide,
  onClose,
  children,
}: {
  title: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useText();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = ref.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button kind="plain" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
