import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { useText } from './text.ts';

/** Something asked or told over the page, from the bottom where the thumb is. What lies under it can't be touched. */
export function Sheet({
  title,
  note,
  onClose,
  children,
}: {
  title: string;
  note?: string | undefined;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useText();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="sheet-inside">
        <h2 id={id} className="sheet-title" tabIndex={-1}>
          {title}
        </h2>
        {note ? <p className="quiet">{note}</p> : null}
        {children}
      </div>
      <div className="sheet-close">
        <Button className="wide" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </dialog>
  );
}
