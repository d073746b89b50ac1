import { describe, expect, test } from 'vitest';
import {
  badminton,
  beachVolleyball,
  squash,
  tableTennis,
  volleyball,
} from '#shared/domain/sports/presets.ts';
import { nextStep, startRally, substitutionsLeft, timeoutsLeft } from '#shared/domain/sports/rally-sets.ts';
import type { RallyState } from '#shared/domain/sports/rally-state.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import { codeOf, opens, play, serviceOf, straight, to } from './rally-play.ts';

/** What each point of `letters` leads to, one after the other. */
function courseOf<T>(
  rules: Parameters<typeof play>[0],
  from: RallyState,
  letters: string,
  look: (state: RallyState) => T,
): T[] {
  let state = from;
  return [...letters].map((letter) => {
    state = play(rules, [letter], state);
    return look(state);
  });
}

describe('badminton singles', () => {
  const begun = play(badminton, [...opens('A'), '>']);

  test('[badminton 10.1] a server with an even score serves from the right, with an odd one from the left', () => {
    const courts = courseOf(badminton, begun, 'AABBA', (s) => `${s.serving?.side} ${s.serving?.court}`);
    expect(courts).toEqual(['A left', 'A right', 'B left', 'B right', 'A left']);
  });

  test('[badminton 8.1] ends after each game, and at 11 in the third', () => {
    const two = play(badminton, [straight('A', 21)], begun);
    expect([two.left, two.endsChanged]).toEqual(['B', true]);
    const third = play(badminton, ['>', straight('B', 21), '>'], two);
    expect(third.left).toBe('A');
    const at11 = play(badminton, [to(10, 11)], third);
    expect([at11.left, at11.endsChanged, at11.interval?.kind]).toEqual(['B', true, 'interval']);
    // It is announced once: the next event, whatever it is, takes it back.
    expect(play(badminton, [{ type: 'let' }], at11).endsChanged).toBe(false);
    const both = play(badminton, ['A'], at11);
    expect([both.points.A, both.left, both.endsChanged]).toEqual([11, 'B', false]);
  });

  test('[badminton 8.1] no change at 11 in the first game', () => {
    expect(play(badminton, [to(11, 0)], begun).left).toBe('A');
  });

  test('[badminton 7.6] the winner of a game opens the next', () => {
    expect(play(badminton, [straight('B', 21)], begun).serving?.side).toBe('B');
  });
});

describe('badminton doubles', () => {
  const rules = rulesFor('badminton', 'pair');
  const begun = play(rules, [...opens('A', 0, 0), '>']);

  test('[badminton 11.3, 11.4] the order of service in the example of the laws', () => {
    // A0 serves to B0 from the right; A scores, A0 goes on from the left to B1; B, B again; A, A.
    const course = courseOf(rules, begun, 'ABBAA', (s) => `${serviceOf(s)} ${s.serving?.court}`);
    expect(serviceOf(begun)).toBe('A0→B0');
    expect(course).toEqual([
      'A0→B1 left', // 1-0: A swaps, the same server
      'B1→A0 left', // 1-1: nobody moves; B's left-hand player serves
      'B1→A1 right', // 1-2: B swaps
      'A1→B1 right', // 2-2: nobody moves; A's right-hand player serves
      'A1→B0 left', // 3-2: A swaps
    ]);
  });

  test('[badminton 11.1.5] partners change courts only by scoring on their own service', () => {
    const positions = courseOf(rules, begun, 'ABBA', (s) => s.positions);
    expect(positions).toEqual([
      { A: 1, B: 0 },
      { A: 1, B: 0 },
      { A: 1, B: 1 },
      { A: 1, B: 1 },
    ]);
  });

  test('[badminton 11.6] either partner of the winning pair serves first in the next game, either one receives', () => {
    const between = play(rules, [straight('B', 21)], begun);
    expect([between.opener, between.serving, nextStep(rules, between)]).toEqual(['B', null, 'service']);
    const named = play(rules, [{ type: 'service', side: 'B', server: 1, receiver: 1 }, '>'], between);
    expect(serviceOf(named)).toBe('B1→A1');
    expect(named.serving?.court).toBe('right');
    expect(serviceOf(play(rules, ['>'], between))).toBe('B0→A0');
  });
});

