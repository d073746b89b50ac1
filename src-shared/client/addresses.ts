/** Addresses that are remembered; more are ignored. */
const mostAddresses = 16;

/** The hub's word that there is no point in connecting again. */
export interface Ended {
  readonly code: number;
  readonly reason: string;
}

/** The addresses of one hub, tried in turn: the last good one first, then those the hub named, then those given. */
export interface Addresses {
  /** The next to try; null if none is known. */
  next(): string | null;
  /** All of them, the one in use or last used with success first. */
  all(): readonly string[];
  /** This one led to the hub, which has these addresses. */
  welcomed(origin: string, named: readonly string[]): void;
  /** The hub's addresses have changed. */
  moved(named: readonly string[]): void;
  /** This one led nowhere. `verdict`: a hub answered there and wants no further attempt. */
  failed(origin: string, verdict: Ended | null): void;
  /**
   * Set when the hub has ended it. Another laptop may have got the hub's old address, so the word of one that never
   * welcomed us counts only after all the others have been tried.
   */
  ended(): Ended | null;
}

/** Origins such as `http://192.168.1.20:8000`, best first. */
export function addressBook(given: readonly string[]): Addresses {
  let lastGood: string | null = null;
  let named: readonly string[] = [];
  let attempts = 0;
  let verdict: Ended | null = null;
  let ended: Ended | null = null;
  const all = (): readonly string[] => {
    const known = [...(lastGood === null ? [] : [lastGood]), ...named, ...given];
    return [...new Set(known)].slice(0, mostAddresses);
  };
  return {
    all,
    next() {
      const known = all();
      return known[attempts % known.length] ?? null;
    },
    welcomed(origin, addresses) {
      lastGood = origin;
      named = addresses;
      attempts = 0;
      verdict = null;
    },
    moved(addresses) {
      named = addresses;
    },
    failed(origin, word) {
      attempts += 1;
      verdict = word ?? verdict;
      if (word && origin === lastGood) ended = word;
      if (verdict && attempts >= all().length) ended = verdict;
    },
    ended: () => ended,
  };
}
