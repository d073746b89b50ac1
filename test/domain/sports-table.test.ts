import { describe, expect, test } from 'vitest';
import { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { checkRules, rulesFor, sports } from '#shared/domain/sports/table.ts';
import { EntryKind, SportId } from '#shared/domain/tournament/records.ts';

describe('the table of sports', () => {
  test.each(SportId.options)('[sports 1] %s: its presets parse and can be played', (id) => {
    expect(sports[id].id).toBe(id);
    for (const kind of EntryKind.options) {
      const rules = rulesFor(id, kind);
      expect(RallyRules.parse(rules)).toEqual(rules);
      expect(checkRules(rules)).toEqual({ ok: true, value: rules });
    }
  });

  test('[sports 2] pairs get the order of their doubles', () => {
    expect(rulesFor('badminton', 'pair')).toMatchObject({ players: 2, order: 'badmintonDoubles' });
    expect(rulesFor('badminton-3x15', 'pair')).toMatchObject({
      target: 15,
      cap: 21,
      order: 'badmintonDoubles',
    });
    expect(rulesFor('table-tennis', 'pair')).toMatchObject({ players: 2, order: 'tableTennisDoubles' });
    expect(rulesFor('badminton', 'player')).toMatchObject({ players: 1, order: 'single' });
    expect(rulesFor('beach-volleyball', 'pair')).toMatchObject({ players: 2, order: 'rotation' });
  });
});

describe('rules that can’t be played are refused', () => {
  const base = rulesFor('badminton', 'player');
  const ends = base.ends;
  const cases: readonly [string, Partial<RallyRules>][] = [
    ['an even number of sets', { bestOf: 2 }],
    ['a cap below the target', { cap: 20 }],
    ['a cap below the decider’s target', { deciderTarget: 31 }],
    ['a lead above the target', { target: 1, lead: 2 }],
    ['an interval that no set reaches', { interval: { ...base.interval, at: 21 } }],
    ['ends at the end of the decider', { ends: { ...ends, deciderAt: 21 } }],
    ['doubles of one', { order: 'badmintonDoubles' }],
    ['badminton doubles without courts', { order: 'badmintonDoubles', players: 2, serviceCourt: 'none' }],
    ['badminton doubles in turn', { order: 'badmintonDoubles', players: 2, nextServer: 'inTurn' }],
    ['table tennis doubles of three', { order: 'tableTennisDoubles', players: 3, nextServer: 'inTurn' }],
    ['table tennis doubles by rally', { order: 'tableTennisDoubles', players: 2 }],
    ['a rotation of one', { order: 'rotation' }],
    ['a rotation in turn', { order: 'rotation', players: 6, nextServer: 'inTurn' }],
  ];
  test.each(cases)('[rules] %s', (_, change) => {
    expect(checkRules({ ...base, ...change })).toMatchObject({ ok: false, error: { code: 'BAD_RULES' } });
  });

  test('[rules] a cap at the target means that no lead is needed', () => {
    expect(checkRules({ ...base, cap: 21 }).ok).toBe(true);
    expect(checkRules({ ...base, cap: null }).ok).toBe(true);
  });
});
