import type { HubPort } from '#main/hub/hub-port.ts';
import { MatchId } from '#shared/domain/ids.ts';
import type { RelayId } from '#shared/domain/relay/relay-match.ts';

/** Whether a match of the relay is one of the hub's own, too. */
export const ownMatch = (hub: Pick<HubPort, 'tournamentOfMatch'>, id: RelayId): MatchId | null => {
  const own = MatchId.safeParse(id);
  return own.success && hub.tournamentOfMatch(own.data) !== null ? own.data : null;
};
