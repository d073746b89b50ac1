import { sideName } from '#pages/panel/model/lookups.ts';
import { MatchId } from '#shared/domain/ids.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { RelayStatus } from '#shared/protocol/clients.ts';

export type RelayMatch = RelayStatus['matches'][number];

/** The match of this tournament that is relayed under its own id; null when it is somebody else's. */
export function ownMatch(
  { id, own }: Pick<RelayMatch, 'id' | 'own'>,
  tournament: Pick<TournamentState, 'matches'>,
): MatchPlan | null {
  const match = MatchId.safeParse(id);
  if (!own || !match.success) return null;
  return tournament.matches[match.data] ?? null;
}

/** "#12 Heron v Otter"; `versus` is the word between them. */
export const planText = (
  plan: MatchPlan,
  tournament: Pick<TournamentState, 'entries'>,
  versus: string,
): string =>
  `#${plan.number} ${sideName(tournament, plan, 'A')} ${versus} ${sideName(tournament, plan, 'B')}`;

/** Live ones first, then those whose last event is the newest. */
export const relayInOrder = (matches: readonly RelayMatch[]): readonly RelayMatch[] =>
  matches.toSorted((a, b) => Number(b.live) - Number(a.live) || (b.lastAt ?? 0) - (a.lastAt ?? 0));
