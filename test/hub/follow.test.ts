import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { LogTopic } from '#shared/domain/log.ts';
import { bareHub } from '../support/bare-hub.ts';

interface Count {
  readonly seq: number;
  readonly count: number;
}

/** A topic whose state counts its events. */
const counted = (name: string, version = 1): LogTopic<Count> => ({
  name,
  fold: {
    version,
    empty: () => ({ seq: 0, count: 0 }),
    evolve: (state, { seq }) => ({ seq, count: state.count + 1 }),
  },
});

const device = 'test' as DeviceId;

/** Records a number in a topic; the outcome is how many were there before. */
const say = (hub: HubPort, topic: string, n: number, size = 0) =>
  hub.record({
    topic: counted(topic),
    device,
    decide: (state) => ({
      entries: [{ type: 'said', body: `{"n":${n},"pad":"${'x'.repeat(size)}"}` }],
      outcome: state.count,
    }),
  });

/** A reader that has room for so many rows at a time. */
function reading(room = Number.POSITIVE_INFINITY) {
  const numbers: number[] = [];
  let left = room;
  let lost = false;
  return {
    numbers,
    isLost: () => lost,
    give: (more: number) => {
      left = more;
    },
    take(row: { body: string }) {
      numbers.push((JSON.parse(row.body) as { n: number }).n);
      left -= 1;
      return left > 0;
    },
    lost: () => {
      lost = true;
    },
  };
}

describe('recording in topics that bring their own fold', () => {
  test('[record] what stands earlier in the same commit is seen by what is decided later', async () => {
    const { hub } = bareHub();
    const answers = await Promise.all([1, 2, 3].map((n) => say(hub, 'room/a', n)));
    expect(answers.map((answer) => answer.ok && answer.value.outcome)).toEqual([0, 1, 2]);
    expect(hub.of(counted('room/a'))).toEqual({ seq: 3, count: 3 });
  });

  test('[record] the body is kept to the letter', async () => {
    const { hub } = bareHub();
    const body = '{ "b":1e2,\t"a":[1.0 , 12345678901234567890],"ü":"\\u00e9"}';
    await hub.record({
      topic: counted('relay/a'),
      device,
      decide: () => ({ entries: [{ type: 'frame', body }], outcome: null }),
    });
    expect(hub.newest('relay/a', 1)[0]?.body).toBe(body);
  });

  test('[snapshot] a state that another version of the fold cached is folded anew', async () => {
    const { hub, store } = bareHub();
    await say(hub, 'room/a', 1);
    await hub.stop();
    store.saveSnapshots(new Map([['room/b', { seq: 0, state: '{"other":1}' }]]));
    const again = bareHub(store).hub;
    expect(again.of(counted('room/a'))).toEqual({ seq: 1, count: 1 });
    const wrong = JSON.stringify({ version: 1, state: { seq: 1, count: 77 } });
    store.saveSnapshots(new Map([['room/a', { seq: 1, state: wrong }]]));
    expect(bareHub(store).hub.of(counted('room/a')).count).toBe(77);
    expect(bareHub(store).hub.of(counted('room/a', 2)).count).toBe(1);
    expect(bareHub(store).hub.of(counted('room/b'))).toEqual({ seq: 0, count: 0 });
  });

  test('[record] topics are listed by their prefix as they come up', async () => {
    const { hub } = bareHub();
    await say(hub, 'room/z', 1);
    expect(hub.topics('room/')).toEqual(['room/z']);
    await say(hub, 'room/a', 1);
    await say(hub, 'relay/a', 1);
    expect(hub.topics('room/')).toEqual(['room/z', 'room/a']);
  });
});

