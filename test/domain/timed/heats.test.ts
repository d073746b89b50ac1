import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { programFolder } from '#main/version.ts';
import { decideTimed } from '#shared/domain/timed/decide.ts';
import { evolveTimed, type TimedState, timedTopic } from '#shared/domain/timed/heat.ts';
import { publishedOf } from '#shared/domain/timed/published.ts';
import type { Distance, HeatPlan, TimedEvent } from '#shared/domain/timed/records.ts';
import { resultsOf } from '#shared/domain/timed/results.ts';
import { plainCsv } from '#shared/reports/csv.ts';
import { heatsCsv, timeText } from '#shared/reports/heats-csv.ts';

const distance: Distance = { id: 'fly', name: '100 m butterfly', metres: 100, laps: 1, splitTies: false };
const lane = (n: number, name: string) => ({ lane: n, bib: String(10 + n), name, club: 'River' });
const plan: HeatPlan = {
  id: 'h1',
  distance: 'fly',
  round: 1,
  number: 1,
  lanes: [lane(1, 'Heron'), lane(2, 'Otter'), lane(3, 'Lynx')],
};
const begun: readonly TimedEvent[] = [
  { type: 'distancePut', distance },
  { type: 'heatPut', heat: plan },
  { type: 'activate', heat: 'h1' },
  { type: 'start', heat: 'h1', at: 1_700_000_000_000 },
];
const reading = (n: number, ms: number): TimedEvent => ({
  type: 'reading',
  heat: 'h1',
  key: `r${n}-${ms}`,
  lane: n,
  ms,
});

/** The state after these commands; throws when one is refused. */
function stateAfter(commands: readonly TimedEvent[], from?: TimedState): TimedState {
  let state = from ?? timedTopic('cup').fold.empty('timed/cup');
  for (const command of commands) {
    const decided = decideTimed(state, command);
    if (!decided.ok) throw new Error(`${command.type}: ${decided.error.message}`);
    for (const event of decided.value) state = evolveTimed(state, event, state.seq + 1);
  }
  return state;
}

const heatOf = (state: TimedState) => {
  const heat = state.heats.h1;
  if (!heat) throw new Error('no heat');
  return heat;
};

/** The code of the refusal of the last command. */
function refusedAfter(commands: readonly TimedEvent[], command: TimedEvent): string {
  const decided = decideTimed(stateAfter(commands), command);
  return decided.ok ? 'accepted' : decided.error.code;
}

const Rio = z.array(
  z.object({
    final: z.array(z.object({ name: z.string(), t: z.number() })),
    finalRanks: z.array(z.number()),
  }),
);

