import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './stored.ts';

/** The languages of all pages, each in its own words. */
export const languages = { en: 'English', fr: 'Français', de: 'Deutsch', es: 'Español' } as const;
export type Language = keyof typeof languages;

const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code);

/** The first language of the list that the pages have; English if none. Looks at the primary subtag only (BCP 47). */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}

const listeners = new Set<() => void>();
let current: Language = bestLanguage([
  ...(readStored('language') ? [readStored('language') ?? ''] : []),
  ...(typeof navigator === 'undefined' ? [] : navigator.languages),
]);
if (typeof document !== 'undefined') document.documentElement.lang = current;

/** Chooses the language and keeps it on this device. */
export function chooseLanguage(language: Language): void {
  current = language;
  writeStored('language', language);
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** The language of this device; the component is drawn again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
