import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { otherSide, RallyEvent, type Side } from '#shared/domain/sports/rally-events.ts';
import { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import {
  isFinishedSetLegal,
  matchPointFor,
  nextStep,
  playRally,
  setPointFor,
  setsWinner,
  startRally,
} from '#shared/domain/sports/rally-sets.ts';
import type { RallyState } from '#shared/domain/sports/rally-state.ts';
import { checkRules } from '#shared/domain/sports/table.ts';
import { play } from './rally-play.ts';

const mark = fc.option(fc.integer({ min: 1, max: 12 }));
const order = fc.constantFrom<Pick<RallyRules, 'order' | 'players' | 'nextServer' | 'serviceCourt'>>(
  { order: 'single', players: 1, nextServer: 'rallyWinner', serviceCourt: 'byScore' },
  { order: 'single', players: 1, nextServer: 'rallyWinner', serviceCourt: 'picked' },
  { order: 'single', players: 1, nextServer: 'inTurn', serviceCourt: 'none' },
  { order: 'badmintonDoubles', players: 2, nextServer: 'rallyWinner', serviceCourt: 'byScore' },
  { order: 'tableTennisDoubles', players: 2, nextServer: 'inTurn', serviceCourt: 'none' },
  { order: 'rotation', players: 6, nextServer: 'rallyWinner', serviceCourt: 'none' },
  { order: 'rotation', players: 2, nextServer: 'rallyWinner', serviceCourt: 'none' },
);

/** Any numbers that an organiser may give, kept small so that sets end. */
const rules: fc.Arbitrary<RallyRules> = fc
  .record({
    engine: fc.constant('rally-sets' as const),
    bestOf: fc.constantFrom(1, 3, 5),
    target: fc.integer({ min: 1, max: 15 }),
    deciderTarget: fc.integer({ min: 1, max: 15 }),
    lead: fc.integer({ min: 1, max: 3 }),
    cap: fc.option(fc.integer({ min: 1, max: 20 })),
    who: order,
    servesEach: fc.integer({ min: 1, max: 5 }),
    setOpener: fc.constantFrom('setWinner' as const, 'alternate' as const),
    deciderToss: fc.boolean(),
    interval: fc.record({ at: mark, lengthMs: fc.constant(60_000), betweenSetsMs: fc.constant(0) }),
    ends: fc.record({ betweenSets: fc.boolean(), deciderAt: mark, every: mark, deciderEvery: mark }),
    timeouts: fc.option(
      fc.record({
        per: fc.constantFrom('set' as const, 'match' as const),
        count: fc.integer({ min: 1, max: 2 }),
        lengthMs: fc.constant(30_000),
      }),
    ),
    substitutions: fc.option(fc.integer({ min: 1, max: 6 })),
    redCardPoint: fc.boolean(),
    lets: fc.boolean(),
  })
  .map(({ who, ...rest }) => ({ ...rest, ...who }))
  .filter((drawn) => checkRules(drawn).ok);

const side = fc.constantFrom<Side>('A', 'B');
const letters = fc.array(side, { maxLength: 250 });
const player = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });

/** Any event at all, at any moment: most are refused. */
const event: fc.Arbitrary<RallyEvent> = fc.oneof(
  { weight: 8, arbitrary: side.map((s): RallyEvent => ({ type: 'point', side: s })) },
  { weight: 3, arbitrary: fc.constant<RallyEvent>({ type: 'setStart' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('service' as const),
      side,
      server: player,
      receiver: player,
      court: fc.option(fc.constantFrom('left' as const, 'right' as const), { nil: undefined }),
    }),
  },
  side.map((left): RallyEvent => ({ type: 'ends', left })),
  fc.record({
    type: fc.constant('toss' as const),
    winner: side,
    choice: fc.constantFrom('serve' as const, 'receive' as const, 'ends' as const),
  }),
  fc.constant<RallyEvent>({ type: 'let' }),
  fc.constant<RallyEvent>({ type: 'intervalEnd' }),
  side.map((s): RallyEvent => ({ type: 'timeout', side: s })),
  side.map((s): RallyEvent => ({ type: 'substitution', side: s, out: '1', in: '2' })),
  fc.record({
    type: fc.constant('card' as const),
    side,
    card: fc.constantFrom('yellow' as const, 'red' as const, 'black' as const),
  }),
);