describe('timed heats', () => {
  test('[rank] equal hundredths share a rank and the next is left out: Rio 2016, men’s 100 m butterfly', () => {
    const text = readFileSync(join(programFolder, 'test/fixtures/timed.json'), 'utf8');
    for (const { final, finalRanks } of Rio.parse(JSON.parse(text))) {
      const lanes = final.map(({ name }, i) => lane(i + 1, name));
      const state = stateAfter([
        { type: 'distancePut', distance },
        { type: 'heatPut', heat: { ...plan, lanes } },
        ...begun.slice(2),
        // Three hands that differ by thousandths: cut to the same hundredth.
        ...final.map(({ t }, i) => reading(i + 1, Math.round(t * 1_000) + (i % 3))),
      ]);
      expect(resultsOf(heatOf(state), distance).map(({ rank }) => rank)).toEqual(finalRanks);
    }
  });

  test('[rank] where thousandths decide, they do', () => {
    const split = { ...distance, splitTies: true };
    const state = stateAfter([...begun, reading(1, 51_142), reading(2, 51_141), reading(3, 51_149)]);
    expect(resultsOf(heatOf(state), split).map(({ lane: { lane: n }, rank }) => [n, rank])).toEqual([
      [2, 1],
      [1, 2],
      [3, 3],
    ]);
  });

  test('[time] times are cut to hundredths, not rounded', () => {
    expect(timeText(9_869)).toBe('9.86');
    expect(timeText(62_309, 3)).toBe('1:02.309');
    expect(timeText(3_600_000)).toBe('1:00:00.00');
  });

  test('[once] a repeated tap counts once', () => {
    const state = stateAfter([...begun, reading(1, 50_000)]);
    expect(decideTimed(state, reading(1, 50_000))).toEqual({ ok: true, value: [] });
  });

  test('[undo] a time that was taken back stays, counts for nothing, and another can be taken', () => {
    const voided: TimedEvent = { type: 'void', heat: 'h1', key: 'r1-50000' };
    const state = stateAfter([...begun, reading(1, 50_000), voided, reading(1, 51_000)]);
    expect(heatOf(state).readings).toHaveLength(2);
    expect(resultsOf(heatOf(state), distance)[0]?.ms).toBe(51_000);
  });

  /** A time of lane 1 that was typed in place of another. */
  const typed = (ms: number, replaces?: string, n = 1): TimedEvent => ({
    type: 'reading',
    heat: 'h1',
    key: `t${n}-${ms}`,
    lane: n,
    ms,
    typed: true,
    ...(replaces === undefined ? {} : { replaces }),
  });

  test('[typed] a typed time takes the place of another in one event: neither counts without the other', () => {
    const command = typed(51_230, 'r1-51900');
    const before = stateAfter([...begun, reading(1, 51_900)]);
    expect(decideTimed(before, command)).toEqual({ ok: true, value: [command] });
    const after = stateAfter([command], before);
    expect(heatOf(after).readings).toEqual([
      { key: 'r1-51900', lane: 1, ms: 51_900, voided: true, typed: false },
      { key: 't1-51230', lane: 1, ms: 51_230, voided: false, typed: true },
    ]);
    expect(resultsOf(heatOf(after), distance)[0]?.splits).toEqual([51_230]);
    // Sent again after an answer that got lost.
    expect(decideTimed(after, command)).toEqual({ ok: true, value: [] });
    // Typed too, it can be taken back, or replaced, as a tapped one can.
    const back = stateAfter([{ type: 'void', heat: 'h1', key: 't1-51230' }], after);
    expect(resultsOf(heatOf(back), distance).every(({ ms }) => ms === null)).toBe(true);
    expect(resultsOf(heatOf(stateAfter([typed(51_110, 't1-51230')], after)), distance)[0]?.ms).toBe(51_110);
  });

  test('[typed] in place of a time that doesn’t count, or is another lane’s, it is refused', () => {
    const taken: readonly TimedEvent[] = [...begun, reading(1, 51_900), reading(2, 53_000)];
    expect(refusedAfter(taken, typed(51_230, 'nothing'))).toBe('NO_SUCH_EVENT');
    expect(refusedAfter(taken, typed(51_230, 'r2-53000'))).toBe('NO_SUCH_EVENT');
    const voided: TimedEvent = { type: 'void', heat: 'h1', key: 'r1-51900' };
    expect(refusedAfter([...taken, voided], typed(51_230, 'r1-51900'))).toBe('NO_SUCH_EVENT');
    expect(refusedAfter([...taken, voided], typed(51_230))).toBe('accepted');
  });

  test('[guard] what doesn’t fit is refused and changes nothing', () => {
    const done: readonly TimedEvent[] = [
      ...begun,
      reading(1, 50_000),
      reading(2, 51_000),
      { type: 'mark', heat: 'h1', lane: 3, mark: 'DNF' },
      { type: 'commit', heat: 'h1' },
    ];
    expect(refusedAfter(begun.slice(0, 2), { type: 'start', heat: 'h1', at: 1 })).toBe('WRONG_STATE');
    expect(refusedAfter(begun.slice(0, 3), reading(1, 1))).toBe('WRONG_STATE');
    expect(refusedAfter(begun, reading(9, 1))).toBe('NO_SUCH_PLAYER');
    expect(refusedAfter(begun, { type: 'commit', heat: 'h1' })).toBe('WRONG_STATE');
    expect(refusedAfter(done, reading(1, 2))).toBe('WRONG_STATE');
    expect(refusedAfter(done, { type: 'reopen', heat: 'h1', reason: 'wrong lane' })).toBe('accepted');
    expect(refusedAfter(begun, { type: 'heatRemoved', heat: 'h1' })).toBe('HAS_STARTED');
    // Official once, opened again, not run again: its lanes may change, but it can't be made not to have been.
    const wasOfficial: readonly TimedEvent[] = [
      ...begun,
      ...[1, 2, 3].map((n): TimedEvent => ({ type: 'mark', heat: 'h1', lane: n, mark: 'DNS' })),
      { type: 'commit', heat: 'h1' },
      { type: 'reopen', heat: 'h1', reason: 'wrong heat' },
      { type: 'falseStart', heat: 'h1' },
      { type: 'deactivate', heat: 'h1' },
      { type: 'heatPut', heat: { ...plan, lanes: plan.lanes.slice(1) } },
    ];
    expect(refusedAfter(wasOfficial, { type: 'heatRemoved', heat: 'h1' })).toBe('HAS_STARTED');
    expect(refusedAfter(begun.slice(0, 2), { type: 'heatPut', heat: { ...plan, id: 'h2' } })).toBe(
      'NUMBER_TAKEN',
    );
  });

  test('[csv] only official heats are in heats.csv, in order of rank', () => {
    const open = stateAfter([...begun, reading(1, 50_009), reading(2, 49_999)]);
    expect(heatsCsv(open, plainCsv).split('\r\n')).toHaveLength(2);
    const done = stateAfter(
      [
        { type: 'mark', heat: 'h1', lane: 3, mark: 'DSQ' },
        { type: 'commit', heat: 'h1' },
      ],
      open,
    );
    expect(heatsCsv(done, plainCsv).split('\r\n').slice(1, 4)).toEqual([
      '100 m butterfly,1,1,2,12,Otter,River,49.99,49.999,1,,,49.99',
      '100 m butterfly,1,1,1,11,Heron,River,50.00,50.009,2,,,50.00',
      '100 m butterfly,1,1,3,13,Lynx,River,,,,DSQ,,',
    ]);
  });

  const riverCup = {
    id: 'cup',
    idOf: (name: string) => `id of ${name}`,
    name: 'River Cup',
    startsOn: '2026-11-25',
  };

  test('[stream] a heat is published parent before child, a time taken back by activating it anew', () => {
    const now = 1_700_000_000_000;
    const competition = { ...riverCup, activatedAt: now };
    const commands: readonly TimedEvent[] = [
      ...begun,
      reading(1, 50_000),
      { type: 'void', heat: 'h1', key: 'r1-50000' },
      reading(1, 51_000),
      reading(2, 52_000),
      { type: 'mark', heat: 'h1', lane: 3, mark: 'DNS' },
      { type: 'commit', heat: 'h1' },
    ];
    let state = timedTopic('cup').fold.empty('timed/cup');
    const published: { type: string; body: string }[] = [];
    for (const command of commands) {
      const next = stateAfter([command], state);
      published.push(...publishedOf(state, command, next, competition, now));
      state = next;
    }
    expect(published.map(({ type }) => type)).toEqual([
      'CompetitionActivatedEvent',
      'DistanceActivatedEvent',
      'HeatActivatedEvent',
      'HeatStartedEvent',
      'RaceLapAddedEvent',
      'LastPresentedRaceLapChangedEvent',
      'HeatActivatedEvent',
      'HeatStartedEvent',
      'RaceLapAddedEvent',
      'LastPresentedRaceLapChangedEvent',
      'RaceLapAddedEvent',
      'LastPresentedRaceLapChangedEvent',
      'HeatActivatedEvent',
      'HeatStartedEvent',
      'HeatCommittedEvent',
      'HeatDeactivatedEvent',
    ]);
    const lap = JSON.parse(published[4]?.body ?? '') as { raceId: string; lap: { time: number } };
    expect(lap).toMatchObject({ raceId: 'id of race/h1.1', lap: { time: 500_000_000 } });
    const committed = JSON.parse(published[14]?.body ?? '') as { races: { laps: unknown[]; race: object }[] };
    expect(committed.races.map(({ laps }) => laps.length)).toEqual([1, 1, 0]);
    expect(committed.races[2]?.race).toMatchObject({ result: { status: 1 }, time: null });
  });

  test('[stream] a typed time is added like a tapped one; in place of another, or before the last, the heat is activated anew with what counts', () => {
    const competition = { ...riverCup, activatedAt: 1_700_000_000_000 };
    const threeLaps: TimedEvent = { type: 'distancePut', distance: { ...distance, laps: 3 } };
    const before = stateAfter([threeLaps, ...begun.slice(1), reading(1, 30_000), reading(1, 61_000)]);
    const published = (command: TimedEvent) =>
      publishedOf(before, command, stateAfter([command], before), competition, 1_700_000_000_000);
    const lap = ['RaceLapAddedEvent', 'LastPresentedRaceLapChangedEvent'];
    const anew = ['HeatActivatedEvent', 'HeatStartedEvent'];
    expect(published(typed(92_500)).map(({ type }) => type)).toEqual(lap);
    expect(published(typed(45_000)).map(({ type }) => type)).toEqual(anew);
    expect(published(typed(62_500, 'r1-61000')).map(({ type }) => type)).toEqual(anew);
    const { races } = JSON.parse(published(typed(29_000, 'r1-30000'))[0]?.body ?? '') as {
      races: { laps: { time: number }[] }[];
    };
    expect(races[0]?.laps.map(({ time }) => time)).toEqual([290_000_000, 610_000_000]);
  });

  const hourMs = 60 * 60 * 1_000;
  const secondHeat: TimedEvent = { type: 'heatPut', heat: { ...plan, id: 'h2', number: 2 } };
  const thirdHeat: TimedEvent = { type: 'heatPut', heat: { ...plan, id: 'h3', number: 3 } };
  const official: readonly TimedEvent[] = [
    ...begun,
    secondHeat,
    thirdHeat,
    ...[1, 2, 3].map((n): TimedEvent => ({ type: 'mark', heat: 'h1', lane: n, mark: 'DNF' })),
    { type: 'commit', heat: 'h1' },
  ];

  /** What a command publishes so many hours after the competition was activated; null: it isn't active. */
  function publishedAfter(
    commands: readonly TimedEvent[],
    command: TimedEvent,
    hours: number | null,
  ): string[] {
    const before = stateAfter(commands);
    const now = 1_700_000_000_000 + (hours ?? 0) * hourMs;
    const activatedAt = hours === null ? null : 1_700_000_000_000;
    const competition = { ...riverCup, activatedAt };
    return publishedOf(before, command, stateAfter([command], before), competition, now).map(({ body }) => {
      const { typeName, heat } = JSON.parse(body) as { typeName: string; heat?: { number: number } };
      return heat ? `${typeName} ${heat.number}` : typeName;
    });
  }

  test('[stream] a heat that is called, started or opened again half a day later activates the competition first, with the results of the others', () => {
    const anew = ['CompetitionActivatedEvent', 'DistanceActivatedEvent'];
    const call: TimedEvent = { type: 'activate', heat: 'h2' };
    const start: TimedEvent = { type: 'start', heat: 'h2', at: 1_700_000_000_000 };
    expect(publishedAfter(official, call, 12)).toEqual(['HeatActivatedEvent 2']);
    expect(publishedAfter(official, call, 13)).toEqual([
      ...anew,
      'HeatCommittedEvent 1',
      'HeatActivatedEvent 2',
    ]);
    // Both were called in the evening before.
    const called: readonly TimedEvent[] = [...official, call, { type: 'activate', heat: 'h3' }];
    expect(publishedAfter(called, start, 12)).toEqual(['HeatStartedEvent 2']);
    expect(publishedAfter(called, start, 13)).toEqual([
      ...anew,
      'HeatCommittedEvent 1',
      'HeatActivatedEvent 3',
      'HeatActivatedEvent 2',
      'HeatStartedEvent 2',
    ]);
    expect(publishedAfter(official, { type: 'reopen', heat: 'h1', reason: 'wrong lane' }, 13)).toEqual([
      ...anew,
      'HeatActivatedEvent 1',
      'HeatStartedEvent 1',
    ]);
    // Somebody has told those who follow that it is over.
    expect(publishedAfter(official, call, null)).toEqual([
      ...anew,
      'HeatCommittedEvent 1',
      'HeatActivatedEvent 2',
    ]);
  });

  test('[stream] a heat that is running is never reset, however old the activation', () => {
    const running: readonly TimedEvent[] = [
      ...official,
      { type: 'activate', heat: 'h2' },
      { type: 'start', heat: 'h2', at: 1_700_000_000_000 },
    ];
    expect(publishedAfter(running, { type: 'activate', heat: 'h3' }, 30)).toEqual(['HeatActivatedEvent 3']);
    const both: readonly TimedEvent[] = [...running, { type: 'activate', heat: 'h3' }];
    expect(publishedAfter(both, { type: 'start', heat: 'h3', at: 1 }, 30)).toEqual(['HeatStartedEvent 3']);
  });

  test('[fold] whatever is sent, in whatever order and twice: what was accepted is what the fold shows', () => {
    const commands = fc.array(
      fc.oneof(
        fc.constantFrom<TimedEvent>(
          ...begun,
          { type: 'falseStart', heat: 'h1' },
          { type: 'commit', heat: 'h1' },
          { type: 'reopen', heat: 'h1', reason: 'x' },
          { type: 'deactivate', heat: 'h1' },
          { type: 'mark', heat: 'h1', lane: 1, mark: 'DNF' },
          { type: 'mark', heat: 'h1', lane: 1, mark: null },
        ),
        fc
          .record({ n: fc.integer({ min: 1, max: 3 }), ms: fc.integer({ min: 0, max: 3 }) })
          .map(({ n, ms }) => reading(n, ms)),
        fc
          .record({ n: fc.integer({ min: 1, max: 3 }), ms: fc.integer({ min: 0, max: 3 }) })
          .map(({ n, ms }): TimedEvent => ({ type: 'void', heat: 'h1', key: `r${n}-${ms}` })),
        fc
          .record({ n: fc.integer({ min: 1, max: 3 }), ms: fc.integer({ min: 0, max: 3 }) })
          .map(({ n, ms }) => typed(ms, `r${n}-${ms}`, n)),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(commands, (list) => {
        let state = stateAfter(begun.slice(0, 2));
        for (const command of list) {
          const decided = decideTimed(state, command);
          if (decided.ok) for (const event of decided.value) state = evolveTimed(state, event, state.seq + 1);
          const { readings, course } = heatOf(state);
          const keys = readings.map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
          if (course.stage === 'committed')
            expect(
              resultsOf(heatOf(state), distance).every(({ ms, mark }) => ms !== null || mark !== null),
            ).toBe(true);
          if (course.stage === 'planned' || course.stage === 'active') expect(readings).toEqual([]);
        }
      }),
    );
  });
});
