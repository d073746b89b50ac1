import { expect, test } from 'vitest';
import type { CommandId, DeviceId, EventId, MatchId, OfficialId } from '#shared/domain/ids.ts';
import type { MatchCommandBody, MatchEventBody } from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch } from '#shared/domain/match/fold.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import {
  chargeOf,
  commandsToOpen,
  openingQuestions,
  presetOpening,
  sideOnLeft,
  stepOf,
  undoOf,
  withAnswer,
} from '#shared/domain/match/steps.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import type { SportId } from '#shared/domain/tournament/records.ts';

const phone = 'phone-1' as DeviceId;
const ann = 'ann' as OfficialId;
const me = { device: phone, official: ann, role: 'referee' } as const;

/** Plays commands as the hub would record them; a start is recorded with these rules. */
function play(
  state: MatchState,
  rules: RallyRules,
  sport: SportId,
  commands: readonly MatchCommandBody[],
  device = phone,
  official: OfficialId | null = ann,
): MatchState {
  return commands.reduce((now, command) => {
    const body: MatchEventBody =
      command.type === 'start'
        ? { type: 'start', sport, rules, sides: { A: names('Heron'), B: names('Otter') } }
        : command;
    const seq = now.seq + 1;
    const event = `c${seq}.0` as EventId;
    return evolveMatch(now, body, { seq, event, command: `c${seq}` as CommandId, device, official, at: seq });
  }, state);
}

const names = (name: string) => ({ name, players: [`${name} 1`, `${name} 2`] });
const fresh = newMatch('m1' as MatchId);
const point = (side: 'A' | 'B'): MatchCommandBody => ({ type: 'point', side });
const points = (side: 'A' | 'B', n: number) => Array.from({ length: n }, () => point(side));

test('the answers that are preset begin a match of every sport with one tap', () => {
  const sports: readonly [SportId, 'player' | 'pair' | 'team'][] = [
    ['badminton', 'player'],
    ['badminton', 'pair'],
    ['badminton-3x15', 'pair'],
    ['table-tennis', 'player'],
    ['table-tennis', 'pair'],
    ['volleyball', 'team'],
    ['beach-volleyball', 'pair'],
    ['squash', 'player'],
  ];
  for (const [sport, kind] of sports) {
    const rules = rulesFor(sport, kind);
    const begun = play(fresh, rules, sport, commandsToOpen(rules, fresh, presetOpening(rules, null)));
    expect([sport, kind, stepOf(begun), begun.play?.serving?.side]).toEqual([sport, kind, 'play', 'A']);
  }
});

test('the answers a referee gives are those the match begins with', () => {
  const rules = rulesFor('badminton', 'pair');
  const opening = { left: 'B', serves: 'B', server: 1, receiver: 1, court: null, toss: null } as const;
  const begun = play(fresh, rules, 'badminton', commandsToOpen(rules, fresh, opening));
  expect(begun.play).toMatchObject({ left: 'B', serving: { side: 'B', player: 1 }, receiver: 1 });
});

test('in beach volleyball the first server of each side is as answered', () => {
  const rules = rulesFor('beach-volleyball', 'pair');
  const opening = { ...presetOpening(rules, null), server: 1, receiver: 1 };
  const begun = play(fresh, rules, 'beach-volleyball', commandsToOpen(rules, fresh, opening));
  expect(begun.play?.serving).toMatchObject({ side: 'A', player: 1 });
  const sideOut = play(begun, rules, 'beach-volleyball', [point('B')]);
  expect(sideOut.play?.serving).toMatchObject({ side: 'B', player: 1 });
});

test('between sets only what the rules leave open is asked, and ends that the rules changed stay', () => {
  const rules = rulesFor('badminton', 'player');
  const begun = play(fresh, rules, 'badminton', commandsToOpen(rules, fresh, presetOpening(rules, null)));
  const ended = play(begun, rules, 'badminton', points('B', 21));
  expect(stepOf(ended)).toBe('betweenSets');
  expect(openingQuestions(rules, ended.play)).toMatchObject({ ends: false, serves: false, players: false });
  const preset = presetOpening(rules, ended.play);
  expect(preset).toMatchObject({ left: 'B', serves: 'B' });
  expect(commandsToOpen(rules, ended, preset)).toEqual([{ type: 'setStart' }]);
});

test('before volleyball’s deciding set a new toss asks for ends and service', () => {
  const rules = { ...rulesFor('volleyball', 'team'), bestOf: 3 };
  const first = play(fresh, rules, 'volleyball', commandsToOpen(rules, fresh, presetOpening(rules, null)));
  const second = play(first, rules, 'volleyball', [...points('A', 25), { type: 'setStart' }]);
  const decider = play(second, rules, 'volleyball', points('B', 25));
  expect(openingQuestions(rules, decider.play)).toMatchObject({ toss: true, ends: true, serves: true });
  const opening = withAnswer(rules, decider.play, presetOpening(rules, decider.play), {
    left: 'B',
    serves: 'B',
  });
  const begun = play(decider, rules, 'volleyball', commandsToOpen(rules, decider, opening));
  expect(begun.play).toMatchObject({ phase: 'set', left: 'B', serving: { side: 'B' } });
});

