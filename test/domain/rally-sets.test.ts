import { describe, expect, test } from 'vitest';
import { badminton, squash, volleyball } from '#shared/domain/sports/presets.ts';
import {
  isFinishedSetLegal,
  matchPointFor,
  nextStep,
  playRally,
  setPointFor,
  setsWinner,
  startRally,
  substitutionsLeft,
  timeoutsLeft,
} from '#shared/domain/sports/rally-sets.ts';
import { codeOf, opens, play, straight, to } from './rally-play.ts';

const begun = play(badminton, [...opens('A'), '>']);
const over = play(badminton, [...opens('A'), '>', straight('A', 21), '>', straight('A', 21)]);

describe('steps', () => {
  test('[step 1] ends, then service, then the set, then play, then nothing', () => {
    let state = startRally(badminton);
    expect(nextStep(badminton, state)).toBe('ends');
    state = play(badminton, [{ type: 'ends', left: 'B' }], state);
    expect(nextStep(badminton, state)).toBe('service');
    state = play(badminton, [{ type: 'service', side: 'A' }], state);
    expect(nextStep(badminton, state)).toBe('setStart');
    expect(nextStep(badminton, play(badminton, ['>'], state))).toBe('play');
    expect(nextStep(badminton, over)).toBe('over');
  });

  test('[step 2] the toss gives the service to who chose it, and away by who chose to receive', () => {
    const toss = (choice: 'serve' | 'receive' | 'ends') =>
      play(badminton, [{ type: 'toss', winner: 'B', choice }]);
    expect(toss('serve').serving).toEqual({ side: 'B', player: 0, court: 'right' });
    expect(toss('receive').serving?.side).toBe('A');
    expect(toss('ends').serving).toBeNull();
  });

  test('[step 3] a toss that was entered wrongly is entered again', () => {
    const state = play(badminton, [
      { type: 'toss', winner: 'A', choice: 'serve' },
      { type: 'toss', winner: 'A', choice: 'ends' },
    ]);
    expect([state.opener, state.serving]).toEqual([null, null]);
  });

  test('[step 4] there is no toss before the second set', () => {
    const state = play(badminton, [...opens('A'), '>', straight('A', 21)]);
    expect(codeOf(badminton, state, { type: 'toss', winner: 'A', choice: 'serve' })).toBe('WRONG_STATE');
  });

  test('[step 5] a set without chosen ends puts A on the left', () => {
    expect(play(badminton, [{ type: 'service', side: 'B' }, '>']).left).toBe('A');
  });

  test('[step 6] ends can be put right between rallies, and that is not announced', () => {
    const state = play(badminton, ['AB', { type: 'ends', left: 'B' }], begun);
    expect([state.left, state.endsChanged]).toEqual(['B', false]);
  });

  test('[step 7] the first server can be put right until the first point', () => {
    const state = play(badminton, [{ type: 'service', side: 'B' }], begun);
    expect([state.serving?.side, state.opener]).toEqual(['B', 'B']);
    expect(codeOf(badminton, play(badminton, ['A'], state), { type: 'service', side: 'A' })).toBe(
      'SET_RUNNING',
    );
  });
});

