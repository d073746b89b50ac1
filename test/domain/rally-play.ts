import { otherSide, type RallyEvent, type Side } from '#shared/domain/sports/rally-events.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { playRally, startRally } from '#shared/domain/sports/rally-sets.ts';
import type { RallyState } from '#shared/domain/sports/rally-state.ts';

/** Letters for events: `A`, `B` a point, `>` the set starts; anything else is given whole. */
export type Move = RallyEvent | string;

/** The events that `moves` stand for: `'AAB'` is three points. */
function eventsOf(...moves: readonly Move[]): RallyEvent[] {
  return moves.flatMap((move) => {
    if (typeof move !== 'string') return [move];
    return [...move].map((letter): RallyEvent => {
      if (letter === '>') return { type: 'setStart' };
      return { type: 'point', side: letter === 'A' ? 'A' : 'B' };
    });
  });
}

/** The state after `moves`, from the start or from `from`; throws at the first refused one. Each takes a second. */
export function play(rules: RallyRules, moves: readonly Move[], from = startRally(rules)): RallyState {
  return eventsOf(...moves).reduce((state, event, index) => {
    const next = playRally(rules, state, event, index * 1000);
    if (next.ok) return next.value;
    throw new Error(`${index}: ${JSON.stringify(event)} refused: ${next.error.code} ${next.error.message}`);
  }, from);
}

/** The code with which `event` is refused in `state`, or `accepted`. */
export function codeOf(rules: RallyRules, state: RallyState, event: RallyEvent): string {
  const next = playRally(rules, state, event, 0);
  return next.ok ? 'accepted' : next.error.code;
}

/** Points that bring a set from 0-0 to `a`-`b` without ending it on the way: level as long as possible. */
export function to(a: number, b: number): string {
  const level = Math.min(a, b);
  return 'AB'.repeat(level) + 'A'.repeat(a - level) + 'B'.repeat(b - level);
}

/** `side` serves first, the other side is on the right. */
export const opens = (side: Side, server?: number, receiver?: number): RallyEvent[] => [
  { type: 'ends', left: side },
  { type: 'service', side, server, receiver },
];

/** All points of a set for `side`. */
export const straight = (side: Side, points: number): string => side.repeat(points);

/** "A0→B1": who serves to whom. */
export function serviceOf(state: RallyState): string {
  const { serving, receiver } = state;
  if (!serving) return 'nobody';
  return `${serving.side}${serving.player}→${otherSide(serving.side)}${receiver ?? ''}`;
}
