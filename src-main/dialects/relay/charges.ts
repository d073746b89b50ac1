import type { HubPort } from '#main/hub/hub-port.ts';
import type { EventRow } from '#main/store/event-store.ts';
import type { MatchId, Moment, Seq } from '#shared/domain/ids.ts';
import type { RelayId } from '#shared/domain/relay/relay-match.ts';
import { matchOf } from '#shared/domain/topic.ts';
import type { RelayCharge } from '#shared/protocol/clients.ts';
import { ownMatch } from './own-match.ts';

/** Who is in charge of the hub's own matches, and which of them dropped frames of others for that. */
export interface Charges {
  of(id: RelayId): RelayCharge | null;
  /** A frame of somebody else was dropped just now. */
  dropped(id: RelayId): void;
  /** Whether somebody took charge of a match with this row. */
  isTakenBy(row: EventRow): boolean;
}

export function createCharges(hub: Pick<HubPort, 'match' | 'tournamentOfMatch'>, now: () => Moment): Charges {
  /** The last frame dropped in each match, and the charge for which it was; at most as many as the hub has matches. */
  const lastDropped = new Map<MatchId, { readonly at: Moment; readonly charge: Seq }>();

  return {
    of(id) {
      const own = ownMatch(hub, id);
      if (own === null) return null;
      const { charge, records } = hub.match(own);
      if (!charge) return null;
      const last = lastDropped.get(own);
      return {
        official: charge.official,
        device: charge.device,
        since: records.find(({ seq }) => seq === charge.since)?.at ?? null,
        droppedAt: last?.charge === charge.since ? last.at : null,
      };
    },
    dropped(id) {
      const own = ownMatch(hub, id);
      const charge = own && hub.match(own).charge;
      if (own && charge) lastDropped.set(own, { at: now(), charge: charge.since });
    },
    isTakenBy({ topic, seq }) {
      const match = matchOf(topic);
      return match !== null && hub.match(match).charge?.since === seq;
    },
  };
}