/** Each state on the way, with the point that led to it: sets are started as soon as they can be. */
function walk(drawn: RallyRules, points: readonly Side[]): { state: RallyState; point: Side | null }[] {
  const start = (state: RallyState): RallyState => {
    if (state.phase !== 'toSet') return state;
    const service: RallyEvent = { type: 'service', side: state.opener ?? 'A' };
    return play(drawn, [{ type: 'ends', left: state.left ?? 'A' }, service, '>'], state);
  };
  const steps: { state: RallyState; point: Side | null }[] = [
    { state: start(startRally(drawn)), point: null },
  ];
  for (const point of points) {
    const before = steps.at(-1)?.state;
    if (!before || before.phase === 'over') break;
    steps.push({ state: start(play(drawn, [point], before)), point });
  }
  return steps;
}

/** All states after `events`, refused ones left out. */
function accepted(drawn: RallyRules, events: readonly RallyEvent[]): RallyState[] {
  const states = [startRally(drawn)];
  for (const [index, each] of events.entries()) {
    const next = playRally(drawn, states.at(-1) ?? startRally(drawn), each, index);
    if (next.ok) states.push(next.value);
  }
  return states;
}

const everyWalk = (check: (drawn: RallyRules, steps: ReturnType<typeof walk>) => void): void => {
  fc.assert(fc.property(rules, letters, (drawn, points) => check(drawn, walk(drawn, points))));
};

describe('whatever the rules and the rallies', () => {
  test('[any 1] every point is in exactly one set', () => {
    everyWalk((_, steps) => {
      const last = steps.at(-1)?.state;
      for (const each of ['A', 'B'] as const) {
        const finished = last?.sets.reduce((sum, set) => sum + set[each], 0) ?? 0;
        const won = steps.filter(({ point }) => point === each).length;
        expect(finished + (last?.points[each] ?? 0)).toBe(won);
      }
    });
  });

  test('[any 2] a set ends exactly when its score may be a final one', () => {
    everyWalk((drawn, steps) => {
      const last = steps.at(-1)?.state;
      for (const [index, set] of last?.sets.entries() ?? []) {
        expect(isFinishedSetLegal(drawn, index === drawn.bestOf - 1, set.A, set.B)).toBe(true);
        expect(set.winner).toBe(set.A > set.B ? 'A' : 'B');
      }
      for (const { state } of steps) {
        const decider = state.sets.length === drawn.bestOf - 1;
        if (state.phase !== 'set') continue;
        expect(isFinishedSetLegal(drawn, decider, state.points.A, state.points.B)).toBe(false);
      }
    });
  });

  test('[any 3] the winner has more than half of the sets, and nobody has before the end', () => {
    everyWalk((drawn, steps) => {
      for (const { state } of steps) {
        const most = Math.max(state.setsWon.A, state.setsWon.B);
        expect(most > drawn.bestOf / 2).toBe(state.phase === 'over');
        expect(state.winner !== null).toBe(state.phase === 'over');
        expect(setsWinner(drawn, state.sets)).toBe(state.winner);
        if (state.winner) expect(state.setsWon[state.winner]).toBe(most);
      }
    });
  });

  test('[any 4] nothing but a card is taken after the end', () => {
    fc.assert(
      fc.property(rules, letters, event, (drawn, points, each) => {
        const last = walk(drawn, points).at(-1)?.state;
        fc.pre(last?.phase === 'over');
        if (!last) return;
        const next = playRally(drawn, last, each, 0);
        if (next.ok) expect([each.type, next.value.sets]).toEqual(['card', last.sets]);
        else expect(next.error.code).toBe('MATCH_OVER');
      }),
    );
  });

  test('[any 5] the side that serves follows from the rallies alone', () => {
    everyWalk((drawn, steps) => {
      for (const [index, { state, point }] of steps.entries()) {
        if (state.phase !== 'set') continue;
        const { A, B } = state.points;
        if (A + B === 0) {
          expect(state.serving?.side).toBe(state.opener);
        } else if (drawn.nextServer === 'rallyWinner') {
          expect(state.serving?.side).toBe(point);
        } else {
          expect(state.serving?.side).toBe(servedInTurn(drawn, steps.slice(0, index + 1)));
        }
      }
    });
  });

  /**
   * Counted by hand, rally by rally: the service passes after `servesEach` points, and after each once both sides are one
   * short; where a lead of three lets a set pass that score by, once as many points have been played.
   */
  function servedInTurn(drawn: RallyRules, steps: ReturnType<typeof walk>): Side {
    const now = steps.at(-1)?.state;
    const target = now?.sets.length === drawn.bestOf - 1 ? drawn.deciderTarget : drawn.target;
    const set = steps.filter(({ state }) => state.sets.length === now?.sets.length);
    let server = now?.opener ?? 'A';
    let served = 0;
    for (const { state } of set.slice(1)) {
      served += 1;
      const { A, B } = state.points;
      const short = drawn.lead <= 2 ? Math.min(A, B) >= target - 1 : A + B >= 2 * (target - 1);
      if (short || served === drawn.servesEach) {
        server = otherSide(server);
        served = 0;
      }
    }
    return server;
  }

  test('[any 6] a set that goes to the alternate opener or to its winner does so', () => {
    everyWalk((drawn, steps) => {
      for (const [index, { state }] of steps.entries()) {
        const before = steps[index - 1]?.state;
        if (!before || state.phase !== 'set' || state.sets.length === before.sets.length) continue;
        if (drawn.deciderToss && state.sets.length === drawn.bestOf - 1) continue;
        const expected =
          drawn.setOpener === 'setWinner' ? state.sets.at(-1)?.winner : otherSide(before.opener ?? 'A');
        expect(state.opener).toBe(expected);
      }
    });
  });

  test('[any 7] who has set or match point wins it with the next rally', () => {
    everyWalk((drawn, steps) => {
      for (const { state } of steps) {
        if (state.phase !== 'set') continue;
        const ends = (each: Side): RallyState => play(drawn, [each], state);
        const setPoint = setPointFor(drawn, state);
        const matchPoint = matchPointFor(drawn, state);
        if (setPoint) expect(ends(setPoint).sets.at(-1)?.winner).toBe(setPoint);
        else expect([ends('A').phase, ends('B').phase]).toEqual(['set', 'set']);
        if (matchPoint) expect(ends(matchPoint).winner).toBe(matchPoint);
        else expect([ends('A').winner, ends('B').winner]).toEqual([null, null]);
      }
    });
  });

  test('[any 8] the server is a player on court, and only doubles name who receives', () => {
    everyWalk((drawn, steps) => {
      for (const { state } of steps) {
        const doubles = drawn.order === 'badmintonDoubles' || drawn.order === 'tableTennisDoubles';
        if (state.phase !== 'set') continue;
        expect(state.serving?.player).toBeLessThan(drawn.order === 'single' ? 1 : drawn.players);
        if (doubles) expect([0, 1]).toContain(state.receiver);
        else expect(state.receiver).toBeNull();
      }
    });
  });
});

