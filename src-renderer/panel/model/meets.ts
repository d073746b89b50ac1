import { isForGood } from '#shared/domain/meet/delivery-failure.ts';
import type { DeliveryLine, MeetsStatus } from '#shared/protocol/clients.ts';
import type { Language } from '#ui/language.ts';

export type Meet = MeetsStatus['meets'][number];
export type MeetPublication = Meet['publications'][number];

/** The nine digits of a meet in groups of three, as people read and type them. */
export const groupedId = (id: string): string => id.replace(/(\d{3})(?=\d)/g, '$1 ');

/** Clients of a meet that are connected now. */
export const connectedTo = (meet: Pick<Meet, 'locations'>): number =>
  meet.locations.reduce((sum, { connected }) => sum + connected, 0);

/** A delivery that is refused until somebody corrects something. */
export const isRefused = ({ state, failure }: Pick<DeliveryLine, 'state' | 'failure'>): boolean =>
  state === 'failing' && failure !== null && isForGood(failure);

/**
 * A delivery that failed at least twice keeps failing: the first try may have met a network that was just away. One that
 * is refused does at once.
 */
export const keepsFailing = (line: Pick<DeliveryLine, 'state' | 'tries' | 'failure'>): boolean =>
  (line.state === 'failing' && line.tries >= 2) || isRefused(line);

/** Deliveries of a meet that keep failing, one for each target; not what a newer publication has overtaken. */
export function failingDeliveries({ publications }: Pick<Meet, 'publications'>): readonly DeliveryLine[] {
  const newestFirst = publications.toSorted((a, b) => b.at - a.at);
  return (['folder', 'webhook', 'smtp'] as const).flatMap((target) => {
    const lines = newestFirst.flatMap(({ deliveries }) =>
      deliveries.filter((line) => line.target === target),
    );
    const overtaken = lines.findIndex(({ state }) => state === 'delivered');
    const open = lines.filter((line, i) => !(isRefused(line) && overtaken >= 0 && overtaken < i));
    return open.find(keepsFailing) ?? [];
  });
}

/** How the deliveries of a meet stand, all together: the worst of them. Null while nothing was published. */
export function deliveryState(meet: Pick<Meet, 'publications'>): DeliveryLine['state'] | null {
  const all = meet.publications.flatMap(({ deliveries }) => deliveries);
  if (all.length === 0) return null;
  if (all.some(({ state }) => state === 'failing')) return 'failing';
  return all.every(({ state }) => state === 'delivered') ? 'delivered' : 'waiting';
}

/** Whether a publication still has somewhere to go. */
export const isOutstanding = ({ deliveries }: Pick<MeetPublication, 'deliveries'>): boolean =>
  deliveries.some(({ state }) => state !== 'delivered');

/** A size as people say it in a language: bytes below 1 KB, else KB or MB rounded up to a tenth. */
export function sizeText(bytes: number, language: Language): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'KB'] : [bytes / 1_000_000, 'MB'];
  return `${(Math.ceil(value * 10) / 10).toLocaleString(language)} ${unit}`;
}
