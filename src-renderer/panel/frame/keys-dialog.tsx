import { Dialog } from '#pages/panel/parts/dialog.tsx';
import { useText } from '#pages/panel/text.ts';

/** The keys of the panel. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const rows = [
    ['/', t('keys.search')],
    ['↑ ↓ PgUp PgDn Home End', t('keys.rows')],
    ['Enter', t('keys.open')],
    ['Esc', t('keys.close')],
    ['Alt+1 … Alt+9, Alt+0', t('keys.screens')],
    ['?', t('keys.help')],
  ] as const;
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className="keys">
        {rows.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
