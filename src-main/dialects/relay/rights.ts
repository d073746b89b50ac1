import { type Caller, mayPublish } from '#main/dialects/dialect.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { RelayId } from '#shared/domain/relay/relay-match.ts';
import { ownMatch } from './own-match.ts';

/** What a caller without a token is told while only those with one may publish. */
export const publishingClosed =
  'The hub takes results only from those who have a token now. Ask the organiser for one.';

/** Why a caller's frames for a match aren't taken: they need a token, or the match is in somebody else's charge. */
export type NotPublishing = 'noToken' | 'notInCharge';

/** The same in words, for logs. */
export const notPublishing = (why: NotPublishing, id: RelayId): string =>
  why === 'noToken' ? 'it came without a token' : `somebody else is in charge of match ${id}`;

/**
 * Why a caller's frames for a match aren't taken; null if they are. A match of the hub's own that somebody is in charge of
 * takes them only from that official, on whichever device, and from the organiser.
 */
export function refusePublishing(
  hub: Pick<HubPort, 'tournamentOfMatch' | 'match'>,
  caller: Caller,
  isOpen: boolean,
  id: RelayId,
): NotPublishing | null {
  if (!isOpen && !mayPublish(caller)) return 'noToken';
  const own = ownMatch(hub, id);
  const charge = own && hub.match(own).charge;
  if (!charge || caller.role === 'organiser') return null;
  const isInCharge =
    mayPublish(caller) &&
    (caller.device === charge.device || (charge.official !== null && caller.official === charge.official));
  return isInCharge ? null : 'notInCharge';
}