describe('refusals change nothing and say why', () => {
  const fresh = startRally(badminton);

  test('[refusal 1] no set starts without a server', () => {
    expect(codeOf(badminton, fresh, { type: 'setStart' })).toBe('SERVER_UNKNOWN');
  });

  test('[refusal 2] points, lets and time-outs wait for the set to start', () => {
    expect(codeOf(badminton, fresh, { type: 'point', side: 'A' })).toBe('SET_NOT_STARTED');
    expect(codeOf(badminton, fresh, { type: 'let' })).toBe('SET_NOT_STARTED');
    expect(codeOf(volleyball, startRally(volleyball), { type: 'timeout', side: 'A' })).toBe(
      'SET_NOT_STARTED',
    );
  });

  test('[refusal 3] a running set is neither started nor tossed for', () => {
    expect(codeOf(badminton, begun, { type: 'setStart' })).toBe('SET_RUNNING');
    expect(codeOf(badminton, begun, { type: 'toss', winner: 'A', choice: 'serve' })).toBe('SET_RUNNING');
  });

  test('[refusal 4] after the match only a card is taken', () => {
    for (const event of [
      { type: 'point', side: 'A' },
      { type: 'setStart' },
      { type: 'ends', left: 'A' },
      { type: 'service', side: 'A' },
      { type: 'let' },
      { type: 'intervalEnd' },
    ] as const) {
      expect(codeOf(badminton, over, event)).toBe('MATCH_OVER');
    }
    const shown = play(badminton, [{ type: 'card', side: 'A', card: 'red' }], over);
    expect(shown.cards).toEqual([{ side: 'A', card: 'red', player: null }]);
    expect(shown.sets).toEqual(over.sets);
  });

  test('[refusal 5] what a sport does not have', () => {
    expect(codeOf(badminton, begun, { type: 'timeout', side: 'A' })).toBe('NOT_IN_THIS_SPORT');
    const change = { type: 'substitution', side: 'A', out: '1', in: '2' } as const;
    expect(codeOf(badminton, begun, change)).toBe('NOT_IN_THIS_SPORT');
    expect(codeOf(badminton, begun, { type: 'point', side: 'A', how: 'stroke' })).toBe('NOT_IN_THIS_SPORT');
    const picked = { type: 'service', side: 'A', court: 'left' } as const;
    expect(codeOf(badminton, startRally(badminton), picked)).toBe('NOT_IN_THIS_SPORT');
    const six = play(volleyball, [...opens('A'), '>']);
    expect(codeOf(volleyball, six, { type: 'let' })).toBe('NOT_IN_THIS_SPORT');
  });

  test('[refusal 6] players who are not on court', () => {
    expect(codeOf(badminton, fresh, { type: 'service', side: 'A', server: 1 })).toBe('NO_SUCH_PLAYER');
    expect(codeOf(badminton, fresh, { type: 'service', side: 'A', receiver: 1 })).toBe('NO_SUCH_PLAYER');
    const six = startRally(volleyball);
    expect(codeOf(volleyball, six, { type: 'service', side: 'A', server: 6 })).toBe('NO_SUCH_PLAYER');
  });

  test('[refusal 7] an interval ends once', () => {
    expect(codeOf(badminton, begun, { type: 'intervalEnd' })).toBe('NO_INTERVAL');
  });

  test('[refusal 8] the state that was refused is as it was', () => {
    const before = JSON.stringify(begun);
    playRally(badminton, begun, { type: 'setStart' }, 0);
    playRally(badminton, begun, { type: 'point', side: 'A' }, 0);
    expect(JSON.stringify(begun)).toBe(before);
  });
});

describe('intervals', () => {
  test('[badminton 16.2.1] 60 s when the first side reaches 11, once in a game', () => {
    const at11 = play(badminton, [to(11, 9)], begun);
    expect(at11.interval).toEqual({ kind: 'interval', side: null, since: 19_000, lengthMs: 60_000 });
    const both = play(badminton, ['BB'], at11);
    expect([both.points, both.interval]).toEqual([{ A: 11, B: 11 }, null]);
  });

  test('[badminton 16.2.2] 120 s between games, and the start of the next ends them', () => {
    const between = play(badminton, [straight('A', 21)], begun);
    expect(between.interval).toEqual({ kind: 'betweenSets', side: null, since: 20_000, lengthMs: 120_000 });
    expect(play(badminton, ['>'], between).interval).toBeNull();
  });

  test('[interval 1] a point or let in an interval ends it and counts; the referee may end it early', () => {
    const at11 = play(badminton, [to(11, 0)], begun);
    expect(play(badminton, ['B'], at11)).toMatchObject({ interval: null, points: { A: 11, B: 1 } });
    expect(play(badminton, [{ type: 'let' }], at11).interval).toBeNull();
    expect(play(badminton, [{ type: 'intervalEnd' }], at11).interval).toBeNull();
  });
});

