import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Decision } from '#shared/domain/log.ts';
import { decideCreate, decidePull, decideSession } from '#shared/domain/meet/decide-meet.ts';
import { decideUpdates, type UpdatesOutcome } from '#shared/domain/meet/decide-updates.ts';
import { stepsOf } from '#shared/domain/meet/keys.ts';
import { assembledState, type MeetState, meetTopic } from '#shared/domain/meet/meet.ts';
import type { OfferedUpdate } from '#shared/domain/meet/told.ts';

const { fold } = meetTopic('123456789');

interface Written {
  readonly key: string;
  readonly value: number;
}

/** How a client says what the updates it tells were made after: as each was, always 0, or always what it knows now. */
type Manner = 'each' | 'zero' | 'newest';

/** A client that comes back: it knows the log up to a number, and has updates that it couldn't send. */
interface Back {
  readonly location: number;
  readonly knows: number;
  readonly unsent: readonly Written[];
  readonly manner: Manner;
}

/** A hub that has lost a meet, as far as it matters here; all locations have different priorities. */
function emptyHub(locations: number) {
  let state: MeetState = fold.empty('');
  let seq = 0;
  const rejected: number[] = [];
  function record<O>(decision: Decision<O>): O {
    for (const { type, body } of decision.entries) {
      seq += 1;
      state = fold.evolve(state, { seq, type, body, hubAt: 1_000, device: 'meet' as DeviceId });
    }
    return decision.outcome;
  }
  const priorities = Array.from({ length: locations }, (_, n) => ({ name: `L${n}`, priority: n }));
  record(
    decideCreate(
      state,
      { password: '', locations: priorities, creator: 0, name: '', restored: true },
      't',
      0,
    ),
  );
  for (let n = 1; n < locations; n += 1) record(decideSession(state, `t${n}`, n, 0));

  const decide = (
    client: Back,
    updates: readonly OfferedUpdate[],
    asked: { waiting: boolean; claim: number | null },
  ): UpdatesOutcome => {
    const outcome = record(
      decideUpdates(state, { session: client.location + 1, updates, asked, mayWait: false }),
    );
    if (outcome.kind === 'decided') {
      for (const { local } of outcome.rejections) rejected.push(local);
    }
    return outcome;
  };
  const unsentOf = ({ unsent, knows }: Back): OfferedUpdate[] =>
    unsent.map((update, n) => offered(update, knows + n + 1, knows));

  return {
    state: () => state,
    record,
    /** Local numbers of what was rejected. */
    rejected,
    /** Sends what it couldn't send before. */
    send: (client: Back) => decide(client, unsentOf(client), { waiting: false, claim: null }),
    /** Tells all that it knows, since the hub asked. */
    tell(client: Back, log: readonly Written[], claim: number | null): UpdatesOutcome {
      const after = { each: (n: number) => n, zero: () => 0, newest: () => client.knows }[client.manner];
      const known = log.slice(0, client.knows).map((update, n) => offered(update, n + 1, after(n)));
      return decide(client, [...known, ...unsentOf(client)], { waiting: true, claim });
    },
  };
}

const offered = ({ key, value }: Written, local: number, after: number): OfferedUpdate => ({
  key,
  steps: stepsOf(key),
  value: String(value),
  print: String(value),
  local,
  after,
  fault: null,
});

