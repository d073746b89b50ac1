import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Decision } from '#shared/domain/log.ts';
import { decideCreate, decideSession } from '#shared/domain/meet/decide-meet.ts';
import { decideUpdates, type UpdatesOutcome } from '#shared/domain/meet/decide-updates.ts';
import { readMeetEvent } from '#shared/domain/meet/events.ts';
import { pathOf, stepsOf } from '#shared/domain/meet/keys.ts';
import { assembledState, type MeetState, meetTopic, newestOf } from '#shared/domain/meet/meet.ts';
import type { OfferedUpdate } from '#shared/domain/meet/told.ts';
import { canonicalText } from '#shared/domain/meet/value-text.ts';
import { Reference, type Sent } from './reference.ts';

const { fold } = meetTopic('123456789');

/** A meet in memory: decides and folds, as the hub does. */
function openMeet(priorities: readonly (number | null)[]) {
  let state: MeetState = fold.empty('');
  let seq = 0;
  function record<O>(decision: Decision<O>): O {
    for (const { type, body } of decision.entries) {
      seq += 1;
      state = fold.evolve(state, { seq, type, body, hubAt: 1_000, device: 'meet' as DeviceId });
    }
    return decision.outcome;
  }
  const locations = priorities.map((priority, n) => ({ name: `L${n}`, priority }));
  record(decideCreate(state, { password: '', locations, creator: 0, name: '', restored: false }, 'token', 0));
  for (let location = 1; location < priorities.length; location += 1) {
    record(decideSession(state, `token ${location}`, location, 0));
  }
  return {
    state: () => state,
    reset(to: MeetState) {
      state = to;
    },
    /** A frame of the client at a location; its session has the location's number and one more. */
    send: (location: number, updates: readonly OfferedUpdate[]): UpdatesOutcome =>
      record(
        decideUpdates(state, {
          session: location + 1,
          updates,
          asked: { waiting: false, claim: null },
          mayWait: false,
        }),
      ),
  };
}

const offered = (key: string, value: unknown, local: number, after: number): OfferedUpdate => {
  const text = JSON.stringify(value);
  return { key, steps: stepsOf(key), value: text, print: canonicalText(text), local, after, fault: null };
};

describe('keys', () => {
  test.each([
    ['registration.entries[3].squatKg[1]', ['registration', 'entries', '3', 'squatKg', '1']],
    ['entries[30]', ['entries', '30']],
    ['a..b', ['a', '', 'b']],
    ['a.', ['a', '']],
    ['', ['']],
    ['a[b', ['a', '[b']],
    ['a["x.y"].c', ['a', 'x.y', 'c']],
    ['a[3]b', ['a', '3', 'b']],
    ['key 1', ['key 1']],
  ])('[keys] %s', (key, names) => {
    expect(stepsOf(key).map(({ name }) => name)).toEqual(names);
  });

  test('[keys] any text has steps, and those of different lengths of names differ', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (key) => {
        expect(stepsOf(key).length).toBeGreaterThan(0);
      }),
    );
    expect(pathOf(stepsOf('a[3]'))).not.toBe(pathOf(stepsOf('a[30]')));
  });
});

