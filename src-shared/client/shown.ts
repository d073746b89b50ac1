import type { Seq } from '#shared/domain/ids.ts';
import { matchContext } from '#shared/domain/match/context.ts';
import { type Actor, decideMatch } from '#shared/domain/match/decide.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { matchOf } from '#shared/domain/topic.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { StateOf } from '#shared/protocol/down.ts';
import type { WatchTopic } from '#shared/protocol/up.ts';
import { isMatch, isTournament, readState } from './fold-topic.ts';
import type { Mirror } from './mirror.ts';
import type { Outbox, Pending } from './outbox.ts';
import type { Draft } from './outbox-store.ts';
import { createOverlay, type Deciding, isMatchDraft, type MatchDraft, type Overlay } from './overlay.ts';

/** What the user of this device sees: the confirmed state with the device's own unanswered taps on top. */
export interface Shown {
  /**
   * A topic as it is shown; the same object while nothing changed. A match's taps are decided with its tournament's
   * set-up, so they show only while the tournament is watched too; set-up commands show when the hub has them.
   */
  of<T extends WatchTopic>(topic: T): StateOf<T> | undefined;
  /**
   * Why a command can't count, after everything that was tapped before it; null if it may. Whether the tournament is
   * open and the court free is left to the hub: others may have changed that.
   */
  refusal(draft: Draft): Refusal | null;
  /** The hub has recorded a command as event `seq`, which may still be on its way here: it stays on top until then. */
  settled(draft: Draft, seq: Seq): void;
  /** Forgets what has arrived. */
  arrived(): void;
  /** It is another hub: nothing that was settled before will arrive. */
  forget(): void;
}

/** Commands that were recorded as `seq` and whose events haven't arrived. */
type Settling = readonly { readonly draft: Draft; readonly seq: Seq }[];

/** Everything about one match that is worth remembering between two looks at it. */
interface Sight {
  readonly overlay: Overlay;
  tournament: TournamentState | null;
  deciding: Deciding | null;
  last: {
    base: MatchState;
    deciding: Deciding;
    pending: Pending;
    settling: Settling;
    state: MatchState;
  } | null;
}

/** `actor` tells who this device acts as; null while it may not act or that isn't known. The same object while the same. */
export function createShown(
  mirror: Pick<Mirror, 'confirmed' | 'topics' | 'seqOf'>,
  outbox: Pick<Outbox, 'pendingIn'>,
  actor: () => Actor | null,
): Shown {
  const sights = new Map<string, Sight>();
  let settling: Settling = [];

  function tournamentOfMatch(topic: string): TournamentState | null {
    const match = matchOf(topic);
    if (match === null) return null;
    for (const watched of mirror.topics()) {
      const state = isTournament(watched) ? mirror.confirmed(watched) : null;
      if (state?.matches[match]) return state;
    }
    return null;
  }

  function sightOf(topic: string): Sight {
    const known = sights.get(topic);
    if (known) return known;
    const fresh: Sight = { overlay: createOverlay(), tournament: null, deciding: null, last: null };
    sights.set(topic, fresh);
    return fresh;
  }

  /** The same object as long as who acts and the set-up stay the same. */
  function decidingIn(topic: string, sight: Sight): Deciding | null {
    const match = matchOf(topic);
    const tournament = tournamentOfMatch(topic);
    const acting = actor();
    if (match === null || !tournament || !acting) return null;
    if (sight.deciding?.actor === acting && sight.tournament === tournament) return sight.deciding;
    const context = matchContext(tournament, match);
    sight.tournament = tournament;
    sight.deciding = context && { actor: acting, context: { ...context, open: true, courtBusyWith: null } };
    return sight.deciding;
  }

  const tapsOf = (topic: string, drafts: readonly Draft[]): readonly MatchDraft[] =>
    [...settling.map(({ draft }) => draft).filter((draft) => draft.topic === topic), ...drafts].filter(
      isMatchDraft,
    );

  function shownMatch(topic: `match/${string}`): MatchState | undefined {
    const base = mirror.confirmed(topic);
    if (!base) {
      sights.delete(topic);
      return base;
    }
    const sight = sightOf(topic);
    const deciding = decidingIn(topic, sight);
    if (!deciding) return base;
    const pending = outbox.pendingIn(topic);
    const { last } = sight;
    const isSame =
      last?.base === base &&
      last.deciding === deciding &&
      last.pending === pending &&
      last.settling === settling;
    if (isSame) return last.state;
    const taps = tapsOf(topic, pending.drafts.slice(0, pending.stored));
    const state = sight.overlay.after(base, taps, deciding);
    sight.last = { base, deciding, pending, settling, state };
    return state;
  }

  return {
    of: (topic) =>
      isMatch(topic) ? readState<typeof topic>(topic, shownMatch(topic)) : mirror.confirmed(topic),
    refusal(draft) {
      if (!isMatchDraft(draft)) return null;
      const base = mirror.confirmed(draft.topic);
      const sight = sightOf(draft.topic);
      const deciding = decidingIn(draft.topic, sight);
      if (!base || !deciding) return null;
      const taps = tapsOf(draft.topic, outbox.pendingIn(draft.topic).drafts);
      const state = sight.overlay.after(base, taps, deciding);
      const decided = decideMatch(state, draft, deciding.actor, deciding.context);
      return decided.ok ? null : decided.error;
    },
    settled(draft, seq) {
      if (mirror.confirmed(draft.topic) !== undefined && mirror.seqOf(draft.topic) < seq) {
        settling = [...settling, { draft, seq }];
      }
    },
    arrived() {
      if (settling.length > 0) {
        settling = settling.filter(({ draft, seq }) => mirror.seqOf(draft.topic) < seq);
      }
    },
    forget() {
      settling = [];
    },
  };
}
