import type { en as sharedEn } from '#ui/text/en.ts';
import { watching } from '#ui/text/watching.ts';
import { pageText, type Translate } from '#ui/text.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

const ofPage = { ...watching.en, ...en };

/** All sentences of the board. */
const boardText = pageText({
  en: ofPage,
  fr: { ...watching.fr, ...fr },
  de: { ...watching.de, ...de },
  es: { ...watching.es, ...es },
});
export type BoardTranslate = Translate<typeof ofPage & typeof sharedEn>;
export const useText = boardText.useText;
