import type { Refusal } from '#shared/domain/refusal.ts';
import { type Language, useLanguage } from './language.ts';
import { de } from './text/de.ts';
import { en } from './text/en.ts';
import { es } from './text/es.ts';
import { fr } from './text/fr.ts';
import { refusalsDe } from './text/refusals-de.ts';
import { refusalsEs } from './text/refusals-es.ts';
import { refusalsFr } from './text/refusals-fr.ts';

/** A page's sentences: `{name}` stands for a parameter; `key_one` and `key_other` are the two of a `{count}`. */
export type Sentences = Readonly<Record<string, string>>;

/** Key of a sentence: `waiting_one` and `waiting_other` are asked for as `waiting`. */
type KeyOf<D> = keyof D extends infer K
  ? K extends `${infer Base}_one` | `${infer Base}_other`
    ? Base
    : K
  : never;
type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type SentenceOf<D, K> = K extends keyof D
  ? D[K]
  : `${K & string}_other` extends keyof D
    ? D[`${K & string}_other`] | '{count}'
    : never;
type Values<Names extends string> = Readonly<Record<Names, string | number>>;

/** Gives the sentence of a key in the device's language; the compiler asks for exactly the parameters it holds. */
export type Translate<D> = <K extends KeyOf<D>>(
  key: K,
  ...values: [NamesIn<SentenceOf<D, K>>] extends [never] ? [] : [Values<NamesIn<SentenceOf<D, K>>>]
) => string;

/** What a page's own text gives: a hook for components, and the same for other code. */
export interface PageText<D> {
  readonly useText: () => Translate<D & typeof en>;
  readonly textIn: (language: Language) => Translate<D & typeof en>;
}

/** Puts values in the place of `{name}`; a name without a value stays as it is. */
export const filled = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** The sentence of a key, the one for the count's grammatical number where there are two. */
function sentenceOf(
  sentences: Sentences,
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const plain = sentences[key];
  if (plain !== undefined) return plain;
  // Languages with more numbers than two are not among ours; what isn't "one" is "other".
  const one = new Intl.PluralRules(language).select(Number(values.count)) === 'one';
  return sentences[`${key}_${one ? 'one' : 'other'}`] ?? key;
}

/**
 * Joins a page's own sentences with the shared ones (`ui/text/`). English is the source of keys; the other languages
 * must have each of them, else it doesn't compile.
 */
export function pageText<const D extends Sentences>(
  ofPage: { readonly en: D } & Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<keyof D, string>>>>,
): PageText<D> {
  const translateIn = (language: Language, sentences: Sentences): Translate<D & typeof en> => {
    return (key, ...values) => {
      const given = values[0] ?? {};
      return filled(sentenceOf(sentences, language, String(key), given), given);
    };
  };
  const byLanguage = {
    en: translateIn('en', { ...en, ...ofPage.en }),
    fr: translateIn('fr', { ...fr, ...ofPage.fr }),
    de: translateIn('de', { ...de, ...ofPage.de }),
    es: translateIn('es', { ...es, ...ofPage.es }),
  };
  return { useText: () => byLanguage[useLanguage()], textIn: (language) => byLanguage[language] };
}

const shared = pageText({ en: {}, fr: {}, de: {}, es: {} });

/** The sentences that all pages share, for components of `ui/`. */
export const useSharedText: () => Translate<typeof en> = shared.useText;
/** The same outside of components. */
export const sharedTextIn: (language: Language) => Translate<typeof en> = shared.textIn;

const refusals = { fr: refusalsFr, de: refusalsDe, es: refusalsEs };

/** A refusal, also one whose code only a newer hub knows. */
export type Reason = Pick<Refusal, 'message' | 'params'> & { readonly code: string };

/**
 * A refusal as a sentence in the given language. The domain's own sentence is the English one; another language has one
 * sentence per code, with the refusal's parameters put in.
 */
export function refusalText(why: Reason, language: Language): string {
  if (language === 'en') return why.message;
  const sentences: Sentences = refusals[language];
  return filled(sentences[why.code] ?? why.message, why.params ?? {});
}

/** `refusalText` in the device's language. */
export function useRefusalText(): (why: Reason) => string {
  const language = useLanguage();
  return (why) => refusalText(why, language);
}
