import type { DeliveryLine } from '#shared/protocol/clients.ts';

/**
 * What brings the results of published meets to their targets. It finds `published` entries in the topics `meet/…` by
 * itself; recording one is all it takes.
 */
export interface PublicationsOutbox {
  /** Looks at once for what is to be done; without it that happens within a second. */
  wake(): void;
  /** How a publication stands with each target that is set; empty when it isn't known. */
  deliveriesOf(publication: string): readonly DeliveryLine[];
  /** Tries what hasn't arrived at once, also to targets that were set long after it was published. */
  retryNow(publication: string): void;
  /** Calls back with the ids of a meet and a publication whose deliveries changed. Returns its stop. */
  onChange(listener: (changed: { readonly meet: string; readonly publication: string }) => void): () => void;
}
