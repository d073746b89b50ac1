import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  batchBody,
  batchOf,
  batchType,
  type CompetitionState,
  competitionFold,
  newcomersEvents,
} from '#shared/domain/competition/competition.ts';
import { competitionIdOf, readEvent } from '#shared/domain/competition/event.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { type Told, wantedBy } from './newcomer-model.ts';

const device = 'timing' as DeviceId;

/** Events in short: type, distance, heat; their numbers are 1, 2, 3… */
type Short = readonly [typeName: string, distance?: string, heat?: number];

const bodyOf = ([typeName, distanceId, number]: Short, n = 0): string =>
  JSON.stringify({
    competitionId: 'C-1',
    ...(distanceId === undefined ? {} : { distanceId }),
    ...(number === undefined ? {} : { heat: { round: 1, number } }),
    n,
    typeName,
  });

const fold = (events: readonly Short[], from = competitionFold.empty('')): CompetitionState =>
  events.reduce(
    (state, event, i) =>
      competitionFold.evolve(state, {
        seq: from.seq + i + 1,
        type: event[0],
        body: bodyOf(event, i),
        hubAt: 1_000 + i,
        device,
      }),
    from,
  );

const newcomer = (...events: Short[]): readonly number[] => newcomersEvents(fold(events));

const competition: Short = ['CompetitionActivatedEvent'];
const distance = (id = 'd1'): Short => ['DistanceActivatedEvent', id];
const heat = (number: number, type = 'HeatActivatedEvent', id = 'd1'): Short => [type, id, number];
const passing = (number: number): Short => heat(number, 'RacePassingAddedEvent');

