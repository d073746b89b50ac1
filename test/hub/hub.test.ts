import { describe, expect, test } from 'vitest';
import { createHub } from '#main/hub/hub.ts';
import { StoreFailure } from '#main/store/event-store.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import { keepingSink, m1, openCup, play, point } from '../support/cup-hub.ts';
import { beginning, cup, matchCommand, organiser, referee, spectator } from '../support/small-cup.ts';

describe('one writer', () => {
  test('[P11] a command is answered after its event is in the log, and its state is the fold of it', async () => {
    const { hub, store } = await openCup();
    const answers = await play(hub, [...beginning, point('A'), point('A'), point('B')]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(hub.match(m1).play?.points).toEqual({ A: 2, B: 1 });
    expect([...store.read({ topic: 'match/m1' })].map(({ type }) => type)).toEqual([
      'start',
      'ends',
      'service',
      'setStart',
      'point',
      'point',
      'point',
    ]);
  });

  test('[P12] a repeated command is answered as the first time and recorded once, at once or later', async () => {
    const { hub, store } = await openCup();
    await play(hub, beginning);
    const tap = matchCommand(m1, point('A'));
    const [first, second] = await Promise.all([hub.submit(tap, referee(0)), hub.submit(tap, referee(0))]);
    const third = await hub.submit(tap, referee(0));
    expect(first.ok).toBe(true);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(store.ofCommand(tap.id)).toHaveLength(1);
    expect(hub.match(m1).play?.points.A).toBe(1);
  });

  test('[P12] another device can’t answer for a command that isn’t its own', async () => {
    const { hub } = await openCup();
    await play(hub, beginning);
    const tap = matchCommand(m1, point('A'));
    await hub.submit(tap, referee(0));
    expect(await hub.submit(tap, referee(1))).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
  });

  test('[log] all that arrives in one turn is committed in one transaction', async () => {
    const store = memoryStore('hub-1');
    let commits = 0;
    const { hub } = await openCup({
      ...store,
      append: (rows) => {
        commits += 1;
        store.append(rows);
      },
    });
    await play(hub, beginning);
    const before = commits;
    const taps = Array.from({ length: 20 }, (_, i) =>
      hub.submit(matchCommand(m1, point(i % 2 ? 'A' : 'B')), referee(0)),
    );
    await Promise.all(taps);
    expect(commits - before).toBe(1);
    expect(hub.match(m1).play?.points).toEqual({ A: 10, B: 10 });
  });

  test('[P11] when the disk refuses, nothing is confirmed, nobody hears of it, and the next try counts', async () => {
    const store = memoryStore('hub-1');
    let full = false;
    const { hub, problems } = await openCup({
      ...store,
      append(rows) {
        if (full) throw new StoreFailure('disk full');
        store.append(rows);
      },
    });
    await play(hub, beginning);
    const sink = keepingSink();
    hub.watch('match/m1', undefined, spectator, sink);
    const seen = sink.frames.length;
    full = true;
    const tap = matchCommand(m1, point('A'));
    expect(await hub.submit(tap, referee(0))).toMatchObject({ ok: false, error: { code: 'STORE_FAILED' } });
    expect(problems).toEqual(['STORE_FAILED']);
    expect(hub.match(m1).play?.points.A).toBe(0);
    expect(sink.frames).toHaveLength(seen);
    full = false;
    expect((await hub.submit(tap, referee(0))).ok).toBe(true);
    expect(hub.match(m1).play?.points.A).toBe(1);
  });

  test('[P6] a refused command changes nothing and uses no number', async () => {
    const { hub, store } = await openCup();
    await play(hub, beginning);
    const head = store.head();
    const [answer] = await play(hub, [{ type: 'setStart' }]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'SET_RUNNING' } });
    expect(store.head()).toBe(head);
  });

  test('[P13] a device’s time in the future is set to the hub’s', async () => {
    const { hub, store, hand } = await openCup();
    await hub.submit(matchCommand(m1, { type: 'call' }, { at: hand.now() + 60_000 }), organiser);
    const last = [...store.read({ topic: 'match/m1' })].at(-1);
    expect(last?.at).toBe(hand.now());
    expect(last?.hubAt).toBe(hand.now());
  });

  test('[stop] a hub that stops records what it has taken and refuses what comes after', async () => {
    const { hub } = await openCup();
    await play(hub, beginning);
    const last = hub.submit(matchCommand(m1, point('A')), referee(0));
    const stopped = hub.stop();
    const late = hub.submit(matchCommand(m1, point('A')), referee(0));
    await stopped;
    expect((await last).ok).toBe(true);
    expect(await late).toMatchObject({ ok: false, error: { code: 'HUB_STOPPING' } });
  });
});

describe('the log alone', () => {
  test('[log] a hub started again on the log has the same states, with its snapshots or without them', async () => {
    const { hub, store } = await openCup();
    await play(hub, [...beginning, point('A'), point('B'), point('B')]);
    await play(hub, [{ type: 'void', event: `${hub.match(m1).records.at(-1)?.event}` as never, reason: '' }]);
    await hub.stop();
    const again = createHub(store, { now: () => 1, newId: () => 'x', report: () => {} }, () => () => {});
    const bare = createHub(
      { ...store, snapshot: () => null },
      { now: () => 1, newId: () => 'x', report: () => {} },
      () => () => {},
    );
    for (const other of [again, bare]) {
      expect(other.match(m1)).toEqual(hub.match(m1));
      expect(other.tournament(cup.id)).toEqual(hub.tournament(cup.id));
      expect(other.scores(cup.id)).toEqual(hub.scores(cup.id));
    }
    expect(again.match(m1).play?.points).toEqual({ A: 1, B: 1 });
  });
});
