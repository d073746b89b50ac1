import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandId, DeviceId, EventId, MatchId } from '#shared/domain/ids.ts';
import { isCourseEvent } from '#shared/domain/match/apply.ts';
import { type Actor, decideMatch, type MatchContext } from '#shared/domain/match/decide.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch, replay } from '#shared/domain/match/fold.ts';
import { countedSets, scoreOf } from '#shared/domain/match/score.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import {
  beginning,
  chief as chiefIdentity,
  cup,
  cupRecords,
  organiser,
  referee,
} from '../support/small-cup.ts';

const [plan] = cupRecords.matches ?? [];
const [draw] = cupRecords.draws ?? [];
if (!plan || !draw) throw new Error('the cup has a match and a draw');

/** A context in which a match of one short game is played: to three points. */
const context: MatchContext = {
  plan,
  draw: {
    ...draw,
    rules: {
      ...rulesFor('badminton', 'player'),
      bestOf: 1,
      target: 3,
      deciderTarget: 3,
      cap: 5,
      interval: { at: null, lengthMs: 0, betweenSetsMs: 0 },
    },
  },
  names: { A: { name: 'Heron', players: ['Heron'] }, B: { name: 'Otter', players: ['Otter'] } },
  open: true,
  courtBusyWith: null,
};

const actorOf = (
  identity: { device: DeviceId; official: Actor['official'] },
  role: Actor['role'],
): Actor => ({
  role,
  device: identity.device,
  official: identity.official,
});
const ref = actorOf(referee(0), 'referee');
const other = actorOf(referee(1), 'referee');
const chief = actorOf(chiefIdentity, 'chief');
const boss = actorOf(organiser, 'organiser');

/** Plays commands one after the other; gives the state and the code of each refusal. */
function play(
  commands: readonly (MatchCommandBody | { by: Actor; body: MatchCommandBody })[],
  from: MatchState = newMatch(cup.matches[0] as MatchId),
): { state: MatchState; codes: (string | null)[] } {
  let state = from;
  const codes: (string | null)[] = [];
  for (const entry of commands) {
    const { by, body } = 'by' in entry ? entry : { by: ref, body: entry };
    const decided = decideMatch(state, { body, base: state.seq, at: 1_000 + state.seq }, by, context);
    codes.push(decided.ok ? null : decided.error.code);
    if (!decided.ok) continue;
    for (const event of decided.value) {
      const seq = state.seq + 1;
      state = evolveMatch(state, event, {
        seq,
        event: `e${seq}` as EventId,
        command: `c${seq}` as CommandId,
        device: by.device,
        official: by.official,
        at: 1_000 + seq,
      });
    }
  }
  return { state, codes };
}

const A: MatchCommandBody = { type: 'point', side: 'A' };
const B: MatchCommandBody = { type: 'point', side: 'B' };
const undo = (state: MatchState): MatchCommandBody => ({
  type: 'void',
  event:
    state.records.findLast(({ voidedBy, body }) => voidedBy === null && isCourseEvent(body))?.event ??
    ('none' as EventId),
  reason: '',
});
const finished = play([...beginning, A, A, A]).state;

