import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

/** What an empty list says: what will stand here, and the way to the addresses that programs need for it. */
export function NoneYet({ words }: { words: string }) {
  const t = useText();
  const { go } = usePanel();
  return (
    <div className="empty">
      <p>{words}</p>
      <Button onClick={() => go({ tab: 'ways' })}>{t('programs.toWays')}</Button>
    </div>
  );
}
