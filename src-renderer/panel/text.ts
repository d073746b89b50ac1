import { pageText } from '#ui/text.ts';
import { frame } from './text/frame.ts';
import { live } from './text/live.ts';
import { start } from './text/start.ts';

/** The panel's sentences in the device's language. */
export const { useText, textIn } = pageText({
  en: { ...frame.en, ...start.en, ...live.en },
  fr: { ...frame.fr, ...start.fr, ...live.fr },
  de: { ...frame.de, ...start.de, ...live.de },
  es: { ...frame.es, ...start.es, ...live.es },
});