describe('undo', () => {
  test('[undo] the state after an undo is that of the events without it, and the event stays in the log', () => {
    const { state } = play([...beginning, A, B]);
    const after = play([undo(state)], state).state;
    expect(after.play?.points).toEqual({ A: 1, B: 0 });
    expect(after.records).toHaveLength(state.records.length + 1);
    expect(after.records.find(({ voidedBy }) => voidedBy !== null)?.body).toEqual(B);
  });

  test('[undo] the point that ended the match can be taken back while the result isn’t confirmed', () => {
    const { state } = play([undo(finished)], finished);
    expect(state).toMatchObject({ schedule: 'running', result: 'live', winner: null, endedAt: null });
    expect(state.play?.points).toEqual({ A: 2, B: 0 });
  });

  test('[undo] a referee takes back their own last entry, not an earlier one, not somebody else’s; a chief any', () => {
    const { state } = play([...beginning, A, B]);
    const first: MatchCommandBody = { type: 'void', event: 'e5' as EventId, reason: '' };
    expect(play([first], state).codes).toEqual(['NOT_YOUR_LAST_EVENT']);
    expect(
      play(
        [
          { by: other, body: { type: 'takeCharge' } },
          { by: other, body: undo(state) },
        ],
        state,
      ).codes,
    ).toEqual([null, 'NOT_YOUR_LAST_EVENT']);
    const mended = play([{ by: chief, body: first }], state);
    expect(mended.codes).toEqual([null]);
    expect(mended.state.play?.points).toEqual({ A: 0, B: 1 });
  });

  test('[undo] after which a later event would not be possible, it is refused and names that event', () => {
    const start: MatchCommandBody = { type: 'void', event: 'e1' as EventId, reason: '' };
    const decided = decideMatch(finished, { body: start, base: finished.seq, at: 1 }, boss, context);
    expect(decided).toMatchObject({
      ok: false,
      error: { code: 'LATER_EVENT_BREAKS', params: { event: 'e2', type: 'ends' } },
    });
  });

  test('[undo] twice, of nothing, or of an official result: refused', () => {
    const { state } = play([...beginning, A]);
    const taken = undo(state);
    expect(play([taken, taken], state).codes).toEqual([null, 'ALREADY_VOIDED']);
    expect(play([{ type: 'void', event: 'none' as EventId, reason: '' }], state).codes).toEqual([
      'NO_SUCH_EVENT',
    ]);
    const official = play([{ type: 'confirm' }], finished).state;
    expect(play([{ by: chief, body: undo(finished) }], official).codes).toEqual(['RESULT_OFFICIAL']);
  });

  test('[undo] what didn’t change the course of the match can’t be taken back', () => {
    const { state } = play([...beginning, A]);
    const taken = play([undo(state), { by: other, body: { type: 'takeCharge' } }], state).state;
    for (const record of taken.records.filter(
      ({ body }) => body.type === 'void' || body.type === 'takeCharge',
    )) {
      const body: MatchCommandBody = { type: 'void', event: record.event, reason: '' };
      expect(play([{ by: boss, body }], taken).codes).toEqual(['NO_SUCH_EVENT']);
    }
  });

  test('[undo] a walkover that was confirmed by mistake is taken back by a chief, the confirmation first; then it is played', () => {
    const { state } = play([{ type: 'walkover', winner: 'A' }, { type: 'confirm' }]);
    expect(play([undo(state)], state).codes).toEqual(['RESULT_OFFICIAL']);
    const walkover: MatchCommandBody = { type: 'void', event: 'e1' as EventId, reason: '' };
    expect(play([{ by: chief, body: walkover }], state).codes).toEqual(['LATER_EVENT_BREAKS']);
    const open = play([{ by: chief, body: undo(state) }, { by: chief, body: walkover }, ...beginning], state);
    expect(open.codes.every((code) => code === null)).toBe(true);
    expect(open.state).toMatchObject({ schedule: 'running', winner: null, marks: { A: null, B: null } });
  });

  test('[undo] whatever is tapped and taken back, the state is the fold of the events that weren’t', () => {
    const tap = fc.constantFrom<MatchCommandBody | 'undo'>(
      A,
      B,
      { type: 'let' },
      { type: 'suspend', reason: '' },
      { type: 'resume' },
      { type: 'retire', side: 'B', reason: '' },
      'undo',
    );
    fc.assert(
      fc.property(fc.array(tap, { maxLength: 30 }), (taps) => {
        let { state } = play(beginning);
        for (const next of taps) state = play([next === 'undo' ? undo(state) : next], state).state;
        const folded = replay(state.records);
        expect(folded.ok).toBe(true);
        if (folded.ok) expect(state).toMatchObject(folded.value);
        expect(state.records.map(({ seq }) => seq)).toEqual(state.records.map((_, i) => i + 1));
      }),
    );
  });
});

