import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sink } from '#main/hub/hub-port.ts';
import { type Frame, keepingSink, m1, openCup, play, point } from '../support/cup-hub.ts';
import { beginning, matchCommand, referee, spectator } from '../support/small-cup.ts';

describe('the feed', () => {
  test('[P10] a newcomer gets the state and then every later event', async () => {
    const { hub } = await openCup();
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
    const { hub } = await openCup();
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
          const { hub, store, hand } = await openCup();
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
    const { hub, hand } = await openCup();
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
    const { hub, hand } = await openCup();
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
    const { hub } = await openCup();
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
    const { hub, hand } = await openCup();
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
    const { hub, hand } = await openCup();
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
