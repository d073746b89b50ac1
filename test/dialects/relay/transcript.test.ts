import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSocket } from '../../support/wire-socket.ts';
import { frameOf, handHub, oldReferee, oldWatcher, watcherOf } from './relay-stage.ts';

describe('what a watcher of the relay gets', () => {
  test('[relay] every frame byte for byte, as text, in the referee’s order', async () => {
    const { port } = await handHub();
    const frames = [
      '{"referee":{"ID":"A"},"event":"match created"}',
      '{"event":"order of keys","b":1,"a":2,"referee":{"x":0,"ID":"A"}}',
      ' {\t"referee" : { "ID" : "A" } ,\r\n "event":"white space" } \n',
      '{"REFEREE":{"id":"A"},"Event":"case of keys"}',
      '{"Referee":{"Id":"A"},"event":"case of keys"}',
      '{"referee":{"ID":"A"},"n":12345678901234567890,"m":1e2,"o":1.0,"p":-0,"q":1E+400}',
      '{"referee":{"ID":"\\u0041"},"event":"\\u00e9\\ud83c\\udff8 é🏸 \\ud800"}',
      '{"referee":{"ID":"A"},"event":"twice","event":"the same key"}',
      '{"referee":{"ID":"A"},"event":"equal"}',
      '{"referee":{"ID":"A"},"event":"equal"}',
      '{"referee":{"ID":"A"},"__proto__":{"ID":"B"},"event":null}',
    ];
    const referee = await oldReferee(port, 'A');
    const early = await oldWatcher(port, 'A');
    for (const [n, frame] of frames.entries()) referee.send(n % 2 === 0 ? frame : Buffer.from(frame));
    expect(await early.take(frames.length)).toEqual(frames);
    const late = await watcherOf(port, 'A');
    expect(await late.take(frames.length)).toEqual(frames);
    expect([early.binary(), late.binary()]).toEqual([0, 0]);
    expect(referee.texts).toEqual([]);
  });

  test('[relay] any JSON that names the match is told to the letter; of several keys for the ID the last counts', async () => {
    const { port } = await handHub();
    const referee = await openSocket(port, '/referee');
    const watcher = await watcherOf(port, 'A');
    const sent: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.boolean(), async (json, first) => {
        const named = first ? '"id":"B","ID":"A"' : '"ID":"B","iD":"A"';
        const frame = `{"x":${json},"REFeree":{${named}},"y":[${json}]}`;
        sent.push(frame);
        referee.send(frame);
        expect((await watcher.take(sent.length)).at(-1)).toBe(frame);
      }),
      { numRuns: 40 },
    );
  });

  test('[relay] one referee publishes to several matches; each watcher gets its own', async () => {
    const { port } = await handHub();
    const [a, b] = [await watcherOf(port, 'A'), await watcherOf(port, 'B')];
    const referee = await oldReferee(port, 'A');
    for (const n of [1, 2, 3, 4, 5, 6]) referee.send(frameOf(n % 3 === 0 ? 'B' : 'A', n));
    expect(await a.take(4)).toEqual([1, 2, 4, 5].map((n) => frameOf('A', n)));
    expect(await b.take(2)).toEqual([3, 6].map((n) => frameOf('B', n)));
  });

  test('[relay] a referee that comes back goes on with its match; watchers notice nothing', async () => {
    const { port } = await handHub();
    const watcher = await oldWatcher(port, 'A');
    const first = await oldReferee(port, 'A');
    first.send(frameOf('A', 1));
    await watcher.take(1);
    first.socket.terminate();
    const second = await oldReferee(port, 'A');
    second.send(frameOf('A', 2));
    expect(await watcher.take(2)).toEqual([frameOf('A', 1), frameOf('A', 2)]);
    expect(watcher.socket.readyState).toBe(watcher.socket.OPEN);
  });

  test('[relay] the last frames of a referee that leaves at once are kept', async () => {
    const { port } = await handHub();
    const watcher = await watcherOf(port, 'A');
    const referee = await oldReferee(port, 'A');
    const frames = Array.from({ length: 500 }, (_, n) => frameOf('A', n));
    for (const frame of frames) referee.send(frame);
    referee.socket.close();
    expect(await watcher.take(500)).toEqual(frames);
  });

  test('[relay] one that takes a frame now and then gets them all, and is not dropped for silence', async () => {
    const { port, hand } = await handHub();
    const referee = await oldReferee(port, 'A');
    const slow = await oldWatcher(port, 'A');
    const quick = await oldWatcher(port, 'A');
    const frames = Array.from({ length: 60 }, (_, n) => frameOf('A', `${n} ${'x'.repeat(50_000)}`));
    slow.socket.pause();
    for (const frame of frames) referee.send(frame);
    await quick.take(60);
    // It takes one, then sleeps for longer than any line is kept that is asked whether it is there.
    for (let taken = 0; taken < 60; taken += 1) {
      slow.socket.resume();
      await slow.take(taken + 1);
      slow.socket.pause();
      hand.pass(600_000);
    }
    slow.socket.resume();
    referee.send(frameOf('A', 'after'));
    expect(await slow.take(61)).toEqual([...frames, frameOf('A', 'after')]);
  });

  test('[relay] one that falls 8 MB behind is let go, and nobody else', async () => {
    const { port, hand } = await handHub();
    const referee = await oldReferee(port, 'A');
    const [asleep, quick] = [await oldWatcher(port, 'A'), await oldWatcher(port, 'A')];
    asleep.socket.pause();
    // What lies in the sockets' own buffers isn't unread.
    for (let n = 0; n < 24; n += 1) {
      referee.send(frameOf('A', `${n} ${'x'.repeat(900_000)}`));
      await quick.take(n + 1);
      hand.pass(1_000);
    }
    asleep.socket.resume();
    // Told so, or cut, if it slept on for a second.
    expect([1006, 1013]).toContain((await asleep.closed()).code);
    expect(asleep.texts).toEqual(quick.texts.slice(0, asleep.texts.length));
    expect(quick.socket.readyState).toBe(quick.socket.OPEN);
  });

  test('[relay] a bad frame is dropped with an entry in the log; the connection stays', async () => {
    const { port, dropped } = await handHub();
    const watcher = await watcherOf(port, 'A');
    const { socket, send } = await oldReferee(port, 'A');
    send('hello');
    send('{"event":"whose?"}');
    socket.send(Buffer.from([0x7b, 0xff, 0x7d]), { binary: false });
    send(frameOf('A', 'x'.repeat(1024 * 1024)));
    send(frameOf('A', 1));
    expect(await watcher.take(1)).toEqual([frameOf('A', 1)]);
    expect(dropped()).toEqual(
      ['it isn’t JSON', 'it names no match in referee.ID', 'it isn’t UTF-8', 'it is larger than 1 MB'].map(
        (why) => `a referee’s frame was dropped: ${why}`,
      ),
    );
  });

  test('[relay] however many bad frames come, the log takes few entries and says how many it left out', async () => {
    const { port, dropped, hand } = await handHub();
    const watcher = await watcherOf(port, 'A');
    const { send, socket } = await oldReferee(port, 'A');
    for (let n = 0; n < 1_000; n += 1) send('rubbish');
    send(frameOf('A', 1));
    await watcher.take(1);
    expect(dropped()).toHaveLength(20);
    hand.pass(10_000);
    send('rubbish');
    socket.close();
    await expect.poll(() => dropped().length).toBe(21);
  });

  test('[relay] one who sends faster than the pace is read more slowly, and loses nothing', async () => {
    const { port, hand } = await handHub();
    const watcher = await watcherOf(port, 'A');
    const { send } = await oldReferee(port, 'A');
    const frames = Array.from({ length: 7_000 }, (_, n) => frameOf('A', n));
    for (const frame of frames) send(frame);
    await watcher.take(5_000);
    // Others are served meanwhile, and it isn't read.
    const other = await watcherOf(port, 'B');
    const quiet = await oldReferee(port, 'B');
    for (let n = 0; n < 30; n += 1) {
      quiet.send(frameOf('B', n));
      await other.take(n + 1);
    }
    expect(watcher.texts).toHaveLength(5_000);
    hand.pass(500);
    await watcher.take(6_000);
    hand.pass(500);
    await watcher.take(7_000);
    expect(watcher.texts).toEqual(frames);
  });
});
