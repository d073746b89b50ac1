import { describe, expect, test } from 'vitest';
import { applyToCourse, type Course, type CourseEventBody, noCourse } from '#shared/domain/match/apply.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import { tableUnder } from './document.ts';

const start: CourseEventBody = {
  type: 'start',
  sport: 'badminton',
  rules: rulesFor('badminton', 'player'),
  sides: { A: { name: 'Heron', players: ['Heron'] }, B: { name: 'Otter', players: ['Otter'] } },
};
const point: CourseEventBody = { type: 'point', side: 'A' };
const wonSet: readonly CourseEventBody[] = [
  { type: 'service', side: 'A' },
  { type: 'setStart' },
  ...Array.from({ length: 21 }, () => point),
];
const retired: readonly CourseEventBody[] = [start, { type: 'retire', side: 'B', reason: '' }];

/** A way to each column of the table. */
const ways: Readonly<Record<string, readonly CourseEventBody[]>> = {
  planned: [],
  called: [{ type: 'call' }],
  warmUp: [{ type: 'call' }, { type: 'warmUp' }],
  postponed: [{ type: 'postpone' }],
  running: [start],
  break: [start, ...wonSet],
  suspended: [start, { type: 'suspend', reason: '' }],
  'finished, unconfirmed': retired,
  'finished, official': [...retired, { type: 'confirm' }],
  'finished, protested': [...retired, { type: 'protest', side: 'B', reason: 'x' }],
  abandoned: [start, { type: 'abandon', reason: '' }],
  cancelled: [{ type: 'cancel', reason: '' }],
};

const reason = 'because';
const correct = {
  type: 'correct' as const,
  reason,
  sets: [
    { A: 21, B: 15 },
    { A: 21, B: 18 },
  ],
  winner: 'A' as const,
} satisfies CourseEventBody;

const events: Readonly<Record<string, CourseEventBody>> = {
  call: { type: 'call' },
  warmUp: { type: 'warmUp' },
  start,
  suspend: { type: 'suspend', reason },
  resume: { type: 'resume' },
  walkover: { type: 'walkover', winner: 'A' },
  retire: { type: 'retire', side: 'A', reason },
  disqualify: { type: 'disqualify', side: 'A', reason },
  abandon: { type: 'abandon', reason },
  postpone: { type: 'postpone' },
  cancel: { type: 'cancel', reason },
  confirm: { type: 'confirm' },
  protest: { type: 'protest', side: 'A', reason },
  ruling: { type: 'ruling', upheld: true, reason },
  correct,
};

/** The course after these events; throws when one of them is refused. */
function courseAfter(bodies: readonly CourseEventBody[]): Course {
  let course = noCourse;
  for (const body of bodies) {
    const next = applyToCourse(course, body, 1);
    if (!next.ok) throw new Error(`${body.type}: ${next.error.message}`);
    course = next.value;
  }
  return course;
}

const codeOf = (course: Course, body: CourseEventBody): string => {
  const next = applyToCourse(course, body, 1);
  return next.ok ? 'done' : next.error.code;
};

describe('a match’s states', () => {
  const table = tableUnder("A match's states");

  test('[P60] the table has every event that isn’t entered during play', () => {
    const played = ['toss', 'ends', 'service', 'setStart', 'point', 'let', 'timeout', 'intervalEnd'];
    const aside: MatchCommandBody['type'][] = ['void', 'takeCharge', 'settle'];
    expect(table.map(([event]) => event).toSorted()).toEqual(Object.keys(events).toSorted());
    expect(Object.keys(events)).not.toEqual(expect.arrayContaining([...played, ...aside]));
  });

  test.each(table.map((row) => [row[0] ?? '', row.slice(1)] as const))(
    '[P60] %s does what the table says, from everywhere',
    (event, cells) => {
      const body = events[event];
      if (!body) throw new Error(`${event} isn’t an event`);
      const found = Object.values(ways).map((way) => {
        const next = applyToCourse(courseAfter(way), body, 1);
        return next.ok ? next.value.schedule : '·';
      });
      expect(found).toEqual(cells);
    },
  );

  test('[P60] play is entered while running or in a break, and nowhere else', () => {
    const codes = Object.fromEntries(
      Object.entries(ways).map(([name, way]) => [
        name,
        codeOf(courseAfter(way), { type: 'ends', left: 'A' }),
      ]),
    );
    expect(codes).toEqual({
      planned: 'MATCH_NOT_STARTED',
      called: 'MATCH_NOT_STARTED',
      warmUp: 'MATCH_NOT_STARTED',
      postponed: 'MATCH_NOT_STARTED',
      running: 'done',
      break: 'done',
      suspended: 'MATCH_SUSPENDED',
      'finished, unconfirmed': 'MATCH_OVER',
      'finished, official': 'MATCH_OVER',
      'finished, protested': 'MATCH_OVER',
      abandoned: 'MATCH_OVER',
      cancelled: 'MATCH_NOT_STARTED',
    });
  });

  test('[P60] refusals with a code of their own', () => {
    const { confirm, protest, ruling } = events;
    if (!confirm || !protest || !ruling) throw new Error('events');
    expect(codeOf(courseAfter([start]), start)).toBe('MATCH_ALREADY_STARTED');
    expect(codeOf(courseAfter([start]), confirm)).toBe('MATCH_NOT_FINISHED');
    expect(codeOf(courseAfter([...retired, confirm]), confirm)).toBe('RESULT_OFFICIAL');
    expect(codeOf(courseAfter([start]), protest)).toBe('MATCH_NOT_FINISHED');
    expect(codeOf(courseAfter(retired), ruling)).toBe('RESULT_NOT_PROTESTED');
    expect(codeOf(noCourse, correct)).toBe('MATCH_NOT_STARTED');
    expect(codeOf(courseAfter([{ type: 'walkover', winner: 'A' }]), correct)).toBe('MATCH_NOT_STARTED');
    expect(codeOf(courseAfter([start]), { ...correct, winner: 'B' })).toBe('BAD_SCORE');
    expect(codeOf(courseAfter([start]), { ...correct, sets: [{ A: 22, B: 15 }] })).toBe('BAD_SCORE');
  });

  test('[P60] what results are worth: marks, winner, revision', () => {
    const confirmed = courseAfter([...retired, { type: 'confirm' }]);
    expect(confirmed).toMatchObject({
      result: 'official',
      revision: 1,
      winner: 'A',
      marks: { A: null, B: 'RET' },
    });
    const corrected = applyToCourse(
      confirmed,
      { type: 'correct', reason, sets: [{ A: 21, B: 3 }], winner: 'A' },
      1,
    );
    expect(corrected).toMatchObject({ ok: true, value: { result: 'official', revision: 2 } });
    expect(courseAfter([start, { type: 'abandon', reason }])).toMatchObject({
      result: 'none',
      winner: null,
      marks: { A: 'ABD', B: 'ABD' },
    });
    expect(courseAfter([start, ...wonSet, { type: 'suspend', reason }, { type: 'resume' }])).toMatchObject({
      schedule: 'break',
      result: 'live',
    });
    expect(courseAfter([start, ...wonSet, ...wonSet])).toMatchObject({
      schedule: 'finished',
      result: 'unconfirmed',
      winner: 'A',
    });
  });
});
