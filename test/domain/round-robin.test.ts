import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundRobin } from '#shared/domain/formats/round-robin.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { entryId } from './made-tournament.ts';

const entriesOf = (count: number): EntryId[] => Array.from({ length: count }, (_, i) => entryId(`e${i}`));
const counts = fc.integer({ min: 2, max: 40 });

describe('[round robin] circle method', () => {
  test('everybody meets everybody exactly once', () => {
    fc.assert(
      fc.property(counts, (count) => {
        const meetings = roundRobin(entriesOf(count))
          .flat()
          .map((pair) => pair.toSorted().join(' '));
        expect(new Set(meetings).size).toBe((count * (count - 1)) / 2);
        expect(meetings.length).toBe((count * (count - 1)) / 2);
      }),
    );
  });

  test('nobody plays twice in a round, and there are as few rounds as can be', () => {
    fc.assert(
      fc.property(counts, (count) => {
        const rounds = roundRobin(entriesOf(count));
        expect(rounds.length).toBe(count % 2 === 0 ? count - 1 : count);
        for (const round of rounds) {
          expect(new Set(round.flat()).size).toBe(round.length * 2);
          expect(round.length).toBe(Math.floor(count / 2));
        }
      }),
    );
  });

  test('everybody is side A as often as side B, within one', () => {
    fc.assert(
      fc.property(counts, (count) => {
        const matches = roundRobin(entriesOf(count)).flat();
        for (const one of entriesOf(count)) {
          const first = matches.filter(([a]) => a === one).length;
          const second = matches.filter(([, b]) => b === one).length;
          expect(Math.abs(first - second)).toBeLessThanOrEqual(count % 2 === 0 ? 1 : 0);
        }
      }),
    );
  });

  test('nobody is on the same side more than twice in a row', () => {
    fc.assert(
      fc.property(counts, (count) => {
        const matches = roundRobin(entriesOf(count)).flat();
        for (const one of entriesOf(count)) {
          const sides = matches.flatMap(([a, b]) => (a === one ? 'A' : b === one ? 'B' : []));
          expect(sides.join('')).not.toMatch(/AAA|BBB/);
        }
      }),
    );
  });

  test('one entry, or none, has no rounds', () => {
    expect(roundRobin([])).toEqual([]);
    expect(roundRobin(entriesOf(1))).toEqual([]);
  });
});
