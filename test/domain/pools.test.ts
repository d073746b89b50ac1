import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distribute, planPoolMatches } from '#shared/domain/formats/pools.ts';
import { roundRobin } from '#shared/domain/formats/round-robin.ts';
import { MatchPlan } from '#shared/domain/tournament/records.ts';
import { countingIds, entry, entryId, matchId, poolA, singles } from './made-tournament.ts';

const field = fc.record({
  pools: fc.integer({ min: 1, max: 9 }),
  clubs: fc.array(fc.constantFrom('', 'Northfield', 'Southfield', 'Eastfield', 'Westfield', 'Hillside'), {
    maxLength: 60,
  }),
  seeded: fc.integer({ min: 0, max: 60 }),
});
const entriesOf = ({ clubs, seeded }: { clubs: readonly string[]; seeded: number }) =>
  clubs.map((club, i) => entry(`e${i}`, `Entry ${i}`, { club, seed: i < seeded ? i + 1 : null }));

describe('[pools] snake seeding', () => {
  test('seeds go 1 2 3, 6 5 4, 7 8 9', () => {
    const entries = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((seed) => entry(`s${seed}`, `Seed ${seed}`, { seed }));
    expect(distribute(entries, 3)).toEqual([
      ['s1', 's6', 's7'],
      ['s2', 's5', 's8'],
      ['s3', 's4', 's9'],
    ]);
  });

  test('the unseeded follow in the order given', () => {
    const entries = [entry('x', 'X'), entry('y', 'Y'), entry('s1', 'S', { seed: 1 })];
    expect(distribute(entries, 2)).toEqual([['s1'], ['x', 'y']]);
  });

  test('everybody is in one pool, and pools differ by one entry at most', () => {
    fc.assert(
      fc.property(field, (drawn) => {
        const dealt = distribute(entriesOf(drawn), drawn.pools);
        expect(dealt.length).toBe(drawn.pools);
        expect(dealt.flat().toSorted()).toEqual(
          entriesOf(drawn)
            .map(({ id }) => id)
            .toSorted(),
        );
        const sizes = dealt.map((pool) => pool.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('every pool gets one of each tier, and the first tier keeps its pools', () => {
    fc.assert(
      fc.property(field, (drawn) => {
        const entries = entriesOf(drawn);
        const dealt = distribute(entries, drawn.pools);
        const tierOf = new Map(entries.map(({ id }, i) => [id, Math.floor(i / drawn.pools)]));
        for (const [index, pool] of dealt.entries()) {
          expect(pool.map((id) => tierOf.get(id))).toEqual([...new Set(pool.map((id) => tierOf.get(id)))]);
          if (entries[index]) expect(pool[0]).toBe(entries[index].id);
        }
      }),
    );
  });
});

describe('[pools] same-club separation', () => {
  test('no pool gets more of a club than must be', () => {
    fc.assert(
      fc.property(field, (drawn) => {
        const entries = entriesOf(drawn);
        const clubOf = new Map(entries.map(({ id, club }) => [id, club]));
        const dealt = distribute(entries, drawn.pools);
        for (const club of new Set(drawn.clubs)) {
          if (club === '') continue;
          const members = drawn.clubs.filter((other) => other === club).length;
          for (const pool of dealt) {
            const here = pool.filter((id) => clubOf.get(id) === club).length;
            expect(here).toBeLessThanOrEqual(Math.ceil(members / drawn.pools));
          }
        }
      }),
    );
  });

  test('it looks back: an earlier tier changes places where the later one has no way out', () => {
    const clubs = ['Asters', 'Cedars', 'Birches', 'Dahlias', 'Asters', 'Dahlias'];
    const entries = clubs.map((club, i) => entry(`s${i + 1}`, `Seed ${i + 1}`, { club, seed: i + 1 }));
    const [first, second] = distribute(entries, 2);
    expect(first?.[0]).toBe('s1');
    expect(new Set(first?.map((id) => clubs[Number(id.slice(1)) - 1])).size).toBe(3);
    expect(new Set(second?.map((id) => clubs[Number(id.slice(1)) - 1])).size).toBe(3);
  });
});

describe('[pools] planning matches', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, i) => entryId(`e${i}`));
  const newId = (prefix: string) => {
    const next = countingIds(prefix);
    return () => matchId(next());
  };
  const pool = (count: number) => ({ id: poolA, draw: singles, entries: ids(count) });

  test('a new pool gets the whole round robin, ready to be put', () => {
    const planned = planPoolMatches({ pool: pool(4), planned: [], newId: newId('m') });
    expect(planned.map((plan) => MatchPlan.parse(plan))).toEqual(planned);
    expect(planned.map(({ sides }) => sides)).toEqual(roundRobin(ids(4)).flat());
    expect(planned.map(({ round }) => round)).toEqual([1, 1, 2, 2, 3, 3].map((n) => `Round ${n}`));
    expect(planned.every(({ number }) => number === 0)).toBe(true);
  });

  test('a late entry gets only its own matches, and nobody plays twice in a round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 3 }), (count, late) => {
        const before = planPoolMatches({ pool: pool(count), planned: [], newId: newId('m') });
        const added = planPoolMatches({ pool: pool(count + late), planned: before, newId: newId('n') });
        const newcomers: readonly string[] = ids(count + late).slice(count);
        expect(added.every(({ sides }) => sides.some((side) => newcomers.includes(side ?? '')))).toBe(true);
        const all = [...before, ...added];
        expect(all.length).toBe(((count + late) * (count + late - 1)) / 2);
        const playing = all.flatMap(({ round, sides }) => sides.map((side) => `${round} ${side}`));
        expect(new Set(playing).size).toBe(playing.length);
        expect(planPoolMatches({ pool: pool(count + late), planned: all, newId: newId('o') })).toEqual([]);
      }),
    );
  });
});
