import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { useStatus } from '#ui/hub.tsx';
import { useText } from './text.ts';

/**
 * Why taps stay on this phone although the hub is there, in words: the tournament is closed, or the hub can't save. Null
 * while it takes them.
 */
export function useHeldBackWords(tournament: TournamentState | null): string | null {
  const t = useText();
  const { heldBack } = useStatus();
  if (tournament?.status === 'closed' || heldBack?.code === 'TOURNAMENT_CLOSED') return t('held.closed');
  return heldBack?.code === 'STORE_FAILED' ? t('held.cannotSave') : null;
}
