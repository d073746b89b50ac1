import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHub } from '#main/hub/hub.ts';
import type { HubPort, Identity, Sink } from '#main/hub/hub-port.ts';
import { type EventStore, StoreFailure } from '#main/store/event-store.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Command } from '#shared/protocol/command.ts';
import { handEvery } from '../support/hand-every.ts';
import {
  beginning,
  chief,
  cup,
  cupCommand,
  cupCommands,
  cupRecords,
  matchCommand,
  organiser,
  referee,
  spectator,
} from '../support/small-cup.ts';

const m1 = 'm1' as MatchId;

interface Frame {
  t: string;
  topic?: string;
  seq?: number;
  state?: { seq: number };
  events?: { seq: number; topic: string }[];
  scores?: { id: string; seq: number }[];
}

/** A watcher that keeps its frames. */
function keepingSink(pace: Sink['pace'] = 'all'): Sink & { frames: Frame[]; isReady: boolean } {
  const frames: Frame[] = [];
  return {
    pace,
    frames,
    isReady: true,
    send: (frame) => frames.push(JSON.parse(frame)),
    ready() {
      return this.isReady;
    },
  };
}

async function open(store: EventStore = memoryStore('hub-1')) {
  const hand = handEvery();
  const problems: string[] = [];
  const hub = createHub(
    store,
    { now: hand.now, newId: () => `id${Math.random()}`, report: ({ code }) => problems.push(code) },
    hand.every,
  );
  for (const command of cupCommands()) await hub.submit(command, organiser);
  return { hub, store, hand, problems };
}

const play = async (hub: HubPort, bodies: readonly MatchCommandBody[], by: Identity = referee(0)) => {
  const answers = [];
  for (const body of bodies) answers.push(await hub.submit(matchCommand(m1, body), by));
  return answers;
};

const point = (side: 'A' | 'B'): MatchCommandBody => ({ type: 'point', side });