describe('table tennis', () => {
  const begun = play(tableTennis, [...opens('A'), '>']);

  test('[table tennis 2.13.3] two serves each, one each from 10-all', () => {
    const servers = courseOf(tableTennis, begun, to(12, 12), (s) => s.serving?.side).join('');
    expect(`A${servers}`).toBe('AABBAABBAABBAABBAABBABABA');
  });

  test('[in turn 1] a lead of three that passes 4-all by skips nobody’s turn', () => {
    const rules = { ...tableTennis, target: 5, lead: 3, servesEach: 3 };
    const servers = courseOf(rules, play(rules, [...opens('A'), '>']), 'BBAABBABA', (s) => s.serving?.side);
    expect(`A${servers.join('')}`).toBe('AAABBBAABA');
  });

  test('[table tennis 2.13.6] who served first in a game receives first in the next; ends change', () => {
    const second = play(tableTennis, [straight('A', 11)], begun);
    expect([second.serving?.side, second.left, second.interval?.lengthMs]).toEqual(['B', 'B', 60_000]);
    expect(play(tableTennis, ['>', straight('A', 11)], second).serving?.side).toBe('A');
  });

  test('[table tennis 2.13.7] in the last possible game ends change at 5', () => {
    const games = [straight('A', 11), '>', straight('B', 11), '>'];
    const decider = play(tableTennis, [...games, ...games], begun);
    const course = courseOf(tableTennis, decider, 'AAAABBBBBA', (s) => s.endsChanged);
    expect(course).toEqual([false, false, false, false, false, false, false, false, true, false]);
    expect(play(tableTennis, ['AAAAA'], begun).endsChanged).toBe(false);
  });

  test('[table tennis 3.4.4.2] one time-out of a minute in a match', () => {
    const taken = play(tableTennis, [{ type: 'timeout', side: 'A' }], begun);
    expect(taken.interval).toMatchObject({ kind: 'timeout', side: 'A', lengthMs: 60_000 });
    const second = play(tableTennis, [straight('A', 11), '>'], taken);
    expect(timeoutsLeft(tableTennis, second, 'A')).toBe(0);
    expect(codeOf(tableTennis, second, { type: 'timeout', side: 'A' })).toBe('NO_TIMEOUTS_LEFT');
    expect(codeOf(tableTennis, second, { type: 'timeout', side: 'B' })).toBe('accepted');
  });

  test('[table tennis 2.9] a let counts nothing and the same player serves', () => {
    const state = play(tableTennis, ['A', { type: 'let' }], begun);
    expect([state.points, state.serving?.side]).toEqual([{ A: 1, B: 0 }, 'A']);
  });
});

describe('table tennis doubles', () => {
  const rules = rulesFor('table-tennis', 'pair');
  const begun = play(rules, [...opens('A', 0, 1), '>']);

  test('[table tennis 2.13.5] the receiver serves next, to the partner of who served', () => {
    const course = courseOf(rules, begun, 'ABABABAB', serviceOf);
    expect([serviceOf(begun), ...course]).toEqual([
      ...['A0→B1', 'A0→B1', 'B1→A1', 'B1→A1'],
      ...['A1→B0', 'A1→B0', 'B0→A0', 'B0→A0', 'A0→B1'],
    ]);
  });

  test.each([
    [0, 1], // A1 served to B0
    [1, 0], // A0 served to B1
  ])(
    '[table tennis 2.13.4] in the next game B%i serves to A%i, who served to them before',
    (server, receiver) => {
      const between = play(rules, [straight('A', 11)], begun);
      expect(nextStep(rules, between)).toBe('service');
      const named = play(rules, [{ type: 'service', side: 'B', server }, '>'], between);
      expect(serviceOf(named)).toBe(`B${server}→A${receiver}`);
    },
  );

  test('[table tennis 2.13.4] naming the other server instead gives the other receiver', () => {
    const between = play(rules, [straight('A', 11)], begun);
    const again = play(
      rules,
      [
        { type: 'service', side: 'B', server: 1 },
        { type: 'service', side: 'B', server: 0 },
      ],
      between,
    );
    expect(serviceOf(again)).toBe('B0→A1');
    // Were it the other pair's turn after all: A0 received from B0 before.
    const other = play(rules, [{ type: 'service', side: 'A', server: 0 }], between);
    expect(serviceOf(other)).toBe('A0→B0');
    // And A1 from B1.
    expect(serviceOf(play(rules, [{ type: 'service', side: 'A', server: 1 }], between))).toBe('A1→B1');
  });

  test('[table tennis 2.13.4] the order follows through every game', () => {
    // The third game: B0→A1, A1→B1, B1→A0, A0→B0 was the second; so A0, opening, serves to B1.
    const third = play(rules, [straight('A', 11), '>', straight('B', 11), '>'], begun);
    expect(serviceOf(third)).toBe('A0→B1');
  });

  test.each([
    // Five points in, the third turn runs: A1 serves to B0, so B changes its receiver.
    ['AAAAA', 'A1→B1', 'B1→A0'],
    // At 2-5 the fourth turn runs: B0 serves to A0, so A changes its receiver.
    ['AABBBBB', 'B0→A1', 'A1→B1'],
  ])(
    '[table tennis 2.13.6] at 5 in the decider (%s) the pair that receives next swaps',
    (points, now, next) => {
      const games = [straight('A', 11), '>', straight('B', 11), '>'];
      const decider = play(rules, [...games, ...games], begun);
      const named = play(rules, [{ type: 'service', side: 'A', server: 0, receiver: 1 }], decider);
      const at5 = play(rules, [points], named);
      expect([serviceOf(at5), at5.endsChanged]).toEqual([now, true]);
      expect(serviceOf(play(rules, ['A'], at5))).toBe(next);
    },
  );
});

