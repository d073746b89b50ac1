import type { Language } from '#ui/language.ts';
import type { Sentences } from '#ui/text.ts';

/** The sentences of one part of the panel in its four languages; English has the keys, the others must have each. */
export function fourLanguages<const D extends Sentences>(
  words: { readonly en: D } & Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<keyof D, string>>>>,
): typeof words {
  return words;
}
