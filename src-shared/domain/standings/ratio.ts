/** What was won to what was lost. */
export interface Ratio {
  readonly won: number;
  readonly lost: number;
}

/**
 * Positive if `a` is the greater, 0 if they are equal. Compared as fractions, so that no rounding decides a tournament.
 * A ratio with nothing lost is infinite, also with nothing won, and all infinite ones are equal.
 */
export function compareRatios(a: Ratio, b: Ratio): number {
  if (a.lost === 0 || b.lost === 0) return Number(a.lost === 0) - Number(b.lost === 0);
  return a.won * b.lost - b.won * a.lost;
}

/** A ratio as tables print it, to 4 decimals; "MAX" if nothing was lost, empty if nothing was won either. */
export function ratioText({ won, lost }: Ratio): string {
  if (lost === 0) return won === 0 ? '' : 'MAX';
  return (won / lost).toFixed(4);
}
