import { expect, test } from 'vitest';
import { de } from '#pages/referee/text/de.ts';
import { en } from '#pages/referee/text/en.ts';
import { es } from '#pages/referee/text/es.ts';
import { fr } from '#pages/referee/text/fr.ts';
import { textIn } from '#pages/referee/text.ts';
import { bestLanguage } from '#ui/language.ts';
import { de as sharedDe } from '#ui/text/de.ts';
import { en as sharedEn } from '#ui/text/en.ts';
import { es as sharedEs } from '#ui/text/es.ts';
import { fr as sharedFr } from '#ui/text/fr.ts';
import { refusalText, type Sentences } from '#ui/text.ts';

const names = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

test('every sentence holds the same parameters in every language', () => {
  const pairs: readonly [Sentences, Sentences][] = [
    ...[fr, de, es].map((other): [Sentences, Sentences] => [en, other]),
    ...[sharedFr, sharedDe, sharedEs].map((other): [Sentences, Sentences] => [sharedEn, other]),
  ];
  for (const [source, other] of pairs) {
    for (const [key, sentence] of Object.entries(source)) {
      expect([key, names(other[key] ?? '')]).toEqual([key, names(sentence)]);
    }
  }
});

test('a count takes the sentence of its grammatical number', () => {
  const t = textIn('en');
  expect(t('status.kept', { count: 1 })).toMatch(/^One tap is kept/);
  expect(t('status.kept', { count: 7 })).toMatch(/^7 taps are kept/);
  // French counts nothing as one.
  expect(textIn('fr')('status.liveWaiting', { count: 0 })).toMatch(/^Connecté\. Une saisie/);
});

test('a refusal is said in the phone’s language; one that only a newer hub knows is said as the hub says it', () => {
  const why = { code: 'TRY_LATER', message: 'Try again in 20 s.', params: { seconds: 20 } };
  expect(refusalText(why, 'en')).toBe('Try again in 20 s.');
  expect(refusalText(why, 'de')).toBe('Zu viele Versuche. In 20 s noch einmal.');
  expect(refusalText({ code: 'FROM_THE_FUTURE', message: 'Something new.' }, 'de')).toBe('Something new.');
});

test('the language is the first of the phone’s that the pages have, else English', () => {
  expect(bestLanguage(['pt-BR', 'de-AT', 'en'])).toBe('de');
  expect(bestLanguage(['ja'])).toBe('en');
});