describe('what a newcomer to a competition is sent', () => {
  test('[newcomer] nothing before it is activated', () => {
    expect(newcomer(['Weather'], distance(), heat(1), passing(1))).toEqual([]);
  });

  test('[newcomer] parents before children: competition, distance, results, heats, each with its events', () => {
    expect(
      newcomer(
        competition, // 1
        distance(), // 2
        heat(1), // 3
        heat(2), // 4
        passing(1), // 5
        ['Weather'], // 6
        passing(2), // 7
        ['DistanceNote', 'd1'], // 8
        passing(1), // 9
      ),
    ).toEqual([1, 6, 2, 8, 3, 5, 9, 4, 7]);
  });

  test('[newcomer] an activation of a heat resets that heat and no other', () => {
    expect(
      newcomer(competition, distance(), heat(1), passing(1), heat(2), passing(2), heat(1), passing(1)),
    ).toEqual([1, 2, 5, 6, 7, 8]);
  });

  test('[newcomer] activating the competition again leaves neither distance nor heats', () => {
    expect(
      newcomer(competition, ['Weather'], distance(), heat(1), passing(1), competition, ['Weather']),
    ).toEqual([6, 7]);
  });

  test('[newcomer] after a distance is deactivated there is none; its events are for those who watch then', () => {
    expect(
      newcomer(competition, distance(), heat(1), ['DistanceDeactivatedEvent', 'd1'], passing(1), heat(1)),
    ).toEqual([1]);
  });

  test('[newcomer] events of a distance that isn’t current change nothing', () => {
    expect(
      newcomer(
        competition,
        distance('d2'),
        heat(1, 'HeatActivatedEvent', 'd2'),
        heat(1),
        passing(1),
        ['DistanceNote', 'd1'],
        ['DistanceDeactivatedEvent', 'd1'],
        heat(1, 'HeatDeactivatedEvent'),
        heat(1, 'HeatCommittedEvent'),
      ),
    ).toEqual([1, 2, 3]);
  });

  test('[newcomer] another distance takes the place of the current one; a distance that comes back begins anew', () => {
    expect(newcomer(competition, distance('d1'), heat(1), passing(1), distance('d2'))).toEqual([1, 5]);
    expect(
      newcomer(competition, distance('d1'), heat(1), passing(1), distance('d2'), distance('d1')),
    ).toEqual([1, 6]);
  });

  test('[newcomer] activating the current distance again leaves its live heats, and stands before them', () => {
    expect(
      newcomer(competition, distance(), ['DistanceNote', 'd1'], heat(1), passing(1), distance()),
    ).toEqual([1, 6, 4, 5]);
  });

  test('[newcomer] a result outlives its heat; the passings don’t', () => {
    const over: Short[] = [
      heat(1),
      passing(1),
      heat(1, 'HeatCommittedEvent'),
      heat(1, 'HeatDeactivatedEvent'),
    ];
    expect(newcomer(competition, distance(), ...over, heat(2), passing(2))).toEqual([1, 2, 5, 7, 8]);
  });

  test('[newcomer] a result may come without its heat being live; a newer one takes its place', () => {
    expect(
      newcomer(competition, distance(), heat(3, 'HeatCommittedEvent'), heat(3, 'HeatCommittedEvent')),
    ).toEqual([1, 2, 4]);
  });

  test('[newcomer] a heat that is run again has no result until its next', () => {
    expect(newcomer(competition, distance(), heat(1, 'HeatCommittedEvent'), heat(1), passing(1))).toEqual([
      1, 2, 4, 5,
    ]);
  });

  test('[newcomer] clearing a heat is one of its events', () => {
    const state = fold([
      competition,
      distance(),
      heat(1),
      heat(1, 'HeatStartedEvent'),
      heat(1, 'HeatClearedEvent'),
    ]);
    expect(newcomersEvents(state)).toEqual([1, 2, 3, 4, 5]);
    expect(state.distance?.heats.map(({ started }) => started)).toEqual([false]);
  });

  test('[newcomer] unknown types are kept at the level that their ids say', () => {
    expect(
      newcomer(competition, distance(), heat(1), ['Odd'], ['Odd', 'd1'], ['Odd', 'd1', 1], ['Odd', 'd2', 1]),
    ).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test('[newcomer] a deactivated competition has only its own events', () => {
    const state = fold([
      competition,
      distance(),
      heat(1),
      ['CompetitionDeactivatedEvent'],
      distance(),
      heat(1),
    ]);
    expect(newcomersEvents(state)).toEqual([1, 4]);
    expect(state.live).toBe(false);
  });

  test('[newcomer] ids are the same however they are spelled', () => {
    const state = fold([competition, ['DistanceActivatedEvent', 'ABC'], ['DistanceNote', 'abc']]);
    expect(newcomersEvents(state)).toEqual([1, 2, 3]);
    expect(competitionIdOf('30913459-50B1')).toBe('30913459-50b1');
    expect(competitionIdOf('a/b')).toBeNull();
    // Two ids that the database can't tell apart: it keeps half characters as U+FFFD.
    expect([competitionIdOf('a\ud800'), competitionIdOf('a\udfff')]).toEqual([null, null]);
    expect(competitionIdOf('🏁')).toBe('🏁');
  });

  const short: fc.Arbitrary<Short> = fc.oneof(
    {
      weight: 1,
      arbitrary: fc.constantFrom<Short>(competition, ['CompetitionDeactivatedEvent'], ['Weather']),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constantFrom(
          'DistanceActivatedEvent',
          'DistanceActivatedEvent',
          'DistanceDeactivatedEvent',
          'DistanceNote',
        ),
        fc.constantFrom('d1', 'd2'),
      ),
    },
    {
      weight: 12,
      arbitrary: fc.tuple(
        fc.constantFrom(
          'HeatActivatedEvent',
          'HeatStartedEvent',
          'RacePassingAddedEvent',
          'HeatClearedEvent',
          'HeatCommittedEvent',
          'HeatDeactivatedEvent',
          'Odd',
        ),
        fc.constantFrom('d1', 'd1', 'd2'),
        fc.integer({ min: 1, max: 3 }),
      ),
    },
  );

  test('[newcomer] of any course of events, exactly what the plain reading of the rules gives', () => {
    fc.assert(
      fc.property(fc.array(short, { maxLength: 60 }), (events) => {
        const all: readonly Short[] = [competition, distance(), ...events];
        const told = all.map(
          ([type, distanceId, number], i): Told => ({
            seq: i + 1,
            type,
            distance: distanceId ?? null,
            heat: number ?? null,
          }),
        );
        expect(newcomersEvents(fold(all))).toEqual(wantedBy(told));
      }),
      { numRuns: 1_000 },
    );
  });

  test('[newcomer] whenever one joins, list and live events fold to what an early watcher has', () => {
    fc.assert(
      fc.property(fc.array(short, { maxLength: 40 }), fc.array(short, { maxLength: 40 }), (before, after) => {
        const earlier = fold([competition, distance(), ...before]);
        const sent = newcomersEvents(earlier);
        const bodies = [competition, distance(), ...before].map((event, i) => bodyOf(event, i));
        // A newcomer knows events by their texts: it folds those of its list, then the live ones.
        const entry = (seq: number, body: string) => ({
          seq,
          type: readTypeName(body),
          body,
          hubAt: 0,
          device,
        });
        const joined = sent.reduce(
          (state, seq) => competitionFold.evolve(state, entry(seq, bodies[seq - 1] ?? '')),
          competitionFold.empty(''),
        );
        const live = after.map((event, i) => entry(bodies.length + i + 1, bodyOf(event, i)));
        const follow = (state: CompetitionState): CompetitionState =>
          live.reduce((at, next) => competitionFold.evolve(at, next), state);
        expect(newcomersEvents(follow(joined))).toEqual(newcomersEvents(follow(earlier)));
      }),
      { numRuns: 500 },
    );
  });
});

const readTypeName = (body: string): string => {
  const event = readEvent(body);
  return event.ok ? event.value.typeName : 'unread';
};

describe('a whole day', () => {
  test('[size] passings of finished heats drop out: what is left is results', () => {
    const day: Short[] = [competition, distance()];
    for (let number = 1; number <= 300; number += 1) {
      day.push(heat(number), heat(number, 'HeatStartedEvent'));
      for (let n = 0; n < 20; n += 1) day.push(passing(number));
      day.push(heat(number, 'HeatCommittedEvent'), heat(number, 'HeatDeactivatedEvent'));
    }
    const state = fold(day);
    expect(state.recorded).toBe(day.length);
    expect(newcomersEvents(state)).toHaveLength(2 + 300);
    expect(JSON.stringify(state).length).toBeLessThan(20_000);
  });

  test('[size] tens of thousands of events of one heat are folded in a moment', () => {
    const many = Array.from({ length: 20_000 }, () => passing(1));
    const state = fold([competition, distance(), heat(1), ...many]);
    expect(newcomersEvents(state)).toHaveLength(20_003);
  });
});

describe('batches with a key', () => {
  const withBatch = (state: CompetitionState, key: string, by = device): CompetitionState =>
    competitionFold.evolve(state, {
      seq: state.seq + 1,
      type: batchType,
      body: batchBody(key, 3),
      hubAt: 0,
      device: by,
    });

  test('[batch] a batch is known by its device and its key, and isn’t an event', () => {
    const state = withBatch(fold([competition]), 'k1');
    expect(batchOf(state, device, 'k1')?.accepted).toBe(3);
    expect(batchOf(state, 'other' as DeviceId, 'k1')).toBeUndefined();
    expect(newcomersEvents(state)).toEqual([1]);
    expect(state.recorded).toBe(1);
  });

  test('[batch] the newest 500 are remembered', () => {
    let state = fold([competition]);
    for (let n = 0; n < 501; n += 1) state = withBatch(state, `k${n}`);
    expect(batchOf(state, device, 'k0')).toBeUndefined();
    expect(batchOf(state, device, 'k1')).toBeDefined();
  });
});

describe('reading an event', () => {
  test.each([
    ['', 'it isn’t a JSON object'],
    ['[]', 'it isn’t a JSON object'],
    ['3', 'it isn’t a JSON object'],
    ['{"competitionId":"c"}', 'its typeName is missing'],
    ['{"typeName":3,"competitionId":"c"}', 'its typeName is missing'],
    ['{"typeName":"A"}', 'its competitionId is missing'],
    ['{"typeName":"A","competitionId":"a/b"}', 'its competitionId isn’t one'],
  ])('[event] %s is refused', (text, why) => {
    expect(readEvent(text)).toEqual({ ok: false, error: why });
  });
});