describe('values', () => {
  test('[values] one canonical text for each value', () => {
    expect(canonicalText(' {"b":[1.0, 10e-1,-0] , "a":"\\u0041"} ')).toBe('{"a":"A","b":[1,1,0]}');
    expect(canonicalText('9007199254740993')).not.toBe(canonicalText('9007199254740992'));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(canonicalText(JSON.stringify(value, null, 2))).toBe(canonicalText(text));
        expect(JSON.parse(canonicalText(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('the assembled state', () => {
  test('[assembled] parents replace, children set, whatever was there', () => {
    const meet = openMeet([1]);
    const keys: [string, unknown][] = [
      ['registration.entries[1].squatKg[1]', 100],
      ['registration.entries[0]', { name: 'Otter', squatKg: [0, 0] }],
      ['registration.entries[0].squatKg[1]', 95.5],
      ['meet', 7],
      ['meet.name', 'Hall Open'],
      ['__proto__.polluted', true],
      ['registration.entries[999999999].name', 'nobody'],
    ];
    meet.send(
      0,
      keys.map(([key, value], n) => offered(key, value, n, n)),
    );
    const state = assembledState(meet.state());
    expect(JSON.parse(JSON.stringify(state))).toEqual(
      JSON.parse(
        '{"registration":{"entries":[{"name":"Otter","squatKg":[0,95.5]},{"squatKg":[null,100]}]},"meet":{"name":"Hall Open"},"__proto__":{"polluted":true}}',
      ),
    );
    expect('polluted' in {}).toBe(false);
  });

  test('[assembled] an earlier state stays what it was', () => {
    const meet = openMeet([1]);
    meet.send(0, [offered('a.b', [1], 1, 0)]);
    const before = meet.state();
    meet.send(0, [offered('a.b[0]', 2, 2, 1), offered('a.c', 3, 3, 1)]);
    expect(assembledState(before)).toEqual({ a: { b: [1] } });
    expect(assembledState(meet.state())).toEqual({ a: { b: [2], c: 3 } });
  });
});

const keys = ['a', 'a.b', 'a.b[3]', 'a.b[30]', 'a.c', 'd', 'd.e[1].f', 'd.e[1]'] as const;

/** What clients do: note an update while they may be cut off, send what they have, pull. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('note'), key: fc.constantFrom(...keys), value: fc.nat(3) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('send') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sendAgain') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pull') }) },
);
const play = fc.record({
  priorities: fc.array(fc.nat(3), { minLength: 2, maxLength: 5 }),
  steps: fc.array(fc.tuple(fc.nat(4), step), { maxLength: 60, size: 'max' }),
});

describe('conflicts', () => {
  test('[meet] whatever clients do and in whatever order they come back, the log is that of the rules, and all end alike', () => {
    fc.assert(
      fc.property(play, ({ priorities, steps }) => {
        const meet = openMeet(priorities);
        const reference = new Reference(priorities);
        const clients = priorities.map(() => ({
          seen: 0,
          local: 0,
          unsent: [] as Sent[],
          sent: [] as Sent[],
        }));
        const deliver = (location: number, frame: readonly Sent[]): void => {
          if (frame.length === 0) return;
          const expected = frame.map((sent) => reference.take(sent));
          const outcome = meet.send(
            location,
            frame.map(({ key, value, local, after }) => offered(key, value, local, after)),
          );
          if (outcome.kind !== 'decided') throw new Error('updates were made to wait');
          expect(outcome.acks.map(({ number }) => number)).toEqual(
            expected.filter((number) => number !== null),
          );
          expect(outcome.rejections.every(({ conflict }) => conflict)).toBe(true);
        };
        for (const [who, { kind, ...noted }] of steps) {
          const location = who % priorities.length;
          const client = clients[location];
          if (!client) continue;
          if (kind === 'note' && 'key' in noted) {
            client.local += 1;
            client.unsent.push({ ...noted, location, local: client.local, after: client.seen });
          } else if (kind === 'send') {
            deliver(location, client.unsent);
            client.sent.push(...client.unsent.splice(0));
          } else if (kind === 'sendAgain') deliver(location, client.sent);
          else client.seen = reference.log.length;
        }
        const state = meet.state();
        expect(newestOf(state)).toBe(reference.log.length);
        expect(
          state.updates.items.slice(0, state.updates.length).map(({ key, location }) => [key, location]),
        ).toEqual(reference.log.map(({ key, location }) => [key, location]));
        // Each rejected update has one line that names the newest winner, however often it was sent.
        const rejected = state.conflicts.items.filter(({ lost }) => lost === null);
        expect(rejected.length).toBe(
          new Set(reference.lost.map(({ sent }) => `${sent.location}/${sent.local}`)).size,
        );
        // Nothing accepted is overwritten unseen by another location without being named.
        for (const winner of reference.log) {
          const unseen = reference.log.filter(
            ({ key, value, location, number }) =>
              key === winner.key &&
              value !== winner.value &&
              location !== winner.location &&
              number > winner.after &&
              number < winner.number,
          );
          const named = state.conflicts.items.flatMap(({ won, lost }) =>
            won === winner.number && lost ? lost : [],
          );
          if (named.length < 10)
            expect(named).toEqual(expect.arrayContaining(unseen.map(({ number }) => number)));
        }
        // A state that was kept and read back goes on as the one it was made of.
        meet.reset(JSON.parse(JSON.stringify(state)) as MeetState);
        deliver(0, [{ key: 'a', value: 9, location: 0, local: 1_000, after: 0 }]);
      }),
      { numRuns: 300 },
    );
  });

  test('[meet] an update whose commit failed leaves no trace in what is decided next', () => {
    const meet = openMeet([1, 1]);
    meet.send(0, [offered('a', 1, 1, 0)]);
    const committed = meet.state();
    meet.send(0, [offered('b', 1, 2, 1)]);
    meet.reset(committed);
    expect(meet.send(1, [offered('b', 2, 1, 1)])).toMatchObject({ acks: [{ local: 1, number: 2 }] });
    expect(meet.send(0, [offered('b', 1, 2, 1)])).toMatchObject({
      acks: [],
      rejections: [{ conflict: true }],
    });
  });

  test('[meet] fifty thousand updates are taken without growing slower', () => {
    const meet = openMeet([2, 1]);
    const frame = (round: number, size: number): OfferedUpdate[] =>
      Array.from({ length: size }, (_, n) =>
        offered(
          `registration.entries[${(round * 7 + n) % 900}].squatKg[${n % 5}]`,
          round,
          round * size + n,
          0,
        ),
      );
    // If each looked at all before it, this would take minutes, and the test's time would be over.
    for (let round = 0; round < 50; round += 1) meet.send(0, frame(round, 1_000));
    expect(newestOf(meet.state())).toBe(50_000);
    // One who was away from the beginning, at the keys of all of them and above.
    const outcome = meet.send(
      1,
      Array.from({ length: 1_000 }, (_, n) =>
        offered(n % 2 === 0 ? 'registration' : `registration.entries[${n % 900}]`, 0, n, 0),
      ),
    );
    expect(outcome.kind === 'decided' && outcome.rejections.length).toBe(1_000);
  });

  test('[meet] events of a kind that isn’t known are passed over', () => {
    expect(readMeetEvent({ type: 'later', body: '{}' })).toBe(null);
  });
});
