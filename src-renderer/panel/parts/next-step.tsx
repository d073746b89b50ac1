import { type NextStep, stepScreen } from '#pages/panel/model/next-step.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

const buttonKey = {
  noCourts: 'live.toVenue',
  noDraws: 'live.toDraws',
  noEntries: 'live.toEntries',
  noMatches: 'live.toSchedule',
  noOfficials: 'live.toDevices',
} as const;

/** What an empty screen says: the next step, with the way there. */
export function NextStepHint({ step }: { step: NextStep }) {
  const t = useText();
  const { go } = usePanel();
  return (
    <div className="empty">
      <p>{t(`live.${step}`)}</p>
      <Button kind="main" onClick={() => go({ screen: stepScreen[step], match: null })}>
        {t(buttonKey[step])}
      </Button>
    </div>
  );
}
