import { readStored, writeStored } from '#ui/stored.ts';
import { asSession, type Session } from './join.ts';

/** The session that this phone kept; null if it hasn't joined. */
export function keptSession(): Session | null {
  try {
    return asSession(JSON.parse(readStored('session') ?? 'null'));
  } catch {
    return null;
  }
}

/** Keeps a session, or forgets it. False if the browser forbids storage: the phone then joins again after a reload. */
export const keepSession = (session: Session | null): boolean =>
  writeStored('session', session && JSON.stringify(session));

/** What a page's address says after `#`: a QR code's secret, a match to show, or nothing. */
export type Fragment =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'match'; readonly match: string }
  | { readonly kind: 'nothing' };

/** Reads the part of an address from `#` on. */
export function readFragment(hash: string): Fragment {
  const text = hash.replace(/^#/, '');
  if (text === '') return { kind: 'nothing' };
  const match = /^m\/([0-9A-Za-z_.-]{1,64})$/.exec(text)?.[1];
  if (match) return { kind: 'match', match };
  return /^[0-9A-Za-z_-]{16,200}$/.test(text) ? { kind: 'secret', secret: text } : { kind: 'nothing' };
}
