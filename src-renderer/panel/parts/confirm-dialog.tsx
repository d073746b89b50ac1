import type { ReactNode } from 'react';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks before something that ends something: what happens, what is kept, whether it can be undone. */
export function ConfirmDialog({
  title,
  action,
  busy,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  /** What the button says, as on the one that asked. */
  action: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useText();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="import">
        {children}
        <div className="buttons">
          <Button kind="danger" disabled={busy} onClick={onConfirm}>
            {action}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
