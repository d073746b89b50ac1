import type { TournamentLine } from '#shared/protocol/down.ts';

/** Which tournament a page for spectators shows. */
export type TournamentChoice =
  | { readonly kind: 'chosen'; readonly line: TournamentLine }
  /** Several are on; the spectator chooses. */
  | { readonly kind: 'choose'; readonly lines: readonly TournamentLine[] }
  /** The address asks for one that isn't on this hub. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' };

/**
 * The tournament to show: the one that the address asks for, else the one that was chosen here before, else the only
 * one that is open, or the only one there is.
 */
export function tournamentChoice(
  lines: readonly TournamentLine[],
  asked: string | null,
  before: string | null,
): TournamentChoice {
  if (lines.length === 0) return { kind: 'none' };
  if (asked !== null) {
    const line = lines.find(({ id }) => id === asked);
    return line ? { kind: 'chosen', line } : { kind: 'unknown' };
  }
  const known = lines.find(({ id }) => id === before);
  if (known) return { kind: 'chosen', line: known };
  const open = lines.filter(({ status }) => status === 'open');
  const [only] = open.length > 0 ? open : lines;
  const single = open.length === 1 || lines.length === 1;
  return only && single ? { kind: 'chosen', line: only } : { kind: 'choose', lines };
}
