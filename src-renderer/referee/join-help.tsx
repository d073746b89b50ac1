import { useText } from './text.ts';

/** What to look at when a phone can't reach the hub. */
export function JoinHelp() {
  const t = useText();
  return (
    <details className="help">
      <summary>{t('join.help')}</summary>
      <ul>
        <li>{t('join.help.wifi')}</li>
        <li>{t('join.help.data')}</li>
        <li>{t('join.help.android')}</li>
        <li>{t('join.help.lock')}</li>
        <li>{t('join.help.reload')}</li>
      </ul>
    </details>
  );
}
