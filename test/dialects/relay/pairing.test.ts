import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPairing, type Registered } from '#main/dialects/relay/pairing.ts';
import { RelayId } from '#shared/domain/relay/relay-match.ts';
import { handEvery } from '../../support/hand-every.ts';
import { openSocket } from '../../support/wire-socket.ts';
import { frameOf, handHub, oldReferee, oldWatcher, postText, watcherOf } from './relay-stage.ts';

const idOf = (id: string): RelayId => RelayId.parse(id);

/** A pairing whose time passes by hand, and registrations that say how they went. */
function handPairing() {
  const hand = handEvery();
  const pairing = createPairing(hand.every);
  const register = (address: string, id: string, gone = new AbortController()) => {
    const made: { how: Registered | null; gone: AbortController } = { how: null, gone };
    void pairing.register(address, idOf(id), gone.signal).then((how) => {
      made.how = how;
    });
    return made;
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { pairing, hand, register, settle };
}

describe('which watcher a socket belongs to', () => {
  test('[relay] a registration waits for the socket of the one before it, of its address only', async () => {
    const { pairing, register, settle } = handPairing();
    const [a, b, other] = [register('x', 'A'), register('x', 'B'), register('y', 'C')];
    await settle();
    expect([a.how, b.how, other.how]).toEqual(['registered', null, 'registered']);
    expect(pairing.arrive('x')).toBe('A');
    await settle();
    expect(b.how).toBe('registered');
    expect([pairing.arrive('x'), pairing.arrive('y')]).toEqual(['B', 'C']);
  });

  test('[relay] it waits for 3 s at most; then whoever was expected isn’t any more', async () => {
    const { pairing, hand, register, settle } = handPairing();
    const late = [register('x', 'A'), register('x', 'B'), register('x', 'C')];
    hand.pass(2_900);
    await settle();
    expect(late.map(({ how }) => how)).toEqual(['registered', null, null]);
    hand.pass(100);
    await settle();
    expect(late.map(({ how }) => how)).toEqual(['registered', 'registered', 'registered']);
    expect([pairing.arrive('x'), pairing.arrive('x')]).toEqual(['B', 'C']);
  });

  test('[relay] a socket without a registration gets its address’s last match, or none', async () => {
    const { pairing, register, settle } = handPairing();
    expect(pairing.arrive('x')).toBeNull();
    register('x', 'A');
    await settle();
    expect([pairing.arrive('x'), pairing.arrive('x'), pairing.arrive('y')]).toEqual(['A', 'A', null]);
  });

  test('[relay] a client that goes away while it waits holds up nobody', async () => {
    const { pairing, register, settle } = handPairing();
    register('x', 'A');
    const gone = register('x', 'B');
    const next = register('x', 'C');
    gone.gone.abort();
    await settle();
    expect([gone.how, pairing.arrive('x')]).toEqual(['closed', 'A']);
    await settle();
    expect([next.how, pairing.arrive('x')]).toEqual(['registered', 'C']);
  });

  test('[relay] so many wait at one address, and more are turned away', async () => {
    const { pairing, register, settle } = handPairing();
    const all = Array.from({ length: 302 }, () => register('x', 'A'));
    await settle();
    expect(all.filter(({ how }) => how === 'crowded')).toHaveLength(1);
    pairing.close();
    await settle();
    expect(all.filter(({ how }) => how === 'closed')).toHaveLength(300);
  });

  test('[relay] whatever the order in which clients of one address come: each gets what it registered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.nat(3)),
        async (wishes, dice) => {
          const { pairing, hand, settle } = handPairing();
          const got = await Promise.all(
            wishes.map(async (wish) => {
              for (let turns = dice.next().value ?? 0; turns > 0; turns -= 1) await settle();
              await pairing.register('x', idOf(wish), new AbortController().signal);
              hand.pass(dice.next().value ?? 0);
              for (let turns = dice.next().value ?? 0; turns > 0; turns -= 1) await settle();
              return pairing.arrive('x');
            }),
          );
          expect(got).toEqual(wishes);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('watchers of one address, on real lines', () => {
  test('[relay] forty at once, two matches: nobody gets the other match', async () => {
    const { port } = await handHub();
    const ids = Array.from({ length: 40 }, (_, n) => (n % 3 === 0 ? 'A' : 'B'));
    const referee = await oldReferee(port, 'A');
    referee.send(frameOf('A', 'before'));
    const watchers = await Promise.all(ids.map((id) => oldWatcher(port, id)));
    for (const id of ['A', 'B']) referee.send(frameOf(id, 'after'));
    for (const [n, watcher] of watchers.entries()) {
      const id = ids[n] ?? '';
      await watcher.next((text) => text === frameOf(id, 'after'));
      expect(watcher.texts).toEqual(
        id === 'A' ? [frameOf('A', 'before'), frameOf('A', 'after')] : [frameOf('B', 'after')],
      );
    }
  });

  test('[relay] one registration and several sockets: all watch that match', async () => {
    const { port } = await handHub();
    const watchers = [await oldWatcher(port, 'A')];
    for (let n = 0; n < 4; n += 1) watchers.push(await openSocket(port, '/spectateur'));
    (await oldReferee(port, 'A')).send(frameOf('A', 1));
    for (const watcher of watchers) expect(await watcher.take(1)).toEqual([frameOf('A', 1)]);
  });

  test('[relay] a socket that names its match takes nobody’s registration', async () => {
    const { port } = await handHub();
    const referee = await oldReferee(port, 'A');
    for (const id of ['A', 'B', 'C', 'D']) referee.send(frameOf(id, 1));
    await postText(port, '/spectateur/register', '{"ID":"A"}');
    const direct = [
      await openSocket(port, '/spectateur?matchID=B'),
      await openSocket(port, '/spectateur?refereeID=C'),
      await openSocket(port, '/spectateur?IdMatch=D'),
    ];
    const paired = await openSocket(port, '/spectateur');
    const got = await Promise.all([...direct, paired].map((watcher) => watcher.take(1)));
    expect(got).toEqual(['B', 'C', 'D', 'A'].map((id) => [frameOf(id, 1)]));
  });

  test('[relay] without a registration, and for a match that isn’t known, the socket stays open and silent', async () => {
    const { port } = await handHub();
    const nobody = await openSocket(port, '/spectateur');
    const unknown = await watcherOf(port, 'later');
    const referee = await oldReferee(port, 'A');
    for (const id of ['A', 'later']) referee.send(frameOf(id, 1));
    expect(await unknown.take(1)).toEqual([frameOf('later', 1)]);
    expect(nobody.texts).toEqual([]);
    expect(nobody.socket.readyState).toBe(nobody.socket.OPEN);
  });
});
