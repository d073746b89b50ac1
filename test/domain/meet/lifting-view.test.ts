import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LiftingView, liftingView } from '#shared/domain/meet/lifting-view.ts';
import { beforeLift, fieldsOf, finishedMeet, type LiftLetter, type RawMeet } from './real-meet.ts';

/** The view of a meet that is one. */
function viewOf(state: unknown): LiftingView {
  const view = liftingView(state);
  if (!view) throw new Error('it is no meet');
  return view;
}

const flights = ['A', 'B', 'C', 'D'] as const;
const letters = ['S', 'B', 'D'] as const;

/** Lifts a flight's discipline from the first attempt to the last as the view calls them; gives who was called. */
function lifted(flight: string, lift: LiftLetter) {
  const { state, judge } = beforeLift(flight, lift);
  const called: { name: string; attempt: number; kg: number; good: boolean }[] = [];
  for (let view = viewOf(state); view.current; view = viewOf(state)) {
    const { lifter, attempt, weight } = view.current;
    judge(Number(lifter.id), attempt);
    const after = viewOf(state);
    const name = lifter.name.split(' ')[0] ?? '';
    called.push({ name, attempt, kg: weight?.kg ?? 0, good: after.last?.good ?? false });
    expect(after.last).toMatchObject({ lifter, attempt, weight });
    if (called.length > 60) throw new Error('it never ends');
  }
  return called;
}

test('[lifting order] each round goes from the lightest bar to the heaviest, as the meet was lifted', () => {
  const words = lifted('A', 'S').map(
    ({ name, attempt, kg, good }) => `${attempt} ${name} ${kg} ${good ? '✓' : '✕'}`,
  );
  expect(words).toEqual([
    '1 Kamel 200 ✓',
    '1 Mahran 220 ✕',
    '1 Samir 225 ✕',
    '1 Hussein 240 ✕',
    '1 Ahmad 250 ✓',
    '2 Kamel 212.5 ✓',
    '2 Mahran 220 ✕',
    '2 Samir 237.5 ✓',
    '2 Ahmad 260 ✕',
    // The same bar: who lifted earlier in the round before goes first.
    '3 Kamel 220 ✓',
    '3 Mahran 220 ✓',
    '3 Samir 252.5 ✓',
    '3 Ahmad 260 ✕',
  ]);
});

test('[lifting order] every attempt of every flight is called once, with who follows announced rightly', () => {
  for (const flight of flights) {
    for (const lift of letters) {
      const called = lifted(flight, lift);
      const taken = finishedMeet()
        .registration.entries.filter((entry) => entry.flight === flight)
        .flatMap((entry) => entry[fieldsOf[lift].status].filter((status) => status !== 0));
      expect(called.length).toBe(taken.length);
      const { state, judge } = beforeLift(flight, lift);
      for (const { attempt } of called) {
        const { current, next } = viewOf(state);
        if (!current) throw new Error('somebody is left');
        judge(Number(current.lifter.id), attempt);
        const following = viewOf(state).current;
        // Within a round nobody can slip in before the one who was announced.
        if (next[0]?.attempt === attempt) expect(following?.lifter).toEqual(next[0].lifter);
        expect(next.length).toBeLessThanOrEqual(4);
      }
    }
  }
});

test('[lifting order] equal bars: the lower lot, then the round before, then the lighter lifter, then the name', () => {
  const tied = (changes: readonly object[]): readonly string[] => {
    const view = viewOf({
      lifting: { lift: 'S' },
      registration: {
        entries: changes.map((change, i) => ({ id: i, name: 'Otter', squatKg: [100], ...change })),
      },
    });
    return [view.current, ...view.next].map((turn) => turn?.lifter.id ?? '');
  };
  expect(tied([{ lot: 3 }, { lot: 1 }, { lot: 2 }])).toEqual(['1', '2', '0']);
  expect(
    tied([
      { lot: 3, bodyweightKg: 80 },
      { lot: 0, bodyweightKg: 75 },
    ]),
  ).toEqual(['1', '0']);
  expect(tied([{ bodyweightKg: 80.2 }, { bodyweightKg: 80.15 }])).toEqual(['1', '0']);
  expect(tied([{ name: 'Otter' }, { name: 'Lynx' }])).toEqual(['1', '0']);
  const second = { squatStatus: [1, 0] };
  expect(
    tied([
      { squatKg: [95, 110], bodyweightKg: 70, ...second },
      { squatKg: [90, 110], bodyweightKg: 80, ...second },
    ]),
  ).toEqual(['1', '0']);
});

