import type { BarWeight } from '#shared/domain/meet/lifting-view.ts';
import type { Language } from '#ui/language.ts';

const formats = new Map<Language, Intl.NumberFormat>();

/** A number as the language writes it: "212.5", "212,5". */
function numberText(value: number, language: Language): string {
  const format =
    formats.get(language) ??
    new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 2 });
  formats.set(language, format);
  return format.format(value);
}

/** A weight in the meet's own unit, without it: what a table's cells hold. */
export const figureOf = ({ kg, lb }: BarWeight, language: Language): string => numberText(lb ?? kg, language);

/** "212.5 kg", at a meet in pounds "468.5 lb". */
export const weightText = (weight: BarWeight, language: Language): string =>
  `${figureOf(weight, language)}\u202f${weight.lb === null ? 'kg' : 'lb'}`;

/** The same weight in kilograms beside the pounds; null at a meet in kilograms. */
export const otherUnitText = ({ kg, lb }: BarWeight, language: Language): string | null =>
  lb === null ? null : `${numberText(kg, language)}\u202fkg`;
