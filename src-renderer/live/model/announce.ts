import type { MatchLine } from '#ui/match-line.ts';

/** What is worth reading out to those who don't look: never every point. */
export type Announcement =
  | { readonly kind: 'setOver' }
  | { readonly kind: 'over' }
  | { readonly kind: 'begun' }
  | { readonly kind: 'decisive' }
  | { readonly kind: 'interval' };

/** What happened between two lines of the same match that a screen reader should say; null for an ordinary point. */
export function announcement(before: MatchLine | null, after: MatchLine): Announcement | null {
  const was = before?.score ?? null;
  const is = after.score;
  if (!before || !is || before.plan.id !== after.plan.id) return null;
  if (is.winner && !was?.winner) return { kind: 'over' };
  if (is.sets.length > (was?.sets.length ?? 0)) return { kind: 'setOver' };
  if (is.startedAt !== null && was?.startedAt == null) return { kind: 'begun' };
  if (is.interval && !was?.interval) return { kind: 'interval' };
  const decisive = is.decisive;
  const same = was?.decisive?.what === decisive?.what && was?.decisive?.side === decisive?.side;
  return decisive && !same ? { kind: 'decisive' } : null;
}
