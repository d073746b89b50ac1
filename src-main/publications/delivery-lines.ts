import type { Moment } from '#shared/domain/ids.ts';
import { mailAddress, type Publication, setTargets, type Target } from '#shared/domain/meet/publications.ts';
import type { DeliveryTargets } from '#shared/domain/people/people.ts';
import type { DeliveryLine } from '#shared/protocol/clients.ts';
import type { Tries } from './courier.ts';
import { noAddress } from './mail-target.ts';

/** How a publication stands with the targets that it went to or is on its way to, for the panel. */
export function deliveryLines(
  publication: Pick<Publication, 'id' | 'owed' | 'delivered' | 'returnEmail'>,
  delivery: DeliveryTargets,
  triesOf: (publication: string, target: Target) => Tries | null,
  now: Moment,
): readonly DeliveryLine[] {
  const { id, owed, delivered, returnEmail } = publication;
  const isSet = setTargets(delivery);
  return (['folder', 'webhook', 'smtp'] as const).flatMap((target): readonly DeliveryLine[] => {
    const tried = triesOf(id, target);
    const tries = tried?.tries ?? 0;
    const arrived = delivered[target];
    if (arrived) {
      return [{ target, state: 'delivered', tries, to: arrived.to, failure: null, at: arrived.at }];
    }
    if (!isSet.includes(target)) return [];
    if (target === 'smtp' && mailAddress(returnEmail) === null) {
      return [{ target, state: 'failing', tries, to: '', failure: noAddress(returnEmail), at: null }];
    }
    if (!owed.includes(target)) return [];
    const state = tried && tried.failures > 0 ? 'failing' : 'waiting';
    const at = tried && !tried.running ? now + tried.dueInMs : null;
    return [{ target, state, tries, to: '', failure: tried?.failure ?? null, at }];
  });
}
