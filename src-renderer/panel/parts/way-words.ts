import { takenPort } from '#pages/panel/model/ways.ts';
import { useText } from '#pages/panel/text.ts';
import { useLanguage } from '#ui/language.ts';

/** Why a way in can't be opened, in the device's language; a reason that this page doesn't know keeps the hub's own sentence. */
export function useWayWords(): (problem: string) => string {
  const t = useText();
  const language = useLanguage();
  return (problem) => {
    const port = takenPort(problem);
    // The hub's own sentence is English and says more: with which option it is started.
    return port === null || language === 'en' ? problem : t('ways.portTaken', { port });
  };
}
