import type { RelayId } from '#shared/domain/relay/relay-match.ts';

/** Addresses that are remembered, and announced matches of each whose referees haven't connected yet. */
const mostAddresses = 10_000;
const mostExpected = 50;

/** A referee's connection, and the matches that are live by it. */
export interface RefereeHere {
  /** It publishes to this match, or said that it will. */
  has(id: RelayId): void;
  left(): void;
}

/** Which matches have a referee connected now, and which one a connecting referee has probably come for. */
export interface Referees {
  /** Somebody at this address announced a match: the next referee who connects from there is probably theirs. */
  expect(address: string, id: RelayId): void;
  /** The match announced last at this address, of those whose referee hasn't connected if there are any; null: none. */
  expectedAt(address: string): RelayId | null;
  /**
   * A referee connects. `certain`: the match that it named; `probable`: one that was guessed by its address, and counts
   * only until its frames name another.
   */
  arrived(certain: RelayId | null, probable: RelayId | null): RefereeHere;
  isLive(id: RelayId): boolean;
  live(): Iterable<RelayId>;
}

/** `changed` is called when a match became live or ceased to be. */
export function createReferees(changed: () => void): Referees {
  const announced = new Map<string, { waiting: RelayId[]; last: RelayId }>();
  const here = new Map<RelayId, number>();

  function count(id: RelayId, by: 1 | -1): void {
    const before = here.get(id) ?? 0;
    if (before + by > 0) here.set(id, before + by);
    else here.delete(id);
    if (before === 0 || before + by === 0) changed();
  }

  return {
    expect(address, id) {
      const known = announced.get(address);
      const others = known?.waiting.filter((other) => other !== id) ?? [];
      announced.delete(address);
      announced.set(address, { waiting: [...others, id].slice(-mostExpected), last: id });
      const [oldest] = announced.keys();
      if (announced.size > mostAddresses && oldest !== undefined) announced.delete(oldest);
    },
    expectedAt(address) {
      const known = announced.get(address);
      return known?.waiting.pop() ?? known?.last ?? null;
    },
    arrived(certain, probable) {
      const ids = new Set<RelayId>();
      let guess = certain === null ? probable : null;
      for (const id of [certain, guess]) if (id !== null) count(id, 1);
      if (certain !== null) ids.add(certain);
      return {
        has(id) {
          if (guess !== null) {
            if (guess === id) ids.add(id);
            else count(guess, -1);
            guess = null;
          }
          if (ids.has(id)) return;
          ids.add(id);
          count(id, 1);
        },
        left() {
          if (guess !== null) count(guess, -1);
          guess = null;
          for (const id of ids) count(id, -1);
          ids.clear();
        },
      };
    },
    isLive: (id) => here.has(id),
    live: () => here.keys(),
  };
}
