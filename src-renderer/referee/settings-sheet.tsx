import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { useStatus } from '#ui/hub.tsx';
import { JoinHelp } from './join-help.tsx';
import { PreferenceSwitches } from './preference-switches.tsx';
import { Sheet } from './sheet.tsx';
import { useText } from './text.ts';

/** How the page lies in the hand, help, and leaving the tournament. */
export function SettingsSheet({ onLeave, onClose }: { onLeave: () => void; onClose: () => void }) {
  const t = useText();
  const { waiting } = useStatus();
  const [leaving, setLeaving] = useState(false);
  if (leaving) {
    return (
      <Sheet title={t('more.leaveQuestion')} note={t('more.leaveNote')} onClose={onClose}>
        {waiting > 0 ? <p className="notice-line">{t('more.leaveWaiting')}</p> : null}
        <Button kind="danger" className="wide tall" disabled={waiting > 0} onClick={onLeave}>
          {t('more.leave')}
        </Button>
      </Sheet>
    );
  }
  return (
    <Sheet title={t('list.settings')} onClose={onClose}>
      <PreferenceSwitches />
      <p className="quiet">{t('more.keys')}</p>
      <JoinHelp />
      <Button className="wide" onClick={() => setLeaving(true)}>
        {t('more.leave')}
      </Button>
    </Sheet>
  );
}
