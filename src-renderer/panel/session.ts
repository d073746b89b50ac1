import { onceOf } from './routing.ts';

/** Where the organiser's token lies: in this tab only, so that closing it ends the right to organise from here. */
const key = 'touchline.organiser';

/** How the panel may begin: with a token, or why it has none. */
export type Admission =
  | { readonly kind: 'admitted'; readonly token: string }
  | { readonly kind: 'noLink' }
  | { readonly kind: 'linkUsed'; readonly message: string }
  | { readonly kind: 'hubAway' };

/** What admission needs of the browser. */
export interface Surroundings {
  readonly fragment: string;
  /** Takes the one-time token out of the address, so that it is neither reloaded nor bookmarked. */
  readonly clearFragment: () => void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly fetch: typeof fetch;
}

/**
 * Exchanges the one-time token of `/panel#<once>` for the panel's own. Without one the token of this tab is used. A
 * link that was used already is no reason to stop when this tab holds a token.
 */
export async function admit({ fragment, clearFragment, storage, fetch }: Surroundings): Promise<Admission> {
  const once = onceOf(fragment);
  if (once !== null) clearFragment();
  const kept = storage.getItem(key);
  if (once === null) return kept ? { kind: 'admitted', token: kept } : { kind: 'noLink' };
  const claimed = await claim(once, fetch);
  if (claimed.kind === 'admitted') storage.setItem(key, claimed.token);
  else if (kept) return { kind: 'admitted', token: kept };
  return claimed;
}

async function claim(once: string, fetch: Surroundings['fetch']): Promise<Admission> {
  try {
    const response = await fetch('/api/organiser/claim', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ once }),
    });
    const body: unknown = await response.json();
    if (response.ok && hasText(body, 'token')) return { kind: 'admitted', token: body.token };
    return { kind: 'linkUsed', message: hasText(body, 'message') ? body.message : '' };
  } catch {
    return { kind: 'hubAway' };
  }
}

const hasText = <K extends string>(body: unknown, name: K): body is Record<K, string> =>
  typeof body === 'object' && body !== null && name in body && typeof Reflect.get(body, name) === 'string';

/** Forgets the token after the hub said that it doesn't know it. */
export const forgetToken = (storage: Surroundings['storage']): void => storage.removeItem(key);
