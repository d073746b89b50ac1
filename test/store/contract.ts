import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EventStore, StoreFailure } from '#main/store/event-store.ts';
import type { CommandId, EventId } from '#shared/domain/ids.ts';
import { row } from '../support/rows.ts';

/** What a test of the contract gets: a new, empty store and its end. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly end: () => void;
}

/** The rules that every event store keeps. Run by each implementation. */
export function storeContract(name: string, open: () => StoreUnderTest): void {
  describe(`event store: ${name}`, () => {
    let under: StoreUnderTest;
    let store: EventStore;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.end());

    const all = (): number[] => [...store.read({})].map(({ seq }) => seq);

    test('[log] a new log is empty', () => {
      expect(store.head()).toBe(0);
      expect(all()).toEqual([]);
      expect(store.topics('')).toEqual([]);
    });

    test('[log] rows come back as they were appended, the body to the letter', () => {
      const odd = row(1, 'match/ü', { official: null, body: '{"b":1,  "a":1e2,"ü":"\\u00e9\\n"}' });
      store.append([odd, row(2)]);
      expect([...store.read({})]).toEqual([odd, row(2)]);
      expect(store.head()).toBe(2);
    });

    test('[log] seq goes on without gap: anything else is refused and changes nothing', () => {
      store.append([row(1)]);
      for (const bad of [[row(1)], [row(3)], [row(2), row(4)], [row(2), row(2)]]) {
        expect(() => store.append(bad)).toThrow(StoreFailure);
        expect(all()).toEqual([1]);
        expect(store.head()).toBe(1);
      }
      store.append([row(2)]);
      expect(all()).toEqual([1, 2]);
    });

    test('[log] an event id that exists is refused, and the rows with it', () => {
      store.append([row(1)]);
      const twice = [row(2), row(3, 'match/m1', { event: 'c1.0' as EventId })];
      expect(() => store.append(twice)).toThrow(StoreFailure);
      expect(all()).toEqual([1]);
      expect(() => store.append([row(2), row(3, 'match/m1', { event: 'c2.0' as EventId })])).toThrow(
        StoreFailure,
      );
      expect(all()).toEqual([1]);
    });

    test('[log] reading is by topic, after a seq, at most so many', () => {
      store.append([row(1, 'match/a'), row(2, 'match/b'), row(3, 'match/a'), row(4, 'match/a')]);
      const seqs = (query: Parameters<EventStore['read']>[0]) => [...store.read(query)].map(({ seq }) => seq);
      expect(seqs({ topic: 'match/a' })).toEqual([1, 3, 4]);
      expect(seqs({ topic: 'match/a', after: 1 })).toEqual([3, 4]);
      expect(seqs({ topic: 'match/a', after: 1, limit: 1 })).toEqual([3]);
      expect(seqs({ after: 2 })).toEqual([3, 4]);
      expect(seqs({ limit: 0 })).toEqual([]);
      expect(seqs({ topic: 'match/none' })).toEqual([]);
    });

    test('[log] single rows are found by seq, the newest of a topic from its end', () => {
      store.append([row(1, 'match/a'), row(2, 'match/b'), row(3, 'match/a'), row(4, 'match/a')]);
      const seqs = (rows: Iterable<{ seq: number }>) => [...rows].map(({ seq }) => seq);
      expect(seqs(store.at([4, 2, 9]))).toEqual([2, 4]);
      expect(seqs(store.at([]))).toEqual([]);
      expect(seqs(store.newest('match/a', 2))).toEqual([4, 3]);
      expect(seqs(store.newest('match/a', 2, 4))).toEqual([3, 1]);
      expect(seqs(store.newest('match/none', 2))).toEqual([]);
    });

    test('[log] a log longer than a page is read whole and in order', () => {
      store.append(Array.from({ length: 2_500 }, (_, i) => row(i + 1, `match/${i % 3}`)));
      expect(all()).toEqual(Array.from({ length: 2_500 }, (_, i) => i + 1));
      expect([...store.read({ topic: 'match/0' })]).toHaveLength(834);
    });

    test('[log] appending while somebody reads is possible', () => {
      store.append([row(1), row(2)]);
      const reading = store.read({})[Symbol.iterator]();
      expect(reading.next().value?.seq).toBe(1);
      store.append([row(3)]);
      expect(store.head()).toBe(3);
    });

    test('[P12] the events of a command are found by its id', () => {
      const command = 'c9' as CommandId;
      const two = [row(1, 'match/a', { command }), row(2, 'match/a', { command })];
      store.append([...two, row(3)]);
      expect(store.ofCommand(command)).toEqual(two);
      expect(store.ofCommand('none' as CommandId)).toEqual([]);
    });

    test('[log] topics are listed by prefix, in order of their first event', () => {
      store.append([row(1, 'match/z'), row(2, 'tournament/b'), row(3, 'match/a'), row(4, 'match/z')]);
      expect(store.topics('match/')).toEqual(['match/z', 'match/a']);
      expect(store.topics('tournament/')).toEqual(['tournament/b']);
      expect(store.topics('people')).toEqual([]);
    });

    test('[snapshot] the last one saved is the one that is read', () => {
      expect(store.snapshot('match/a')).toBeNull();
      store.saveSnapshots(new Map([['match/a', { seq: 1, state: '{"n":1}' }]]));
      store.saveSnapshots(new Map([['match/a', { seq: 2, state: '{"n":2}' }]]));
      expect(store.snapshot('match/a')).toEqual({ seq: 2, state: '{"n":2}' });
    });

    test('[log] whatever the batches, the log is their concatenation', () => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 20 }), (sizes) => {
          under.end();
          under = open();
          store = under.store;
          const appended: number[] = [];
          for (const size of sizes) {
            const rows = Array.from({ length: size }, (_, i) => row(store.head() + i + 1, `match/${i % 2}`));
            store.append(rows);
            appended.push(...rows.map(({ seq }) => seq));
          }
          expect(all()).toEqual(appended);
          expect(store.head()).toBe(appended.length);
        }),
        { numRuns: 20 },
      );
    });
  });
}

/** What a store that outlives its process keeps besides. `reopen` closes the store and opens what it kept. */
export function durableContract(
  name: string,
  open: () => StoreUnderTest & { reopen: () => EventStore },
): void {
  describe(`durable event store: ${name}`, () => {
    test('[log] what was appended is there when the log is opened again', () => {
      const under = open();
      under.store.append([row(1), row(2)]);
      under.store.saveSnapshots(new Map([['match/m1', { seq: 2, state: '{}' }]]));
      const { hubId } = under.store;
      const again = under.reopen();
      expect([...again.read({})]).toEqual([row(1), row(2)]);
      expect(again.head()).toBe(2);
      expect(again.hubId).toBe(hubId);
      expect(again.snapshot('match/m1')).toEqual({ seq: 2, state: '{}' });
      again.append([row(3)]);
      expect([...again.read({})].map(({ seq }) => seq)).toEqual([1, 2, 3]);
      under.end();
    });
  });
}
