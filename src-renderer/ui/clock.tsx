import { timeText } from './format.ts';
import { useNow } from './hub.tsx';
import { useLanguage } from './language.ts';

/** The time of day at the tournament, by the hub's clock. */
export function Clock({ timeZone }: { timeZone: string }) {
  const language = useLanguage();
  return <time className="figures clock">{timeText(useNow(1000), timeZone, language)}</time>;
}
