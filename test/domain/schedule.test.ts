import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clashes, spread } from '#shared/domain/formats/schedule.ts';
import { CourtId, PersonId } from '#shared/domain/ids.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { court1, court2, entry, madeTournament, plan, referee } from './made-tournament.ts';

const minute = 60_000;
const from = Date.parse('2026-03-28T08:00:00Z');
const { entries } = madeTournament();
const options = { from, slotMinutes: 30, restMinutes: 0, entries };

describe('[schedule] spread', () => {
  test('matches go in the order of the list, as early as they can', () => {
    const planned = [
      plan('m1', 1, ['ada', 'ben']),
      plan('m2', 2, ['ada', 'cleo']),
      plan('m3', 3, ['cleo', 'dan']),
    ];
    expect(
      spread(planned, [court1, court2], options).map(({ id, court, scheduled }) => [id, court, scheduled]),
    ).toEqual([
      ['m1', court1, from],
      ['m2', court1, from + 30 * minute],
      ['m3', court2, from],
    ]);
  });

  test('what has court and time is kept and worked around', () => {
    const fixed = plan('m1', 1, ['ada', 'ben'], { court: court1, scheduled: from + 10 * minute });
    const placed = spread([plan('m2', 2, ['cleo', 'dan']), fixed], [court1], options);
    expect(placed.map(({ id, scheduled }) => [id, scheduled])).toEqual([['m2', from + 60 * minute]]);
  });

  test('a match keeps the court or the time that it has', () => {
    const placed = spread(
      [
        plan('m1', 1, ['ada', 'ben'], { court: court2 }),
        plan('m2', 2, ['cleo', 'dan'], { scheduled: from + 5 * minute }),
      ],
      [court1],
      options,
    );
    expect(placed.map(({ court, scheduled }) => [court, scheduled])).toEqual([
      [court2, from],
      [court1, from + 5 * minute],
    ]);
  });

  test('a court that a match is bound to is waited for, though another is free', () => {
    const placed = spread(
      [plan('m1', 1, ['ada', 'ben'], { court: court2 }), plan('m2', 2, ['cleo', 'dan'], { court: court2 })],
      [court1, court2],
      options,
    );
    expect(placed.map(({ court, scheduled }) => [court, scheduled])).toEqual([
      [court2, from],
      [court2, from + 30 * minute],
    ]);
  });

  test('without courts nothing is placed', () => {
    expect(spread([plan('m1', 1, ['ada', 'ben'])], [], options)).toEqual([]);
  });

  test('hard constraints: court, entry, player and official once at a time, and rest', () => {
    const names = Array.from({ length: 8 }, (_, i) => `p${i}`);
    const records = Object.fromEntries(
      names.map((name, i) => {
        // Entries 6 and 7 share a player with 0 and 1, as in two draws.
        const one = entry(name, name, { members: [PersonId.parse(`person-${i % 6}`)] });
        return [one.id, one];
      }),
    );
    const match = fc
      .record({
        pair: fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)),
        official: fc.constantFrom(null, referee),
      })
      .filter(({ pair: [a, b] }) => names.indexOf(a) % 6 !== names.indexOf(b) % 6);
    fc.assert(
      fc.property(
        fc.array(match, { maxLength: 25 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 40 }),
        (drawn, courts, slotMinutes, restMinutes) => {
          const planned = drawn.map(({ pair, official }, i) => plan(`m${i}`, i + 1, pair, { official }));
          const court = Array.from({ length: courts }, (_, i) => CourtId.parse(`c${i}`));
          const placed = spread(planned, court, { from, slotMinutes, restMinutes, entries: records });
          expect(placed.length).toBe(planned.length);
          const matches = Object.fromEntries(placed.map((one) => [one.id, one]));
          expect(clashes({ matches, entries: records }, slotMinutes)).toEqual([]);
          const rested = clashes({ matches, entries: records }, slotMinutes + restMinutes);
          expect(rested.filter(({ kind }) => kind === 'entry' || kind === 'person')).toEqual([]);
        },
      ),
    );
  });
});

describe('[schedule] clashes', () => {
  const listed = (...plans: MatchPlan[]) => madeTournament({ matches: plans });
  const at = (minutes: number) => ({ scheduled: from + minutes * minute });

  test('a court, an official, an entry and a player are found, the earlier match first', () => {
    const shared = entry('ada-b', 'Ada Aster', { members: [PersonId.parse('ada')] });
    const records = madeTournament({
      entries: [shared],
      matches: [
        plan('m2', 2, ['ada-b', 'dan'], { ...at(10), official: referee }),
        plan('m1', 1, ['ada', 'ben'], { ...at(0), court: court1 }),
        plan('m3', 3, ['cleo', 'ben'], { ...at(29), court: court1, official: referee }),
      ],
    });
    expect(clashes(records, 30)).toEqual([
      { kind: 'person', id: 'ada', matches: ['m1', 'm2'] },
      { kind: 'court', id: court1, matches: ['m1', 'm3'] },
      { kind: 'entry', id: 'ben', matches: ['m1', 'm3'] },
      { kind: 'official', id: referee, matches: ['m2', 'm3'] },
    ]);
  });

  test('a slot later is no clash; nor is a match that is over', () => {
    const one = plan('m1', 1, ['ada', 'ben'], { ...at(0), court: court1 });
    expect(clashes(listed(one, plan('m2', 2, ['ada', 'cleo'], { ...at(30), court: court1 })), 30)).toEqual(
      [],
    );
    const soon = listed(one, plan('m2', 2, ['ada', 'cleo'], { ...at(20), court: court1 }));
    expect(clashes(soon, 30).length).toBe(2);
    expect(clashes(soon, 30, (match) => match === 'm1')).toEqual([]);
  });
});