test('[bests and totals] are those of the published results', () => {
  const state = finishedMeet();
  const lines = flights.flatMap((flight) => {
    state.lifting.flight = flight;
    return viewOf(state).flightTable;
  });
  const shown = new Map(
    lines.map(({ lifter, best, total, out }) => [
      lifter.name,
      [best.S?.kg ?? null, best.B?.kg ?? null, best.D?.kg ?? null, total?.kg ?? null, out],
    ]),
  );
  expect(shown.size).toBe(19);
  expect(shown.get('Mohamed Dadou')).toEqual([255, 155, 270, 680, false]);
  expect(shown.get('Mohamad Sultan')).toEqual([210, 177.5, 230, 617.5, false]);
  expect(shown.get('Ahmad Abdullah')).toEqual([250, 165, 290, 705, false]);
  expect(shown.get('Kamel Hamed')).toEqual([220, 142.5, 290, 652.5, false]);
  expect(shown.get('Nourhane Ballout')).toEqual([130, 67.5, 167.5, 365, false]);
  expect(shown.get('Rebecca Nawfal')).toEqual([85, 42.5, 117.5, 245, false]);
  // Three no lifts in a discipline: the others are still shown, and there is no total.
  expect(shown.get('Hamid Halladja')).toEqual([null, 155, 180, null, true]);
  expect(shown.get('Mohammed Mahdi')).toEqual([null, null, null, null, true]);
  expect(shown.get('Haidara Mahmoud')).toEqual([140, 92.5, null, null, true]);
  // One no lift and nothing more: no total, but nobody has ruled on it.
  expect(shown.get('Hussein Gshayyish')).toEqual([null, null, null, null, false]);
});

test('[bests and totals] a fourth attempt is shown and counts for nothing', () => {
  const view = viewOf({
    lifting: { lift: 'B' },
    registration: {
      entries: [{ id: 1, name: 'Lynx', benchKg: [90, 95, 100, 102.5], benchStatus: [1, 1, -1, 1] }],
    },
  });
  expect(view.flightTable[0]?.attempts.B.map((cell) => cell?.state)).toEqual([
    'good',
    'good',
    'noLift',
    'good',
  ]);
  expect(view.flightTable[0]?.best.B?.kg).toBe(95);
  expect(view.last).toMatchObject({ attempt: 4, good: true });
  expect(view.current).toBeNull();
});

test('[table] shows the lifters of the day, platform and flight, in the lift that they entered', () => {
  const { state } = beforeLift('A', 'B');
  const [samir, ahmad] = ['Samir El Helwe', 'Ahmad Abdullah'].map((name) =>
    state.registration.entries.find((entry) => entry.name === name),
  );
  if (!samir || !ahmad) throw new Error('the fixture has changed');
  Object.assign(samir, { events: ['S', 'SD'] });
  Object.assign(ahmad, { day: 2 });
  const view = viewOf(state);
  expect(view.flightTable.map(({ lifter }) => lifter.name.split(' ')[0])).toEqual([
    'Kamel',
    'Mahran',
    'Hussein',
  ]);
  expect(view.lifts).toEqual(['S', 'B', 'D']);
});

test('[table] what the table chose by hand goes before the order', () => {
  const { state, judge } = beforeLift('A', 'S');
  state.lifting.overrideEntryId = 6;
  expect(viewOf(state).current).toMatchObject({ lifter: { name: 'Ahmad Abdullah' }, weight: { kg: 250 } });
  expect(viewOf(state).next[0]).toMatchObject({ lifter: { name: 'Kamel Hamed' } });
  state.lifting.overrideEntryId = 99;
  expect(viewOf(state).current).toMatchObject({ lifter: { name: 'Kamel Hamed' } });
  state.lifting.overrideEntryId = null;
  judge(8, 1);
  state.lifting.overrideAttempt = 2;
  expect(viewOf(state)).toMatchObject({ round: 2, current: { lifter: { name: 'Kamel Hamed' }, attempt: 2 } });
});

test('[units] a meet in pounds gives back the pounds that were entered, and names its classes by them', () => {
  const kg = (lb: number) => lb / 2.20462262;
  const view = viewOf({
    meet: { name: 'Pound Cup', inKg: false, weightClassesKgMen: [75, 82.5, 83, 90] },
    lifting: { lift: 'S' },
    registration: {
      entries: [
        { id: 1, name: 'Lynx', sex: 'M', bodyweightKg: 82.9, squatKg: [kg(405)] },
        { id: 2, name: 'Otter', sex: 'M', bodyweightKg: 120, squatKg: [kg(407.5)] },
        { id: 3, name: 'Heron', sex: 'M', intendedWeightClassKg: '90', squatKg: [kg(112.5)] },
      ],
    },
  });
  expect([view.current, ...view.next].map((turn) => turn?.weight?.lb)).toEqual([112.5, 405, 407.5]);
  expect(view.next[0]?.weight?.kg).toBe(183.7);
  expect(view.flightTable.map(({ lifter }) => lifter.weightClass).sort()).toEqual(['183', '198', '198+']);
});

test('[privacy] nothing of a lifter but what is announced reaches the view', () => {
  const state = finishedMeet();
  for (const entry of state.registration.entries) {
    Object.assign(entry, {
      birthDate: '1990-01-02',
      age: 33,
      memberId: 'SECRET-1',
      notes: 'SECRET-2',
      email: 'SECRET@example.org',
      instagram: 'SECRET-3',
      squatRackInfo: 'SECRET-4',
      paid: true,
    });
  }
  const text = JSON.stringify(viewOf(state));
  expect(text).not.toMatch(/SECRET|1990|bodyweight|paid|"age"/);
});

