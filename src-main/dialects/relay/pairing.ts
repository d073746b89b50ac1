import type { Every } from '#main/hub/pace.ts';
import type { RelayId } from '#shared/domain/relay/relay-match.ts';

/** How long a registration waits for the one before it, in milliseconds, and how exactly that is measured. */
const waitMs = 3_000;
const tickMs = 100;
/** Registrations of one address that may wait, and addresses that are remembered. */
const mostWaiting = 300;
const mostAddresses = 10_000;

/** How a registration went: `crowded` when too many of its address wait, `closed` when the adapter was closed. */
export type Registered = 'registered' | 'crowded' | 'closed';

/**
 * Brings together a watcher's registration and its socket, which come separately and have nothing in common but the
 * address. While a registered watcher's socket is expected, the next registration of that address isn't answered: its
 * client then doesn't connect either, and so nobody takes another's match.
 */
export interface Pairing {
  /** Resolves when the client may connect. `gone` aborts while it still waits: the client went away. */
  register(address: string, id: RelayId, gone: AbortSignal): Promise<Registered>;
  /** A socket came that doesn't say itself what it watches; null when its address never registered. */
  arrive(address: string): RelayId | null;
  /** Answers those who wait with `closed` and forgets everything. */
  close(): void;
}

interface Waiting {
  readonly id: RelayId;
  waitedMs: number;
  readonly answer: (how: Registered) => void;
}

interface Place {
  /** Registered, the socket hasn't come. Seldom more than one: only when somebody waited for too long. */
  expected: { readonly id: RelayId; ageMs: number }[];
  waiting: Waiting[];
  last: RelayId | null;
}

/** The time is counted in ticks, so that a clock that is set meanwhile changes nothing. */
export function createPairing(every: Every): Pairing {
  /** In order of last use. */
  const places = new Map<string, Place>();
  let stopTicking: (() => void) | null = null;

  function placeOf(address: string): Place {
    const place = places.get(address) ?? { expected: [], waiting: [], last: null };
    places.delete(address);
    places.set(address, place);
    if (places.size > mostAddresses) forgetOldest();
    return place;
  }

  function forgetOldest(): void {
    for (const [address, { waiting }] of places) {
      if (waiting.length > 0) continue;
      places.delete(address);
      return;
    }
  }

  function admit(place: Place, id: RelayId): void {
    place.expected.push({ id, ageMs: 0 });
    place.last = id;
  }

  /** The next one's turn, if nobody is expected. */
  function turn(place: Place): void {
    if (place.expected.length > 0) return;
    const next = place.waiting.shift();
    if (!next) return;
    admit(place, next.id);
    next.answer('registered');
  }

  function tick(): void {
    let anyWaits = false;
    for (const place of places.values()) {
      for (const expected of place.expected) expected.ageMs += tickMs;
      for (const waiting of place.waiting) waiting.waitedMs += tickMs;
      while ((place.waiting[0]?.waitedMs ?? 0) >= waitMs) {
        // Whoever was expected for as long isn't coming any more.
        place.expected = place.expected.filter(({ ageMs }) => ageMs < waitMs);
        const late = place.waiting.shift();
        if (!late) break;
        admit(place, late.id);
        late.answer('registered');
      }
      anyWaits ||= place.waiting.length > 0;
    }
    if (anyWaits) return;
    stopTicking?.();
    stopTicking = null;
  }

  return {
    register(address, id, gone) {
      const place = placeOf(address);
      if (place.waiting.length >= mostWaiting) return Promise.resolve('crowded');
      return new Promise((answer) => {
        const waiting: Waiting = { id, waitedMs: 0, answer };
        place.waiting.push(waiting);
        turn(place);
        if (!place.waiting.includes(waiting)) return;
        stopTicking ??= every(tickMs, tick);
        gone.addEventListener('abort', () => {
          place.waiting = place.waiting.filter((other) => other !== waiting);
          answer('closed');
        });
      });
    },
    arrive(address) {
      if (!places.has(address)) return null;
      const place = placeOf(address);
      const id = place.expected.shift()?.id ?? place.last;
      turn(place);
      return id;
    },
    close() {
      stopTicking?.();
      stopTicking = null;
      for (const { waiting } of places.values()) for (const { answer } of waiting) answer('closed');
      places.clear();
    },
  };
}