describe('following topics row by row', () => {
  test('[P4] whatever the pace and whenever one comes: no gap, no repeat, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ say: fc.constantFrom('room/a', 'room/b', 'room/c'), times: fc.nat(120) }),
            fc.record({ room: fc.integer({ min: 1, max: 90 }) }),
            fc.constant('join' as const),
          ),
          { maxLength: 25 },
        ),
        async (steps) => {
          const { hub } = bareHub();
          let n = 0;
          const followed: number[] = [];
          const readers: { reader: ReturnType<typeof reading>; following: { more(): void } }[] = [];
          for (const step of steps) {
            if (step === 'join') {
              const reader = reading(3);
              readers.push({
                reader,
                following: hub.follow({ topics: ['room/a', 'room/b'], after: 0 }, reader),
              });
            } else if ('say' in step) {
              const numbers = Array.from({ length: step.times }, (_, i) => n + i);
              n += step.times;
              if (step.say !== 'room/c') followed.push(...numbers);
              await Promise.all(numbers.map((number) => say(hub, step.say, number)));
            } else {
              for (const { reader, following } of readers) {
                reader.give(step.room);
                following.more();
              }
            }
          }
          for (const { reader, following } of readers) {
            reader.give(Number.POSITIVE_INFINITY);
            following.more();
            // A long way takes several turns of the event loop.
            for (let turns = 0; turns < 100 && reader.numbers.length < followed.length; turns += 1) {
              await new Promise((turn) => setImmediate(turn));
            }
            expect(reader.numbers).toEqual(followed);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('[follow] a backlog is given first, then what is recorded after', async () => {
    const { hub } = bareHub();
    for (let n = 1; n <= 120; n += 1) await say(hub, 'room/a', n);
    const reader = reading();
    hub.follow({ topics: ['room/a'], backlog: [5, 9, 100], after: hub.head() }, reader);
    await say(hub, 'room/a', 121);
    expect(reader.numbers).toEqual([5, 9, 100, 121]);
  });

  test('[follow] a history longer than the bound is no reason to let a reader go; so many unread ones are', async () => {
    const { hub } = bareHub();
    await Promise.all(Array.from({ length: 9_999 }, (_, n) => say(hub, 'room/a', n)));
    await Promise.all(Array.from({ length: 9_999 }, (_, n) => say(hub, 'room/a', n)));
    const reader = reading(1);
    const following = hub.follow({ topics: ['room/a'], after: 0 }, reader);
    await Promise.all(Array.from({ length: 9_999 }, (_, n) => say(hub, 'room/a', n)));
    expect(reader.isLost()).toBe(false);
    expect(following.unread()).toBe(9_999);
    await say(hub, 'room/a', 0);
    expect(reader.isLost()).toBe(false);
    await say(hub, 'room/a', 0);
    expect(reader.isLost()).toBe(true);
    expect(hub.followers('room/a')).toBe(0);
  });

  test('[follow] a long history is given bit by bit, also to many at once, while everything else goes on', async () => {
    const { hub } = bareHub();
    const history = Array.from({ length: 5_000 }, (_, n) => n);
    await Promise.all(history.map((n) => say(hub, 'room/a', n)));
    const readers = Array.from({ length: 10 }, () => reading());
    for (const reader of readers) hub.follow({ topics: ['room/a'], after: 0 }, reader);
    const given = (): number => readers.reduce((sum, { numbers }) => sum + numbers.length, 0);
    let most = given() / readers.length;
    for (let before = given(); before < 50_000; before = given()) {
      await say(hub, 'room/b', 0);
      most = Math.max(most, given() - before);
    }
    expect(most).toBeLessThan(1_000);
    await say(hub, 'room/a', 5_000);
    for (const { numbers } of readers) await expect.poll(() => numbers).toEqual([...history, 5_000]);
  });

  test('[follow] one who has room isn’t let go, however much is recorded before its turn comes', async () => {
    const { hub } = bareHub();
    const history = Array.from({ length: 1_000 }, (_, n) => n);
    await Promise.all(history.map((n) => say(hub, 'room/a', n)));
    const readers = Array.from({ length: 20 }, () => reading());
    for (const reader of readers) hub.follow({ topics: ['room/a'], after: 0 }, reader);
    const live = Array.from({ length: 10 }, (_, n) => 1_000 + n);
    await Promise.all(live.map((n) => say(hub, 'room/a', n, 1024 * 1024)));
    for (const { numbers } of readers) await expect.poll(() => numbers).toEqual([...history, ...live]);
    expect(readers.some(({ isLost }) => isLost())).toBe(false);
  });

  test('[follow] 8 MB unread are the bound, too', async () => {
    const { hub } = bareHub();
    const reader = reading(1);
    hub.follow({ topics: ['room/a'], after: 0 }, reader);
    for (let n = 0; n < 84 && !reader.isLost(); n += 1) await say(hub, 'room/a', n, 100_000);
    expect(reader.isLost()).toBe(false);
    await say(hub, 'room/a', 0, 100_000);
    expect(reader.isLost()).toBe(true);
  });
});
