import { pageText } from '#ui/text.ts';
import { de } from './text/de.ts';
import { en } from './text/en.ts';
import { es } from './text/es.ts';
import { fr } from './text/fr.ts';

const text = pageText({ en, fr, de, es });

/** The page's sentences in this phone's language. */
export const useText = text.useText;
/** The same in a given language. */
export const textIn = text.textIn;
/** Gives a sentence of this page. */
export type Words = ReturnType<typeof textIn>;
