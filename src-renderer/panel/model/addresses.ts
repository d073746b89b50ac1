import type { MatchId } from '#shared/domain/ids.ts';
import type { HubStatus } from '#shared/protocol/down.ts';

/** What kind of card an address belongs to, as far as the organiser needs to tell them apart. */
export type CardKind = 'lan' | 'virtual' | 'linkLocal' | 'loopback';

/** Boils a card's kind as the hub names it down to what is said of it. */
export function cardKind(kind: string): CardKind {
  if (kind === 'virtual' || kind === 'linkLocal' || kind === 'loopback') return kind;
  return 'lan';
}

/** True while no address leads to this laptop from outside. */
export const hasNoNetwork = (hub: Pick<HubStatus, 'addresses'> | null): boolean =>
  hub?.addresses.every(({ kind }) => kind === 'loopback') ?? false;

/**
 * What is to be said of the address in the QR codes: `known` is the one that the organiser has seen there, null if none
 * was ever shown. While there is no address nothing is said; that has a warning of its own.
 */
export function addressNews(known: string | null, chosen: string | null): 'first' | 'same' | 'changed' {
  if (chosen === null || known === chosen) return 'same';
  return known === null ? 'first' : 'changed';
}

/** Address of the overlay of a match of this hub, for a stream. */
export const overlayAddress = (hub: Pick<HubStatus, 'chosen'> | null, match: MatchId): string =>
  `${hub?.chosen ?? location.origin}/overlay/match/${encodeURIComponent(match)}`;

/** An origin as people type it: without `http://`. */
export const typedAddress = (origin: string): string => origin.replace(/^https?:\/\//, '');
