const firsts = 'bdfgkmnprstvz';
const seconds = 'aeiou';

/**
 * A password that can be read out and typed: three groups of two syllables, such as "bako-mite-zuru". No letters that
 * look alike. `below(n)` gives a random whole number from 0 to n-1; the choice is one of 65⁶, about 36 bits, which
 * guesses at a rate-limited door don't get through.
 */
export function suggestPassword(below: (n: number) => number): string {
  const letter = (letters: string): string => letters.charAt(below(letters.length));
  const group = (): string => letter(firsts) + letter(seconds) + letter(firsts) + letter(seconds);
  return [group(), group(), group()].join('-');
}

/** A random whole number below `n` from the browser's own source, each equally likely; `n` is at most 2³². */
export function randomBelow(n: number): number {
  const most = 2 ** 32 - (2 ** 32 % n);
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < most) return drawn % n;
  }
}