describe('cards', () => {
  const red = { type: 'card', side: 'A', card: 'red', player: 'Ito' } as const;

  test('[badminton 16.7.1] a red card gives the other side the point and the service', () => {
    const state = play(badminton, ['AA', red], begun);
    expect(state.points).toEqual({ A: 2, B: 1 });
    expect(state.serving).toEqual({ side: 'B', player: 0, court: 'left' });
    expect(state.cards).toEqual([{ side: 'A', card: 'red', player: 'Ito' }]);
  });

  test('[card 1] a red card may end the match', () => {
    const state = play(badminton, ['>', to(19, 20)], play(badminton, [straight('B', 21)], begun));
    expect(play(badminton, [red], state)).toMatchObject({ phase: 'over', winner: 'B' });
  });

  test('[card 2] before a set it is noted and nobody scores', () => {
    expect(play(badminton, [red]).points).toEqual({ A: 0, B: 0 });
  });

  test('[card 3] yellow and black cards, and red ones where the rules say so, score nothing', () => {
    for (const card of ['yellow', 'black'] as const) {
      expect(play(badminton, [{ ...red, card }], begun).points).toEqual({ A: 0, B: 0 });
    }
    const plain = { ...badminton, redCardPoint: false };
    expect(play(plain, [...opens('A'), '>', red]).points).toEqual({ A: 0, B: 0 });
  });

  test('[card 4] a red card in an interval leaves its clock running', () => {
    const state = play(badminton, [to(11, 3), red], begun);
    expect([state.interval?.kind, state.points.B]).toEqual(['interval', 4]);
  });
});

describe('the end of sets and matches', () => {
  test('[badminton 7.4, 7.5] two points ahead from 20-all, and 30-29 is the end', () => {
    expect(play(badminton, [to(21, 20)], begun).phase).toBe('set');
    expect(play(badminton, [to(22, 20)], begun).sets).toEqual([{ A: 22, B: 20, winner: 'A' }]);
    const all = play(badminton, [to(29, 29)], begun);
    expect([all.phase, setPointFor(badminton, all)]).toEqual(['set', 'B']);
    expect(play(badminton, ['A'], all).sets).toEqual([{ A: 30, B: 29, winner: 'A' }]);
  });

  test('[set point 1] who needs one point, and for what', () => {
    const first = play(badminton, [to(20, 18)], begun);
    expect([setPointFor(badminton, first), matchPointFor(badminton, first)]).toEqual(['A', null]);
    const match = play(badminton, ['A', '>', to(20, 18)], first);
    expect([setPointFor(badminton, match), matchPointFor(badminton, match)]).toEqual(['A', 'A']);
    expect(setPointFor(badminton, over)).toBeNull();
  });

  test('[match 1] more than half of the sets win; then nobody serves and 0-0 stands', () => {
    expect(over).toMatchObject({
      phase: 'over',
      winner: 'A',
      setsWon: { A: 2, B: 0 },
      points: { A: 0, B: 0 },
      serving: null,
      interval: null,
    });
  });

  test.each([
    [21, 0, true],
    [21, 19, true],
    [21, 20, false],
    [22, 20, true],
    [23, 20, false],
    [22, 10, false],
    [30, 28, true],
    [30, 29, true],
    [30, 27, false],
    [31, 29, false],
    [20, 18, false],
    [21, 21, false],
    [21, -1, false],
    [21.5, 3, false],
  ])('[badminton 7] typed in, %d-%d is possible: %s', (a, b, legal) => {
    expect(isFinishedSetLegal(badminton, false, a, b)).toBe(legal);
    expect(isFinishedSetLegal(badminton, false, b, a)).toBe(legal);
  });

  test('[volleyball 6.3.2] only the decider goes to 15', () => {
    expect(isFinishedSetLegal(volleyball, true, 15, 13)).toBe(true);
    expect(isFinishedSetLegal(volleyball, false, 15, 13)).toBe(false);
    expect(isFinishedSetLegal(volleyball, true, 25, 13)).toBe(false);
  });

  test('[match 2] typed-in sets have a winner only if the last one decided the match', () => {
    const a = { A: 21, B: 3 };
    const b = { A: 3, B: 21 };
    expect(setsWinner(badminton, [a, b, a])).toBe('A');
    expect(setsWinner(badminton, [b, b])).toBe('B');
    expect(setsWinner(badminton, [a, b])).toBeNull();
    expect(setsWinner(badminton, [a, a, b])).toBeNull();
    expect(setsWinner(badminton, [])).toBeNull();
  });
});

describe('left to take', () => {
  test('[left 1] none where the sport has none', () => {
    expect(timeoutsLeft(badminton, begun, 'A')).toBe(0);
    expect(substitutionsLeft(squash, startRally(squash), 'A')).toBe(0);
  });
});
