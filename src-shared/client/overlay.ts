import { eventIdOf } from '#shared/domain/ids.ts';
import { type Actor, decideMatch, type MatchContext } from '#shared/domain/match/decide.ts';
import { evolveMatch } from '#shared/domain/match/fold.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Draft } from './outbox-store.ts';

/** A command of a match that the hub hasn't answered. */
export type MatchDraft = Extract<Draft, { topic: `match/${string}` }>;

/** True for commands of a match. */
export const isMatchDraft = (draft: Draft): draft is MatchDraft => draft.topic.startsWith('match/');

/** What taps are decided with before the hub has decided them. */
export interface Deciding {
  readonly actor: Actor;
  readonly context: MatchContext;
}

/**
 * One match with taps on top that the hub hasn't answered. Their events have the ids that the hub will give them
 * (`<command>.<n>`), so an undo can name one; their seqs go on from the confirmed one by one, which is provisional: the
 * log may get other events in between. A tap that can't be applied is left out, since the hub's word counts.
 */
export interface Overlay {
  /**
   * The match after these taps. What was folded before is used again: a further tap costs one step, and the same taps
   * on the same match give the same object.
   */
  after(base: MatchState, taps: readonly MatchDraft[], deciding: Deciding): MatchState;
}

/** An overlay that remembers nothing yet. */
export function createOverlay(): Overlay {
  let ground: { readonly base: MatchState; readonly deciding: Deciding } | null = null;
  const steps: { readonly tap: MatchDraft; readonly state: MatchState }[] = [];
  return {
    after(base, taps, deciding) {
      if (ground?.base !== base || ground.deciding !== deciding) {
        ground = { base, deciding };
        steps.length = 0;
      }
      let state = base;
      for (const [n, tap] of taps.entries()) {
        const known = steps[n];
        if (known && known.tap === tap) {
          state = known.state;
          continue;
        }
        state = applied(state, tap, deciding);
        steps.length = n;
        steps.push({ tap, state });
      }
      return state;
    },
  };
}

function applied(state: MatchState, tap: MatchDraft, { actor, context }: Deciding): MatchState {
  const decided = decideMatch(state, tap, actor, context);
  if (!decided.ok) return state;
  let next = state;
  for (const [n, body] of decided.value.entries()) {
    next = evolveMatch(next, body, {
      seq: next.seq + 1,
      event: eventIdOf(tap.id, n),
      command: tap.id,
      device: actor.device,
      official: actor.official,
      at: tap.at,
    });
  }
  return next;
}
