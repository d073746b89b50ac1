import type { DeliveryLine, MeetsStatus } from '#shared/protocol/clients.ts';

export type Meet = MeetsStatus['meets'][number];
export type MeetPublication = Meet['publications'][number];

/** The nine digits of a meet in groups of three, as people read and type them. */
export const groupedId = (id: string): string => id.replace(/(\d{3})(?=\d)/g, '$1 ');

/** Clients of a meet that are connected now. */
export const connectedTo = (meet: Pick<Meet, 'locations'>): number =>
  meet.locations.reduce((sum, { connected }) => sum + connected, 0);

/** A delivery that failed at least twice keeps failing: the first try may have met a network that was just away. */
export const keepsFailing = ({ state, tries }: Pick<DeliveryLine, 'state' | 'tries'>): boolean =>
  state === 'failing' && tries >= 2;

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

/** A size as people say it: bytes below 1 KB, else KB or MB rounded up to a tenth. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'KB'] : [bytes / 1_000_000, 'MB'];
  return `${Math.ceil(value * 10) / 10} ${unit}`;
}
