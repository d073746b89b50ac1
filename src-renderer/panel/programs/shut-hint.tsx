import { allShut, waysOf } from '#pages/panel/model/ways.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import type { ProgramTab } from '#pages/panel/routing.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed } from '#ui/hub.tsx';

/** Says that nothing new can come to this part since its ways in are switched off. */
export function ShutHint({ tab }: { tab: Exclude<ProgramTab, 'ways'> }) {
  const t = useText();
  const { go } = usePanel();
  const status = useConfirmed('adapters');
  if (!allShut(status, waysOf[tab])) return null;
  return (
    <div className="empty">
      <p>
        <span aria-hidden="true">○</span> {t('programs.shut')}
      </p>
      <Button onClick={() => go({ tab: 'ways' })}>{t('programs.toWays')}</Button>
    </div>
  );
}