describe('whatever is entered, in whatever order', () => {
  const everyEntry = (check: (drawn: RallyRules, states: RallyState[]) => void): void => {
    fc.assert(
      fc.property(rules, fc.array(event, { maxLength: 150 }), (drawn, events) =>
        check(drawn, accepted(drawn, events)),
      ),
    );
  };

  test('[entry 1] rules and events are what the schemas say', () => {
    fc.assert(
      fc.property(rules, event, (drawn, each) => {
        expect(RallyRules.safeParse(drawn).success).toBe(true);
        expect(RallyEvent.safeParse(each).success).toBe(true);
      }),
    );
  });

  test('[entry 2] every state survives JSON', () => {
    everyEntry((_, states) => {
      const last = states.at(-1);
      expect(JSON.parse(JSON.stringify(last))).toStrictEqual(last);
    });
  });

  test('[entry 3] the same events give the same state, and a fold of a fold changes nothing', () => {
    fc.assert(
      fc.property(rules, fc.array(event, { maxLength: 80 }), (drawn, events) => {
        const frozen = accepted(drawn, events).map((state) => JSON.stringify(state));
        expect(accepted(drawn, events).map((state) => JSON.stringify(state))).toEqual(frozen);
      }),
    );
  });

  test('[entry 4] who plays a set is known, and what comes next is said', () => {
    everyEntry((drawn, states) => {
      for (const state of states) {
        const step = nextStep(drawn, state);
        expect(step === 'play').toBe(state.phase === 'set');
        expect(step === 'over').toBe(state.phase === 'over');
        if (state.phase === 'set') expect([state.serving, state.opener, state.left]).not.toContain(null);
        if (step === 'setStart') expect(playRally(drawn, state, { type: 'setStart' }, 0).ok).toBe(true);
      }
    });
  });

  test('[entry 5] nobody takes more time-outs or substitutions than there are', () => {
    everyEntry((drawn, states) => {
      for (const { timeoutsUsed, substitutionsUsed } of states) {
        expect(Math.max(timeoutsUsed.A, timeoutsUsed.B)).toBeLessThanOrEqual(drawn.timeouts?.count ?? 0);
        const most = Math.max(substitutionsUsed.A, substitutionsUsed.B);
        expect(most).toBeLessThanOrEqual(drawn.substitutions ?? 0);
      }
    });
  });

  test('[entry 6] an accepted event changes the score by one point at most', () => {
    everyEntry((_, states) => {
      const total = ({ sets, points }: RallyState): number =>
        [...sets, points].reduce((sum, set) => sum + set.A + set.B, 0);
      for (const [index, state] of states.entries()) {
        const before = states[index - 1];
        if (before) expect([0, 1]).toContain(total(state) - total(before));
      }
    });
  });
});
