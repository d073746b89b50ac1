import { pageText } from '#ui/text.ts';
import { en } from './text/en.ts';

const text = pageText({ en, fr: en, de: en, es: en });

/** The page's sentences in this phone's language. */
export const useText = text.useText;
/** The same in a given language. */
export const textIn = text.textIn;
/** Gives a sentence of this page. */
export type Words = ReturnType<typeof textIn>;