describe('volleyball', () => {
  const begun = play(volleyball, [...opens('A'), '>']);

  test('[volleyball 7.6.2] a team that gains the service rotates: its player in position 2 serves', () => {
    expect(begun.serving).toEqual({ side: 'A', player: 0, court: null });
    const course = courseOf(volleyball, begun, 'ABBAABA', serviceOf);
    expect(course).toEqual(['A0→B', 'B1→A', 'B1→A', 'A1→B', 'A1→B', 'B2→A', 'A2→B']);
  });

  test('[volleyball 7.6] after six side-outs the first server is back', () => {
    const state = play(volleyball, ['BA'.repeat(6)], begun);
    expect([state.serving?.player, state.positions]).toEqual([0, { A: 0, B: 0 }]);
  });

  test('[volleyball 12.1.2] the other team opens the next set with its first server; courts change', () => {
    const second = play(volleyball, [straight('A', 25)], begun);
    expect([serviceOf(second), second.left, second.positions]).toEqual(['B0→A', 'B', { A: 0, B: 0 }]);
    expect(second.interval).toMatchObject({ kind: 'betweenSets', lengthMs: 180_000 });
    expect(nextStep(volleyball, second)).toBe('setStart');
  });

  const sets = [straight('A', 25), '>', straight('B', 25), '>'];
  const beforeFifth = play(volleyball, [...sets, ...sets].slice(0, -1), begun);

  test('[volleyball 7.1] a new toss before the fifth set', () => {
    expect(beforeFifth).toMatchObject({ toss: null, opener: null, serving: null, left: null });
    expect(nextStep(volleyball, beforeFifth)).toBe('ends');
    expect(codeOf(volleyball, beforeFifth, { type: 'setStart' })).toBe('SERVER_UNKNOWN');
    const tossed = play(volleyball, [{ type: 'toss', winner: 'B', choice: 'serve' }, '>'], beforeFifth);
    expect(tossed.serving?.side).toBe('B');
  });

  test('[volleyball 6.3.2, 18.2.2] the fifth set goes to 15, courts change at 8', () => {
    const fifth = play(volleyball, [...opens('B'), '>'], beforeFifth);
    const at8 = play(volleyball, [to(8, 7)], fifth);
    expect([at8.left, at8.endsChanged]).toEqual(['A', true]);
    expect(play(volleyball, ['B'], at8).endsChanged).toBe(false);
    expect(play(volleyball, [straight('A', 15)], fifth)).toMatchObject({ phase: 'over', winner: 'A' });
    expect(play(volleyball, [to(15, 14)], fifth).phase).toBe('set');
    expect(play(volleyball, [to(40, 38)], fifth).phase).toBe('over');
  });

  test('[volleyball 15.1] two time-outs of 30 s in a set', () => {
    const timeout = { type: 'timeout', side: 'B' } as const;
    const state = play(volleyball, ['A', timeout, 'A', timeout], begun);
    expect(state.interval).toEqual({ kind: 'timeout', side: 'B', since: 3000, lengthMs: 30_000 });
    expect(codeOf(volleyball, state, timeout)).toBe('NO_TIMEOUTS_LEFT');
    const next = play(volleyball, [straight('A', 23), '>'], state);
    expect(timeoutsLeft(volleyball, next, 'B')).toBe(2);
  });

  test('[volleyball 15.6] six substitutions in a set, by two different players', () => {
    const change = { type: 'substitution', side: 'A', out: '4', in: '9' } as const;
    const six = play(
      volleyball,
      Array.from({ length: 6 }, () => change),
      begun,
    );
    expect(substitutionsLeft(volleyball, six, 'A')).toBe(0);
    expect(codeOf(volleyball, six, change)).toBe('NO_SUBSTITUTIONS_LEFT');
    expect(codeOf(volleyball, six, { ...change, side: 'B' })).toBe('accepted');
    expect(codeOf(volleyball, begun, { ...change, in: '4' })).toBe('NO_SUCH_PLAYER');
    const next = play(volleyball, [straight('A', 25)], six);
    expect(substitutionsLeft(volleyball, next, 'A')).toBe(6);
    // A line-up may be changed before the set, and it counts in it.
    expect(substitutionsLeft(volleyball, play(volleyball, [change, '>'], next), 'A')).toBe(5);
  });

  test('[volleyball 21.3.1] a red card gives the other team the point and the service, and it rotates', () => {
    const state = play(volleyball, [{ type: 'card', side: 'A', card: 'red' }], begun);
    expect([state.points, serviceOf(state)]).toEqual([{ A: 0, B: 1 }, 'B1→A']);
  });
});