test('[odd data] what is no meet gives no view, and a meet without anything an empty one', () => {
  for (const nothing of [null, undefined, 3, 'meet', [], {}, { meet: 3 }, { other: {} }]) {
    expect(liftingView(nothing)).toBeNull();
  }
  expect(liftingView({ meet: { name: 'River Open' } })).toMatchObject({
    meet: 'River Open',
    current: null,
    next: [],
    flightTable: [],
  });
});

test('[odd data] of two entries with one number the first counts', () => {
  const entries = ['Lynx', 'Otter', 'Heron'].map((name, i) => ({
    id: i === 2 ? 1 : 5,
    name,
    squatKg: [100],
  }));
  const { flightTable } = viewOf({ registration: { entries }, lifting: { lift: 'S' } });
  expect(flightTable.map(({ lifter }) => lifter.name)).toEqual(['Heron', 'Lynx']);
});

test('[odd data] holes, nulls and texts where numbers belong are left out', () => {
  const entries: unknown[] = [];
  entries[3] = { id: 1, name: 'Lynx', squatKg: [null, 'x', 100], squatStatus: { 2: 1 }, flight: null };
  entries[5] = null;
  entries[9] = { id: 2, name: '  Ot\nter ', squatKg: [80], lot: '7', divisions: 'Open', events: null };
  const view = viewOf({
    registration: { entries },
    lifting: { lift: 'S', day: 'one', overrideAttempt: '1' },
  });
  expect(view.current).toMatchObject({ lifter: { name: 'Ot ter' }, attempt: 1, weight: { kg: 80 } });
  expect(view.flightTable).toHaveLength(2);
  const huge: unknown[] = [];
  huge.length = 4_000_000_000;
  expect(viewOf({ registration: { entries: huge } }).flightTable).toEqual([]);
});

/** Any JSON in the places of a meet's state. */
const anything = fc.jsonValue({ maxDepth: 3 });
const oneOf = <T>(...values: readonly T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, anything);
const list = (item: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: fc.array(item, { maxLength: 6 }) }, anything);
const kgs = list(oneOf(0, 100, 102.5, 110));
const statuses = list(oneOf(-1, 0, 1));
const entry = fc.record(
  {
    id: oneOf<unknown>(1, 2, '3'),
    day: oneOf(1),
    platform: oneOf(1),
    flight: oneOf('A', 'B'),
    name: oneOf('Lynx', 'Otter'),
    sex: oneOf('M', 'F', 'Mx'),
    divisions: list(oneOf('Open')),
    events: list(oneOf('SBD', 'B')),
    lot: oneOf(0, 1, 2),
    bodyweightKg: oneOf(0, 80),
    squatKg: kgs,
    squatStatus: statuses,
    benchKg: kgs,
    benchStatus: statuses,
    deadliftKg: kgs,
    deadliftStatus: statuses,
  },
  { requiredKeys: [] },
);
const meetState = fc.record(
  {
    meet: fc.oneof(
      fc.record(
        { name: oneOf('Cup'), inKg: oneOf(true, false), weightClassesKgMen: list(oneOf(83, 93)) },
        { requiredKeys: [] },
      ),
      anything,
    ),
    registration: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ entries: list(fc.oneof({ weight: 6, arbitrary: entry }, anything)) }),
      },
      anything,
    ),
    lifting: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record(
          {
            day: oneOf(1),
            platform: oneOf(1),
            flight: oneOf('A'),
            lift: oneOf('S', 'B', 'D'),
            overrideAttempt: oneOf<unknown>(null, 1, '2'),
            overrideEntryId: oneOf<unknown>(null, 1),
          },
          { requiredKeys: [] },
        ),
      },
      anything,
    ),
  },
  { requiredKeys: [] },
);

test('[odd data] no JSON makes the view throw, and what it gives goes over the wire as it is', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 8, arbitrary: meetState }, anything), (state) => {
      const view = liftingView(state);
      expect(JSON.parse(JSON.stringify(view))).toEqual(view);
      if (!view?.current || view.round === null) return;
      // Whoever is on the platform isn't announced for the same attempt.
      expect(view.next).not.toContainEqual(view.current);
      for (const turn of view.next) expect([view.round, view.round + 1]).toContain(turn.attempt);
    }),
    { numRuns: 600 },
  );
});

test('[odd data] every view of a meet that is typed in key by key is given without error', () => {
  // An assembled state is whole only in the end: parts of it come first, in any order.
  const whole: RawMeet = finishedMeet();
  fc.assert(
    fc.property(
      fc.subarray(whole.registration.entries),
      fc.subarray(Object.keys(whole)),
      (entries, parts) => {
        const state = { ...whole, registration: { entries } };
        liftingView(Object.fromEntries(Object.entries(state).filter(([key]) => parts.includes(key))));
      },
    ),
  );
});