describe('one writer', () => {
  test('[P11] a command is answered after its event is in the log, and its state is the fold of it', async () => {
    const { hub, store } = await open();
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
    const { hub, store } = await open();
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
    const { hub } = await open();
    await play(hub, beginning);
    const tap = matchCommand(m1, point('A'));
    await hub.submit(tap, referee(0));
    expect(await hub.submit(tap, referee(1))).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
  });

  test('[log] all that arrives in one turn is committed in one transaction', async () => {
    const store = memoryStore('hub-1');
    let commits = 0;
    const { hub } = await open({
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
    const { hub, problems } = await open({
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
    const { hub, store } = await open();
    await play(hub, beginning);
    const head = store.head();
    const [answer] = await play(hub, [{ type: 'setStart' }]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'SET_RUNNING' } });
    expect(store.head()).toBe(head);
  });

  test('[P13] a device’s time in the future is set to the hub’s', async () => {
    const { hub, store, hand } = await open();
    await hub.submit(matchCommand(m1, { type: 'call' }, { at: hand.now() + 60_000 }), organiser);
    const last = [...store.read({ topic: 'match/m1' })].at(-1);
    expect(last?.at).toBe(hand.now());
    expect(last?.hubAt).toBe(hand.now());
  });

  test('[stop] a hub that stops records what it has taken and refuses what comes after', async () => {
    const { hub } = await open();
    await play(hub, beginning);
    const last = hub.submit(matchCommand(m1, point('A')), referee(0));
    const stopped = hub.stop();
    const late = hub.submit(matchCommand(m1, point('A')), referee(0));
    await stopped;
    expect((await last).ok).toBe(true);
    expect(await late).toMatchObject({ ok: false, error: { code: 'HUB_STOPPING' } });
  });
});

describe('rights', () => {
  const put: Command = cupCommand({ type: 'put', records: {} });
  test.each<[string, Identity, Command, string]>([
    ['a spectator can’t score', spectator, matchCommand(m1, point('A')), 'NOT_JOINED'],
    ['a spectator can’t set up', spectator, put, 'NOT_JOINED'],
    ['a referee can’t set up', referee(0), put, 'NOT_ALLOWED'],
    [
      'a referee of another tournament can’t score here',
      { ...referee(0), tournament: 'other' as typeof cup.id },
      matchCommand(m1, point('A')),
      'NOT_ALLOWED',
    ],
    [
      'nobody scores in a match that isn’t there',
      organiser,
      matchCommand('none' as typeof m1, point('A')),
      'NO_SUCH_MATCH',
    ],
    [
      'a match command doesn’t fit a tournament',
      organiser,
      { ...put, body: { type: 'let' } } as unknown as Command,
      'UNKNOWN_TYPE',
    ],
  ])('[P7] %s', async (_name, by, command, code) => {
    const { hub, store } = await open();
    const head = store.head();
    expect(await hub.submit(command, by)).toMatchObject({ ok: false, error: { code } });
    expect(store.head()).toBe(head);
  });

  test('[P7] people and presence are for the organiser only', async () => {
    const { hub } = await open();
    for (const topic of ['people', 'presence'] as const) {
      for (const by of [spectator, referee(0), chief]) {
        expect(hub.watch(topic, undefined, by, keepingSink())).toMatchObject({
          ok: false,
          error: { code: 'NOT_ALLOWED' },
        });
      }
      expect(hub.watch(topic, undefined, organiser, keepingSink()).ok).toBe(true);
    }
  });
});

describe('the feed', () => {
  test('[P10] a newcomer gets the state and then every later event', async () => {
    const { hub } = await open();
    await play(hub, beginning);
    const sink = keepingSink();
    hub.watch('match/m1', undefined, spectator, sink);
    await play(hub, [point('A')]);
    expect(sink.frames.map(({ t }) => t)).toEqual(['snapshot', 'events']);
    const [snapshot, events] = sink.frames;
    expect(snapshot?.seq).toBe(snapshot?.state?.seq);
    expect(events?.events?.[0]?.seq).toBe((snapshot?.seq ?? 0) + 1);
  });

  test('[P10] one who is far behind, or ahead of this log, gets the state', async () => {
    const { hub } = await open();
    await play(hub, beginning);
    for (let i = 0; i < 300; i += 1)
      await play(hub, [
        { type: 'ends', left: 'A' },
        { type: 'ends', left: 'B' },
      ]);
    const behind = keepingSink();
    hub.watch('match/m1', 3, spectator, behind);
    const ahead = keepingSink();
    hub.watch('match/m1', 1_000_000, spectator, ahead);
    const close = keepingSink();
    hub.watch('match/m1', hub.head() - 5, spectator, close);
    expect([behind, ahead, close].map(({ frames }) => frames[0]?.t)).toEqual([
      'snapshot',
      'snapshot',
      'events',
    ]);
    expect(close.frames[0]?.events).toHaveLength(5);
  });

  test('[P10] whenever one joins, leaves and comes back: no gap, no repeat, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Sink['pace']>('all', 'coalesced'),
        fc.array(fc.constantFrom('tap', 'join', 'leave', 'burst', 'second', 'slow', 'quick'), {
          maxLength: 40,
        }),
        async (pace, steps) => {
          const { hub, store, hand } = await open();
          let isReady = true;
          await play(hub, beginning);
          const seqs: number[] = [];
          let cursor: number | undefined;
          let leave: (() => void) | null = null;
          const sink: Sink = {
            pace,
            ready: () => isReady,
            send(text) {
              const frame: Frame = JSON.parse(text);
              // A state stands for every event up to its seq.
              if (frame.t === 'snapshot') {
                const upTo = frame.seq ?? 0;
                seqs.push(
                  ...[...store.read({ topic: 'match/m1', after: cursor ?? 0 })]
                    .map(({ seq }) => seq)
                    .filter((seq) => seq <= upTo),
                );
                cursor = upTo;
              }
              for (const { seq } of frame.events ?? []) {
                seqs.push(seq);
                cursor = seq;
              }
            },
          };
          const join = (): (() => void) | null => {
            const watched = hub.watch('match/m1', cursor, spectator, sink);
            return watched.ok ? watched.value : null;
          };
          for (const step of steps) {
            if (step === 'tap') await play(hub, [{ type: 'ends', left: 'A' }]);
            if (step === 'burst')
              await Promise.all(
                [1, 2, 3].map(() => hub.submit(matchCommand(m1, { type: 'ends', left: 'B' }), referee(0))),
              );
            if (step === 'second') hand.pass(1_000);
            if (step === 'slow') isReady = false;
            if (step === 'quick') isReady = true;
            if (step === 'join') leave ??= join();
            if (step === 'leave') {
              leave?.();
              leave = null;
            }
          }
          leave ??= join();
          isReady = true;
          hand.pass(1_000);
          expect(seqs).toEqual([...store.read({ topic: 'match/m1' })].map(({ seq }) => seq));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('[P40] a spectator of a match hears of it once a second, all events of that second in one frame', async () => {
    const { hub, hand } = await open();
    await play(hub, beginning);
    const early = keepingSink('coalesced');
    hub.watch('match/m1', undefined, spectator, early);
    await play(hub, [point('A'), point('B')]);
    const between = keepingSink('coalesced');
    hub.watch('match/m1', undefined, spectator, between);
    await play(hub, [point('A')]);
    expect([early, between].map(({ frames }) => frames.length)).toEqual([1, 1]);
    hand.pass(1_000);
    expect(early.frames[1]?.events?.map(({ seq }) => seq)).toEqual([
      hub.head() - 2,
      hub.head() - 1,
      hub.head(),
    ]);
    expect(between.frames[1]?.events?.map(({ seq }) => seq)).toEqual([hub.head()]);
    hand.pass(3_000);
    expect([early, between].map(({ frames }) => frames.length)).toEqual([2, 2]);
  });

  test('[P41] a spectator who doesn’t keep up with a match gets what they lack when they have', async () => {
    const { hub, hand } = await open();
    await play(hub, beginning);
    const slow = keepingSink('coalesced');
    hub.watch('match/m1', undefined, spectator, slow);
    slow.isReady = false;
    for (let i = 0; i < 4; i += 1) {
      await play(hub, [point('A')]);
      hand.pass(1_000);
    }
    expect(slow.frames).toHaveLength(1);
    slow.isReady = true;
    hand.pass(1_000);
    expect(slow.frames[1]?.events?.map(({ seq }) => seq)).toEqual([3, 2, 1, 0].map((n) => hub.head() - n));
  });

  test('[P14] a frame is made once, however many watch', async () => {
    const { hub } = await open();
    await play(hub, beginning);
    const sent: string[] = [];
    for (let i = 0; i < 50; i += 1)
      hub.watch('match/m1', hub.head(), spectator, {
        pace: 'all',
        ready: () => true,
        send: (frame) => sent.push(frame),
      });
    sent.length = 0;
    await play(hub, [point('A')]);
    expect(sent).toHaveLength(50);
    expect(new Set(sent).size).toBe(1);
  });
});

describe('the scoreboard', () => {
  test('[P40] boards hear of every change at once, spectators of the newest once a second', async () => {
    const { hub, hand } = await open();
    await play(hub, beginning);
    const board = keepingSink('all');
    const phone = keepingSink('coalesced');
    hub.watch('scores/cup', undefined, spectator, board);
    hub.watch('scores/cup', undefined, spectator, phone);
    await play(hub, [point('A'), point('A'), point('B')]);
    expect(board.frames.filter(({ t }) => t === 'scores')).toHaveLength(3);
    expect(phone.frames.filter(({ t }) => t === 'scores')).toHaveLength(0);
    hand.pass(1_000);
    const lines = phone.frames.filter(({ t }) => t === 'scores');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.scores).toMatchObject([{ id: 'm1', points: [2, 1], seq: hub.head() }]);
    hand.pass(5_000);
    expect(phone.frames.filter(({ t }) => t === 'scores')).toHaveLength(1);
  });

  test('[P41] a spectator who doesn’t keep up is left out, and gets the whole state afterwards', async () => {
    const { hub, hand } = await open();
    await play(hub, beginning);
    const slow = keepingSink('coalesced');
    const quick = keepingSink('coalesced');
    hub.watch('scores/cup', undefined, spectator, slow);
    hub.watch('scores/cup', undefined, spectator, quick);
    slow.isReady = false;
    for (let i = 0; i < 5; i += 1) {
      await play(hub, [point('A')]);
      hand.pass(1_000);
    }
    expect(slow.frames).toHaveLength(1);
    expect(quick.frames).toHaveLength(6);
    slow.isReady = true;
    hand.pass(1_000);
    expect(slow.frames).toHaveLength(2);
    expect(slow.frames[1]).toMatchObject({
      t: 'snapshot',
      state: expect.arrayContaining([expect.objectContaining({ id: 'm1', points: [5, 0] })]),
    });
  });
});

describe('the log alone', () => {
  test('[log] a hub started again on the log has the same states, with its snapshots or without them', async () => {
    const { hub, store } = await open();
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

describe('charge and branches', () => {
  test('[P50] somebody else’s tap is refused when they could know who is in charge', async () => {
    const { hub } = await open();
    await play(hub, [...beginning, point('A')]);
    const late = matchCommand(m1, point('B'), { base: hub.match(m1).seq });
    expect(await hub.submit(late, referee(1))).toMatchObject({ ok: false, error: { code: 'NOT_IN_CHARGE' } });
  });

  test('[P51] taps made before the takeover was known are kept whole beside the log, and change no score', async () => {
    const { hub } = await open();
    await play(hub, [...beginning, point('A')]);
    const base = hub.match(m1).seq;
    await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
    await play(hub, [point('B')], referee(1));
    const offline = [point('A'), point('A')].map((body) => matchCommand(m1, body, { base }));
    for (const tap of offline)
      expect(await hub.submit(tap, referee(0))).toMatchObject({ ok: true, value: { aside: true } });
    expect(await hub.submit(offline[0] as Command, referee(0))).toMatchObject({
      ok: true,
      value: { aside: true },
    });
    const match = hub.match(m1);
    expect(match.play?.points).toEqual({ A: 1, B: 1 });
    expect(match.branches).toHaveLength(1);
    expect(match.branches[0]).toMatchObject({ base, settled: 'open' });
    expect(match.branches[0]?.records).toHaveLength(2);
  });

  test.each([
    ['log', { A: 1, B: 1 }],
    ['branch', { A: 3, B: 0 }],
  ] as const)('[P52] the organiser settles a branch with one tap: %s', async (keep, points) => {
    const { hub } = await open();
    await play(hub, [...beginning, point('A')]);
    const base = hub.match(m1).seq;
    await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
    await play(hub, [point('B')], referee(1));
    for (const body of [point('A'), point('A')])
      await hub.submit(matchCommand(m1, body, { base }), referee(0));
    const settle: MatchCommandBody = { type: 'settle', device: referee(0).device, keep };
    expect(await hub.submit(matchCommand(m1, settle), referee(1))).toMatchObject({ ok: false });
    expect((await hub.submit(matchCommand(m1, settle), organiser)).ok).toBe(true);
    expect(hub.match(m1).play?.points).toEqual(points);
    expect(hub.match(m1).branches[0]?.settled).toBe(keep);
    expect(hub.scores(cup.id)[0]?.openBranches).toBe(0);
  });

  test('[P53] whoever reconnects first, the match ends the same and has one entry to settle', async () => {
    const outcomes = new Set<string>();
    for (const order of ['taker', 'branch'] as const) {
      const { hub } = await open();
      await play(hub, [...beginning, point('A')]);
      const base = hub.match(m1).seq;
      await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
      const taker = async () => void (await play(hub, [point('B')], referee(1)));
      const branch = async () => void (await hub.submit(matchCommand(m1, point('A'), { base }), referee(0)));
      for (const step of order === 'taker' ? [taker, branch] : [branch, taker]) await step();
      const match = hub.match(m1);
      outcomes.add(JSON.stringify([match.play?.points, match.branches.length]));
    }
    expect([...outcomes]).toEqual([JSON.stringify([{ A: 1, B: 1 }, 1])]);
  });
});

describe('setting up', () => {
  test('[set-up] a match number 0 becomes the next free one; a taken number is refused', async () => {
    const { hub } = await open();
    const [plan] = cupRecords.matches ?? [];
    if (!plan) throw new Error('no match');
    await hub.submit(
      cupCommand({ type: 'put', records: { matches: [{ ...plan, id: 'm9' as typeof m1, number: 0 }] } }),
      organiser,
    );
    expect(hub.tournament(cup.id)?.matches.m9?.number).toBe(3);
    const taken = cupCommand({
      type: 'put',
      records: { matches: [{ ...plan, id: 'm8' as typeof m1, number: 2 }] },
    });
    expect(await hub.submit(taken, organiser)).toMatchObject({ ok: false, error: { code: 'NUMBER_TAKEN' } });
  });

  test('[set-up] what is used can’t be removed, what names nothing can’t be written, all or nothing', async () => {
    const { hub, store } = await open();
    const head = store.head();
    const remove = cupCommand({ type: 'remove', records: { entries: [...cup.entries] } });
    expect(await hub.submit(remove, organiser)).toMatchObject({ ok: false, error: { code: 'IN_USE' } });
    const [court] = cupRecords.courts ?? [];
    const put = cupCommand({
      type: 'put',
      records: {
        courts: court
          ? [
              { ...court, name: 'New' },
              { ...court, id: 'c9' as typeof court.id, venue: 'no' as typeof court.venue },
            ]
          : [],
      },
    });
    expect(await hub.submit(put, organiser)).toMatchObject({ ok: false, error: { code: 'NO_SUCH_RECORD' } });
    expect(store.head()).toBe(head);
    expect(hub.tournament(cup.id)?.courts['court-1']?.name).toBe('Court 1');
  });

  test('[set-up] a match that has started keeps its sides; its court and time can change', async () => {
    const { hub } = await open();
    await play(hub, beginning);
    const plan = hub.tournament(cup.id)?.matches.m1;
    if (!plan) throw new Error('no match');
    const other = cupCommand({
      type: 'put',
      records: { matches: [{ ...plan, sides: [plan.sides[1], plan.sides[0]] }] },
    });
    expect(await hub.submit(other, organiser)).toMatchObject({ ok: false, error: { code: 'HAS_STARTED' } });
    const moved = cupCommand({
      type: 'put',
      records: { matches: [{ ...plan, court: cup.courts[1] ?? null }] },
    });
    expect((await hub.submit(moved, organiser)).ok).toBe(true);
    expect(
      await hub.submit(cupCommand({ type: 'remove', records: { matches: [m1] } }), organiser),
    ).toMatchObject({ ok: false, error: { code: 'HAS_STARTED' } });
  });

  test('[set-up] a closed tournament takes nothing until it is opened again', async () => {
    const { hub } = await open();
    await hub.submit(cupCommand({ type: 'close' }), organiser);
    expect(await hub.submit(matchCommand(m1, { type: 'start' }), referee(0))).toMatchObject({
      ok: false,
      error: { code: 'TOURNAMENT_CLOSED' },
    });
    await hub.submit(cupCommand({ type: 'reopen' }), organiser);
    expect((await hub.submit(matchCommand(m1, { type: 'start' }), referee(0))).ok).toBe(true);
  });
});