test('in table tennis doubles the receiver follows from the server after the first game (ITTF 2.13.4)', () => {
  const rules = rulesFor('table-tennis', 'pair');
  const opening = { left: 'A', serves: 'A', server: 0, receiver: 1, court: null, toss: null } as const;
  const begun = play(fresh, rules, 'table-tennis', commandsToOpen(rules, fresh, opening));
  const ended = play(begun, rules, 'table-tennis', points('A', 11));
  expect(openingQuestions(rules, ended.play)).toMatchObject({ players: true, receiverFollows: true });
  // B opens; B's player 1 received from A's player 0 before, so A's player 0 receives from them now.
  const preset = presetOpening(rules, ended.play);
  const answered = withAnswer(rules, ended.play, preset, { server: 1 });
  expect(answered).toMatchObject({ serves: 'B', server: 1, receiver: 0 });
  expect(withAnswer(rules, ended.play, preset, { server: 0 }).receiver).toBe(1);
});

test('standing across from the chair swaps the halves, never the score', () => {
  const rules = rulesFor('badminton', 'player');
  const begun = play(fresh, rules, 'badminton', commandsToOpen(rules, fresh, presetOpening(rules, null)));
  expect(sideOnLeft(begun.play, false)).toBe('A');
  expect(sideOnLeft(begun.play, true)).toBe('B');
});

test('undo offers the last event that counts, to the one who entered it', () => {
  const rules = rulesFor('badminton', 'player');
  const begun = play(fresh, rules, 'badminton', commandsToOpen(rules, fresh, presetOpening(rules, null)));
  const scored = play(begun, rules, 'badminton', [point('A'), point('B')]);
  expect(undoOf(scored, me)).toMatchObject({ own: true, record: { body: { type: 'point', side: 'B' } } });
  const undone = play(scored, rules, 'badminton', [
    { type: 'void', event: scored.records.at(-1)?.event ?? ('' as EventId), reason: '' },
  ]);
  expect(undoOf(undone, me)).toMatchObject({ record: { body: { type: 'point', side: 'A' } } });
  const other = { ...me, device: 'phone-2' as DeviceId, official: 'kim' as OfficialId };
  expect(undoOf(undone, other)?.own).toBe(false);
  expect(undoOf(undone, { ...other, role: 'chief' })?.own).toBe(true);
});

test('a confirmed result has nothing to undo', () => {
  const rules = { ...rulesFor('badminton', 'player'), bestOf: 1 };
  const begun = play(fresh, rules, 'badminton', commandsToOpen(rules, fresh, presetOpening(rules, null)));
  const over = play(begun, rules, 'badminton', points('A', 21));
  expect([stepOf(over), undoOf(over, me)?.record.body.type]).toEqual(['confirm', 'point']);
  const official = play(over, rules, 'badminton', [{ type: 'confirm' }]);
  expect([stepOf(official), undoOf(official, me)]).toEqual(['official', null]);
});

test('a match taken over on another phone is no longer in this one’s hands', () => {
  const rules = rulesFor('badminton', 'player');
  expect(chargeOf(fresh, me)).toBe('nobody');
  const begun = play(fresh, rules, 'badminton', commandsToOpen(rules, fresh, presetOpening(rules, null)));
  expect(chargeOf(begun, me)).toBe('me');
  const taken = play(begun, rules, 'badminton', [{ type: 'takeCharge' }], 'phone-2' as DeviceId, null);
  expect(chargeOf(taken, me)).toBe('other');
});

test('a toss that the referee records is recorded before ends and service, and says who serves', () => {
  const rules = rulesFor('badminton', 'player');
  const preset = presetOpening(rules, null);
  expect(preset.toss).toBeNull();
  const received = withAnswer(rules, null, preset, { toss: { winner: 'A', choice: 'receive' } });
  expect(received.serves).toBe('B');
  const state = play(fresh, rules, 'badminton', commandsToOpen(rules, fresh, received));
  expect(state.records.map(({ body }) => body.type)).toEqual([
    'start',
    'toss',
    'ends',
    'service',
    'setStart',
  ]);
  expect(state.play).toMatchObject({
    toss: { winner: 'A', choice: 'receive' },
    serving: { side: 'B' },
    phase: 'set',
  });
  const ends = withAnswer(rules, null, preset, { toss: { winner: 'B', choice: 'ends' } });
  expect(ends.serves).toBe(preset.serves);
});

test('a toss that was recorded isn’t recorded again before the next set', () => {
  const rules = { ...rulesFor('badminton', 'player'), target: 2, deciderTarget: 2, cap: null };
  const opening = withAnswer(rules, null, presetOpening(rules, null), {
    toss: { winner: 'A', choice: 'serve' },
  });
  const between = play(fresh, rules, 'badminton', [
    ...commandsToOpen(rules, fresh, opening),
    ...points('A', 2),
  ]);
  const next = commandsToOpen(rules, between, presetOpening(rules, between.play));
  expect(next.map(({ type }) => type)).toEqual(['setStart']);
});
