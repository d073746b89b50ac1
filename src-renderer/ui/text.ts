import { createInstance } from 'i18next';
import type { Refusal } from '#shared/domain/refusal.ts';
import { type Language, useLanguage } from './language.ts';
import { de } from './text/de.ts';
import { en } from './text/en.ts';
import { es } from './text/es.ts';
import { fr } from './text/fr.ts';
import { refusalsDe } from './text/refusals-de.ts';
import { refusalsEs } from './text/refusals-es.ts';
import { refusalsFr } from './text/refusals-fr.ts';

/** A page's sentences: `{name}` stands for a parameter, `key_one` and `key_other` for a count. */
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

/**
 * Joins a page's own sentences with the shared ones (`ui/text/`). English is the source of keys; the other languages
 * must have each of them, else it doesn't compile.
 */
export function pageText<const D extends Sentences>(
  ofPage: { readonly en: D } & Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<keyof D, string>>>>,
): PageText<D> {
  const i18n = createInstance();
  void i18n.init({
    lng: 'en',
    fallbackLng: 'en',
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    resources: {
      en: { translation: { ...en, ...ofPage.en } },
      fr: { translation: { ...fr, ...ofPage.fr } },
      de: { translation: { ...de, ...ofPage.de } },
      es: { translation: { ...es, ...ofPage.es } },
    },
  });
  const fixed = {
    en: i18n.getFixedT('en'),
    fr: i18n.getFixedT('fr'),
    de: i18n.getFixedT('de'),
    es: i18n.getFixedT('es'),
  };
  const textIn = (language: Language): Translate<D & typeof en> => {
    const translate = fixed[language];
    return (key, ...values) => translate(String(key), values[0] ?? {});
  };
  const byLanguage = { en: textIn('en'), fr: textIn('fr'), de: textIn('de'), es: textIn('es') };
  return { useText: () => byLanguage[useLanguage()], textIn: (language) => byLanguage[language] };
}

const shared = pageText({ en: {}, fr: {}, de: {}, es: {} });

/** The sentences that all pages share, for components of `ui/`. */
export const useSharedText: () => Translate<typeof en> = shared.useText;
/** The same outside of components. */
export const sharedTextIn: (language: Language) => Translate<typeof en> = shared.textIn;

const refusals = { fr: refusalsFr, de: refusalsDe, es: refusalsEs };

/**
 * A refusal as a sentence in the given language. The domain's own sentence is the English one; another language has one
 * sentence per code, with the refusal's parameters put in.
 */
export function refusalText(why: Refusal | { code: string; message: string }, language: Language): string {
  if (language === 'en') return why.message;
  const sentences: Sentences = refusals[language];
  const sentence = sentences[why.code];
  if (!sentence) return why.message;
  const params = ('params' in why ? why.params : undefined) ?? {};
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** `refusalText` in the device's language. */
export function useRefusalText(): (why: Refusal | { code: string; message: string }) => string {
  const language = useLanguage();
  return (why) => refusalText(why, language);
}
