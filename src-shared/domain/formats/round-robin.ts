import type { EntryId } from '#shared/domain/ids.ts';

/** Two entries that meet: side A, side B. */
export type Pairing = readonly [EntryId, EntryId];

/**
 * Everybody meets everybody once, round by round (circle method in Berger's form). With an odd number of entries one has
 * a bye in each round. Every entry is side A as often as side B: exactly if their number is odd, within one if it is
 * even. Fewer than two entries have no rounds.
 */
export function roundRobin(entries: readonly EntryId[]): readonly (readonly Pairing[])[] {
  if (entries.length < 2) return [];
  const even = entries.length % 2 === 0;
  // All but one walk round a circle; the one in the middle is the last entry or, with an odd number, the bye.
  const onCircle = even ? entries.slice(0, -1) : entries;
  const middle = even ? entries.at(-1) : undefined;
  return onCircle.map((atTop, round) => {
    const pairs: Pairing[] = [];
    if (middle !== undefined) pairs.push(round % 2 === 0 ? [atTop, middle] : [middle, atTop]);
    for (let step = 1; step <= (onCircle.length - 1) / 2; step += 1) {
      const right = onCircle[(round + step) % onCircle.length];
      const left = onCircle[(round - step + onCircle.length) % onCircle.length];
      if (right === undefined || left === undefined) continue;
      pairs.push(step % 2 === 1 ? [right, left] : [left, right]);
    }
    return pairs;
  });
}