describe('beach volleyball', () => {
  const begun = play(beachVolleyball, [...opens('A', 1, 0), '>']);

  test('[beach 12] the two of a side serve in turn, each until the other side gains the service', () => {
    const course = courseOf(beachVolleyball, begun, 'ABBABA', serviceOf);
    expect(course).toEqual(['A1→B', 'B0→A', 'B0→A', 'A0→B', 'B1→A', 'A1→B']);
    const second = play(beachVolleyball, [...opens('A', 0, 1), '>', 'B']);
    expect(serviceOf(second)).toBe('B1→A');
    expect(serviceOf(play(beachVolleyball, [...opens('A'), '>', 'B']))).toBe('B0→A');
  });

  test('[beach 18] ends change every 7 points played, every 5 in the third set', () => {
    const changes = (from: RallyState, letters: string) =>
      courseOf(beachVolleyball, from, letters, (s) => s.endsChanged).flatMap((c, i) => (c ? [i + 1] : []));
    expect(changes(begun, to(20, 20))).toEqual([7, 14, 21, 28, 35]);
    const third = play(
      beachVolleyball,
      [straight('A', 21), '>', straight('B', 21), ...opens('A'), '>'],
      begun,
    );
    expect(changes(third, to(14, 14))).toEqual([5, 10, 15, 20, 25]);
  });

  test('[beach 15] one time-out in a set, no substitutions', () => {
    const timeout = { type: 'timeout', side: 'A' } as const;
    expect(codeOf(beachVolleyball, play(beachVolleyball, [timeout], begun), timeout)).toBe(
      'NO_TIMEOUTS_LEFT',
    );
    const change = { type: 'substitution', side: 'A', out: '1', in: '2' } as const;
    expect(codeOf(beachVolleyball, begun, change)).toBe('NOT_IN_THIS_SPORT');
  });

  test('[beach 7] pairs name their first server before each set', () => {
    const between = play(beachVolleyball, [straight('A', 21)], begun);
    expect([between.opener, nextStep(beachVolleyball, between)]).toEqual(['B', 'service']);
  });
});

describe('squash', () => {
  const pick = (side: 'A' | 'B', court: 'left' | 'right') => ({ type: 'service', side, court }) as const;
  const begun = play(squash, [pick('A', 'left'), '>']);

  test('[squash 5.2] the box is picked on hand-out, then alternates', () => {
    expect(courseOf(squash, begun, 'AAA', (s) => s.serving?.court)).toEqual(['right', 'left', 'right']);
    const handOut = play(squash, ['B'], begun);
    expect(handOut.serving).toEqual({ side: 'B', player: 0, court: null });
    const picked = play(squash, [pick('B', 'right')], handOut);
    expect(picked.serving?.court).toBe('right');
    expect(play(squash, ['B'], picked).serving?.court).toBe('left');
  });

  test('[squash 5.2] a box that nobody picked stays unknown until somebody says it', () => {
    const unknown = play(squash, ['BB'], begun);
    expect(unknown.serving?.court).toBeNull();
    expect(play(squash, [pick('B', 'left')], unknown).serving?.court).toBe('left');
  });

  test('[squash 2.1] nobody else is made the server by picking a box', () => {
    const state = play(squash, ['B'], begun);
    expect(codeOf(squash, state, pick('A', 'left'))).toBe('SET_RUNNING');
    expect(codeOf(squash, state, { type: 'service', side: 'B' })).toBe('SET_RUNNING');
  });

  test('[squash 5.3] a let is served again from the same box', () => {
    const state = play(squash, ['A', { type: 'let' }], begun);
    expect([state.serving?.court, state.points]).toEqual(['right', { A: 1, B: 0 }]);
  });

  test('[squash 8] a stroke is a point', () => {
    const state = play(squash, [{ type: 'point', side: 'B', how: 'stroke' }], begun);
    expect([state.points, state.serving?.side]).toEqual([{ A: 0, B: 1 }, 'B']);
  });

  test('[squash 2.2] two ahead from 10-all, however long; the winner opens the next game', () => {
    expect(play(squash, [to(11, 10)], begun).phase).toBe('set');
    const next = play(squash, [to(25, 23)], begun);
    expect([next.sets[0], next.serving?.side]).toEqual([{ A: 25, B: 23, winner: 'A' }, 'A']);
  });

  test('[squash 7] nobody asks for ends; 120 s between games', () => {
    expect(nextStep(squash, startRally(squash))).toBe('service');
    const next = play(squash, [straight('A', 11)], begun);
    expect([next.left, next.endsChanged, next.interval?.lengthMs]).toEqual(['A', false, 120_000]);
  });
});
