import { useText } from '#pages/panel/text.ts';
import { timeText } from '#ui/format.ts';
import { useStatus } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';

/** Says, over the whole width, that what is shown is old. Nothing while the hub is heard. */
export function StaleLine({ timeZone }: { timeZone: string }) {
  const t = useText();
  const language = useLanguage();
  const { state, lastHeard } = useStatus();
  if ((state !== 'away' && state !== 'stale') || lastHeard === null) return null;
  return (
    <p className="stale-line" role="status">
      <span aria-hidden="true">▲</span> {t('stale', { time: timeText(lastHeard, timeZone, language) })}
    </p>
  );
}