const keys = ['a', 'b.c', 'b.d', 'e[1]', 'e[2].f'];
const written = fc.record({ key: fc.constantFrom(...keys), value: fc.nat(4) });
const log = fc.array(written, { maxLength: 30, size: 'max' });
const manner = fc.constantFrom<Manner>('each', 'zero', 'newest');
const backs = fc.array(
  fc.record({ share: fc.nat(100), manner, wrote: fc.array(fc.nat(4), { maxLength: 3 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

/** Clients come back as the dice say; whoever knows more than the hub lets it ask all that are there. */
function recover(all: readonly Written[], clients: readonly Back[], dice: IterableIterator<number>) {
  const hub = emptyHub(clients.length);
  const here: Back[] = [];
  const thrown = clients.map((client) => ({ client, die: Number(dice.next().value) }));
  for (const { client } of thrown.toSorted((a, b) => a.die - b.die)) {
    here.push(client);
    const pulled = hub.record(decidePull(hub.state(), client.knows, true));
    if (pulled.kind === 'send') {
      hub.send(client);
      continue;
    }
    for (const asked of here.toSorted((a, b) => b.location - a.location)) {
      hub.tell(asked, all, asked === client ? client.knows : null);
    }
  }
  return hub;
}

const writtenIn = (state: MeetState): Written[] =>
  state.updates.items.slice(0, state.updates.length).map(({ key, print }) => ({ key, value: Number(print) }));

describe('recovery', () => {
  test('[recovery] clients who know the log up to different numbers put it together, in whatever order they come back', () => {
    fc.assert(
      fc.property(log, backs, fc.infiniteStream(fc.nat(100)), (all, shares, dice) => {
        const clients = shares.map(({ share, manner: told }, location) => ({
          location,
          knows: Math.round((share / 100) * all.length),
          unsent: [],
          manner: told,
        }));
        const hub = recover(all, clients, dice);
        const longest = Math.max(...clients.map(({ knows }) => knows));
        expect(writtenIn(hub.state())).toEqual(all.slice(0, longest));
        expect(hub.rejected).toEqual([]);
        expect(hub.state().conflicts.length).toBe(0);
        expect(hub.state().recovery?.certain ?? 0).toBe(longest);
      }),
      { numRuns: 500 },
    );
  });

  test('[recovery] what they made offline comes after it, whoever is asked first, and the highest priority’s stands', () => {
    fc.assert(
      fc.property(log, backs, fc.infiniteStream(fc.nat(100)), (all, shares, dice) => {
        const clients = shares.map(({ manner: told, wrote }, location) => ({
          location,
          knows: all.length,
          unsent: wrote.map((key, n) => ({ key: keys[key] ?? '', value: 100 + 10 * location + n })),
          manner: told,
        }));
        const hub = recover(all, clients, dice);
        expect(writtenIn(hub.state()).slice(0, all.length)).toEqual(all);
        for (const key of keys) {
          const highest = clients.findLast(({ unsent }) => unsent.some((update) => update.key === key));
          const stands = highest?.unsent.findLast((update) => update.key === key);
          const last = writtenIn(hub.state()).findLast((update) => update.key === key);
          expect(last).toEqual(stands ?? all.findLast((update) => update.key === key));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[recovery] a part that was never lost is told again without harm', () => {
    const hub = emptyHub(2);
    const all = [1, 2, 3, 4].map((value) => ({ key: 'a', value }));
    hub.tell({ location: 1, knows: 2, unsent: [], manner: 'each' }, all, 2);
    hub.tell({ location: 0, knows: 4, unsent: [], manner: 'zero' }, all, 4);
    hub.tell({ location: 1, knows: 2, unsent: [], manner: 'zero' }, all, 2);
    expect(writtenIn(hub.state())).toEqual(all);
    expect(assembledState(hub.state())).toEqual({ a: 4 });
  });

  test('[recovery] what a client knows to be overwritten by what the hub has isn’t put on top of it', () => {
    const hub = emptyHub(2);
    const all = [1, 2, 3].map((value) => ({ key: 'a', value }));
    const [first, , third] = all;
    if (!first || !third) throw new Error('too short');
    // The first teller never heard of the second update.
    hub.tell({ location: 0, knows: 2, unsent: [], manner: 'each' }, [first, third], null);
    const outcome = hub.tell({ location: 1, knows: 3, unsent: [], manner: 'each' }, all, 3);
    expect(outcome).toMatchObject({ acks: [{ number: 1 }, { number: 2 }, { number: 2 }], rejections: [] });
    expect(assembledState(hub.state())).toEqual({ a: 3 });
  });

  test('[recovery] what the hub has in another order isn’t taken once more, by whomever it is told', () => {
    const hub = emptyHub(3);
    const all = [
      { key: 'a', value: 1 },
      { key: 'b.c', value: 2 },
      { key: 'e[1]', value: 3 },
      { key: 'b.d', value: 4 },
    ];
    // The third had been taken before the loss, but its sender never heard so.
    const sent = [{ key: 'e[1]', value: 3 }];
    hub.tell({ location: 2, knows: 1, unsent: sent, manner: 'each' }, all, null);
    for (const location of [1, 0, 1])
      hub.tell({ location, knows: 4, unsent: [], manner: 'each' }, all, location === 1 ? 4 : null);
    const [a, bc, e, bd] = all;
    expect(writtenIn(hub.state())).toEqual([a, e, bc, bd]);
    expect(hub.rejected).toEqual([]);
  });
});