describe('results', () => {
  test('[result] confirm makes it official, once; before the end there is nothing to confirm', () => {
    expect(play([...beginning, { type: 'confirm' }]).codes.at(-1)).toBe('MATCH_NOT_FINISHED');
    const { state, codes } = play([{ type: 'confirm' }, { type: 'confirm' }], finished);
    expect(codes).toEqual([null, 'RESULT_OFFICIAL']);
    expect(state).toMatchObject({ result: 'official', revision: 1, winner: 'A' });
  });

  test('[result] a correction needs a chief, a reason and a score that the rules allow; it adds a revision', () => {
    const { state } = play([{ type: 'confirm' }], finished);
    const correct = (points: { A: number; B: number }, winner: 'A' | 'B'): MatchCommandBody => ({
      type: 'correct',
      reason: 'sides swapped',
      sets: [points],
      winner,
    });
    expect(play([correct({ A: 0, B: 3 }, 'B')], state).codes).toEqual(['NOT_ALLOWED']);
    expect(play([{ by: chief, body: correct({ A: 0, B: 2 }, 'B') }], state).codes).toEqual(['BAD_SCORE']);
    expect(play([{ by: chief, body: correct({ A: 3, B: 0 }, 'B') }], state).codes).toEqual(['BAD_SCORE']);
    const corrected = play([{ by: chief, body: correct({ A: 0, B: 3 }, 'B') }], state).state;
    expect(corrected).toMatchObject({ result: 'official', revision: 2, winner: 'B' });
    expect(countedSets(corrected)).toEqual([[0, 3]]);
    expect(scoreOf(corrected)).toMatchObject({ sets: [[0, 3]], setsWon: [0, 1], winner: 'B', points: null });
    expect(corrected.play?.sets).toEqual(finished.play?.sets);
  });

  test('[result] retirement, walkover and disqualification give the match to the other side with their mark', () => {
    expect(play([...beginning, A, { type: 'retire', side: 'A', reason: '' }]).state).toMatchObject({
      schedule: 'finished',
      result: 'unconfirmed',
      winner: 'B',
      marks: { A: 'RET', B: null },
    });
    expect(play([{ type: 'walkover', winner: 'A' }]).state).toMatchObject({
      winner: 'A',
      marks: { A: null, B: 'WO' },
      start: null,
    });
    expect(play([...beginning, { type: 'disqualify', side: 'B', reason: 'unsporting' }]).state).toMatchObject(
      { winner: 'A', marks: { A: null, B: 'DSQ' } },
    );
  });

  test('[result] a walkover given to the wrong side is corrected: the mark goes to the other', () => {
    const { state } = play([{ type: 'walkover', winner: 'A' }, { type: 'confirm' }]);
    const correct = (sets: { A: number; B: number }[]): MatchCommandBody => ({
      type: 'correct',
      reason: 'B was here',
      sets,
      winner: 'B',
    });
    expect(play([{ by: chief, body: correct([{ A: 0, B: 3 }]) }], state).codes).toEqual([
      'MATCH_NOT_STARTED',
    ]);
    expect(play([{ by: chief, body: correct([]) }], state).state).toMatchObject({
      winner: 'B',
      marks: { A: 'WO', B: null },
      revision: 2,
      result: 'official',
    });
  });

  test('[result] revisions only count up, and an official result is changed by a correction alone', () => {
    const protestedResult = play(
      [{ type: 'confirm' }, { type: 'protest', side: 'B', reason: 'score' }],
      finished,
    ).state;
    expect(
      play([{ by: chief, body: { type: 'disqualify', side: 'A', reason: 'conduct' } }], protestedResult)
        .codes,
    ).toEqual(['WRONG_STATE']);
    const early = play(
      [
        { type: 'protest', side: 'B', reason: 'score' },
        { by: chief, body: { type: 'disqualify', side: 'A', reason: 'conduct' } },
        { type: 'confirm' },
      ],
      finished,
    ).state;
    expect(early).toMatchObject({ result: 'official', revision: 1, winner: 'B' });
  });

  test('[result] a card can be shown after the last rally, until the result is confirmed', () => {
    const card: MatchCommandBody = { type: 'card', side: 'B', card: 'yellow' };
    const shown = play([card], finished);
    expect(shown.codes).toEqual([null]);
    expect(shown.state.play?.cards).toHaveLength(1);
    expect(shown.state).toMatchObject({ schedule: 'finished', result: 'unconfirmed', winner: 'A' });
    expect(play([{ type: 'confirm' }, card], finished).codes).toEqual([null, 'MATCH_OVER']);
  });

  test('[result] a score as played counts after a retirement', () => {
    const { state } = play([...beginning, A, B, A, { type: 'retire', side: 'B', reason: '' }]);
    expect(scoreOf(state)).toMatchObject({ points: [2, 1], sets: [], winner: 'A' });
  });
});

describe('charge', () => {
  test('[P50] the first to start is in charge; another official takes over with one word', () => {
    const { state } = play([...beginning, A]);
    expect(state.charge?.device).toBe(ref.device);
    const taken = play(
      [{ by: other, body: A }, { by: other, body: { type: 'takeCharge' } }, { by: other, body: A }, A],
      state,
    );
    expect(taken.codes).toEqual(['NOT_IN_CHARGE', null, null, 'NOT_IN_CHARGE']);
    expect(taken.state.play?.points.A).toBe(2);
  });

  test('[P50] calling a match puts nobody in charge: the referee starts it without a word', () => {
    const { state, codes } = play([{ by: boss, body: { type: 'call' } }, ...beginning]);
    expect(codes.every((code) => code === null)).toBe(true);
    expect(state.charge?.device).toBe(ref.device);
  });

  test('[P50] the organiser and a chief confirm and suspend without taking the match over; for points they have to', () => {
    const { state } = play([...beginning, A]);
    for (const by of [chief, boss]) {
      expect(
        play(
          [
            { by, body: { type: 'suspend', reason: 'rain' } },
            { by, body: { type: 'resume' } },
            { by, body: B },
          ],
          state,
        ).codes,
      ).toEqual([null, null, 'NOT_IN_CHARGE']);
    }
  });
});
