import type { Moment } from '#shared/domain/ids.ts';
import { dayKey, dayText, timeText } from '#ui/format.ts';
import { useHub } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';

/** Gives a planned time in words: "14:30", with its day if that isn't today; empty for none. */
export function useWhen(timeZone: string): (moment: Moment | null) => string {
  const language = useLanguage();
  const hub = useHub();
  return (moment) => {
    if (moment === null) return '';
    const time = timeText(moment, timeZone, language);
    const isToday = dayKey(moment, timeZone) === dayKey(hub.now(), timeZone);
    return isToday ? time : `${dayText(moment, timeZone, language)} ${time}`;
  };
}
