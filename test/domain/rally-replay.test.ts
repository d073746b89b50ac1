import { describe, expect, test } from 'vitest';
import { badminton, volleyball } from '#shared/domain/sports/presets.ts';
import type { RallyEvent, Side } from '#shared/domain/sports/rally-events.ts';
import { servingSide } from '#shared/domain/sports/rally-service.ts';
import { matchPointFor, setPointFor } from '#shared/domain/sports/rally-sets.ts';
import type { RallyState } from '#shared/domain/sports/rally-state.ts';
import { opens, play } from './rally-play.ts';
import { badmintonMatches, volleyballMatches } from './real-matches.ts';

const points = ({ A, B }: RallyState['points']): [number, number] => [A, B];

describe('[badminton 7] twelve real matches, rally by rally', () => {
  test.each(badmintonMatches)('$id', ({ games, expected }) => {
    const rules = badminton;
    const first = games[0]?.firstServer ?? 'A';
    let state = play(rules, opens(first));
    let rallies = 0;
    for (const game of games) {
      // [badminton 7.6] The winner of a game opens the next: the data names each game's first server.
      expect(servingSide(state)).toBe(game.firstServer);
      state = play(rules, ['>'], state);
      for (const [index, letter] of [...game.points].entries()) {
        const winner: Side = letter === 'A' ? 'A' : 'B';
        // [badminton 10.3] Whoever won the rally before serves this one, from the court of their score.
        expect(state.serving?.side).toBe(index === 0 ? game.firstServer : game.points[index - 1]);
        const own = state.serving ? state.points[state.serving.side] : 0;
        expect(state.serving?.court).toBe(own % 2 === 0 ? 'right' : 'left');
        const last = index === game.points.length - 1;
        if (last) expect(setPointFor(rules, state)).toBe(winner);
        if (last && game === games.at(-1)) expect(matchPointFor(rules, state)).toBe(winner);
        state = play(rules, [letter], state);
        rallies += 1;
        expect(state.phase === 'set').toBe(!last);
      }
    }
    expect(state.phase).toBe('over');
    expect(state.sets.map(points)).toEqual(expected.gameScores);
    expect(points(state.setsWon)).toEqual(expected.games);
    expect(state.winner).toBe(expected.winner);
    expect(rallies).toBe(expected.totalPoints);
  });
});

const sideOf = (team: string): Side => (team === 'H' ? 'A' : 'B');

/**
 * The scout noted that the away team served a rally which follows one the home team had won. The score and everything
 * after it agree with the home team serving (FIVB 12.2.2.2), so it is a slip of the scout.
 */
const slips: Readonly<Record<string, number>> = { 'vb-mlafin_braslovce_nkbm set 1': 32 };

describe('[volleyball 6, 12, 15] two real matches, rally by rally', () => {
  test.each(volleyballMatches)('$id', (match) => {
    const rules = volleyball;
    const opener = sideOf(match.sets[0]?.servers[0] ?? 'H');
    let state = play(rules, opens(opener));
    for (const [number, set] of match.sets.entries()) {
      // [volleyball 12.1.2] The team that did not open a set opens the next.
      expect(servingSide(state)).toBe(sideOf(set.servers[0] ?? '?'));
      state = play(rules, ['>'], state);
      const waiting = [...set.events];
      const heads = { A: state.positions.A, B: state.positions.B };
      for (const [index, letter] of [...set.points].entries()) {
        state = enterAtScore(state, waiting);
        const before = state;
        const noted = set.servers[index];
        if (noted !== '?' && slips[`${match.id} set ${number + 1}`] !== index) {
          expect(before.serving?.side).toBe(sideOf(noted ?? ''));
        }
        state = play(rules, [letter === 'H' ? 'A' : 'B'], state);
        if (state.phase !== 'set') continue;
        // [volleyball 7.6.2] The order of service advances by one on side-out and only then.
        const winner = sideOf(letter);
        if (before.serving?.side !== winner) heads[winner] = (heads[winner] + 1) % 6;
        expect(state.positions).toEqual(heads);
        expect(state.serving?.player).toBe(heads[winner]);
      }
      expect(waiting).toEqual([]);
    }
    expect(state.phase).toBe('over');
    expect(state.sets.map(points)).toEqual(match.expected.setScores);
    expect(points(state.setsWon)).toEqual(match.expected.sets);
    expect(state.winner).toBe(sideOf(match.expected.winner));
  });

  /** Enters the time-outs and substitutions that were made at this score, and takes them off `waiting`. */
  function enterAtScore(state: RallyState, waiting: (typeof volleyballMatches)[0]['sets'][0]['events']) {
    let next = state;
    for (;;) {
      const happened = waiting[0];
      if (!happened || happened.at[0] !== next.points.A || happened.at[1] !== next.points.B) return next;
      waiting.shift();
      const side = sideOf(happened.team);
      const event: RallyEvent =
        happened.type === 'timeout'
          ? { type: 'timeout', side }
          : { type: 'substitution', side, out: String(happened.out), in: String(happened.in) };
      const used = happened.type === 'timeout' ? 'timeoutsUsed' : 'substitutionsUsed';
      const before = next[used][side];
      next = play(volleyball, [event], next);
      expect(next[used][side]).toBe(before + 1);
    }
  }
});
