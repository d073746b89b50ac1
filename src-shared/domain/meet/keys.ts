/** A step of an update's key: a member's name, or an index of a list (`[3]`). */
export interface KeyStep {
  readonly name: string;
  /** It stood in brackets as digits. */
  readonly index: boolean;
}

/** Keys with more steps than this are refused: OpenLifter's have six at most. */
export const deepestKey = 32;
/** Characters of the longest key. */
export const longestKey = 1_000;

const bracket = /\[(?:(\d+)|"([^"]*)"|'([^']*)')\]/y;
const name = /[^.[]*/y;

/**
 * A key's steps: `registration.entries[3].squatKg[1]` is registration, entries, 3, squatKg, 1. Whatever isn't a path
 * (`a[b`, `a..b`) is taken word for word, so that every key has steps.
 */
export function stepsOf(key: string): readonly KeyStep[] {
  const steps: KeyStep[] = [];
  let at = 0;
  do {
    bracket.lastIndex = at;
    const [inBrackets, digits, double, single] = bracket.exec(key) ?? [];
    if (inBrackets !== undefined) {
      const index = digits?.replace(/^0+(?=\d)/, '');
      steps.push({ name: index ?? double ?? single ?? '', index: index !== undefined });
      at += inBrackets.length;
      if (key.charAt(at) === '.') at += 1;
      continue;
    }
    name.lastIndex = key.charAt(at) === '[' ? at + 1 : at;
    name.test(key);
    steps.push({ name: key.slice(at, name.lastIndex), index: false });
    at = name.lastIndex;
    if (key.charAt(at) !== '.') continue;
    at += 1;
    // A dot at the end leads to a member without a name.
    if (at === key.length) steps.push({ name: '', index: false });
  } while (at < key.length);
  return steps;
}

/** A path as one text; equal for keys that are spelled differently but lead to the same place. */
export const pathOf = (steps: readonly KeyStep[]): string =>
  steps.map(({ name }) => JSON.stringify(name)).join();
