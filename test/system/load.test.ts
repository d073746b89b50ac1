import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { connect, enter, type RawClient } from '../support/raw-client.ts';
import { type HubProcess, logEntries, spawnHub } from '../support/running-hub.ts';
import { beginning, cupCommands, matchCommand } from '../support/small-cup.ts';

const m1 = 'm1' as Parameters<typeof matchCommand>[0];

/** A hub of its own with the small cup, its first match running, and the panel's socket. */
async function runningCup(): Promise<{
  hub: HubProcess;
  panel: RawClient;
  tap: (body: MatchCommandBody) => Promise<number>;
}> {
  const hub = await spawnHub(freshFolder());
  onTestFinished(() => hub.kill());
  const organiser = await organiserOf(hub.port, hub.once);
  const panel = await enter(hub.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
  const submit = async (command: ReturnType<typeof matchCommand>): Promise<number> => {
    const since = performance.now();
    panel.send({ t: 'submit', command });
    await panel.next('kept', (frame) => frame.command === command.id);
    panel.frames.length = 0;
    return performance.now() - since;
  };
  for (const command of cupCommands()) await submit(command);
  for (const body of beginning) await submit(matchCommand(m1, body));
  return { hub, panel, tap: (body) => submit(matchCommand(m1, body)) };
}

test('[P34] a watcher that reads nothing costs the others nothing and is dropped with a code', async () => {
  const { hub, tap } = await runningCup();
  const slow = await connect(hub.port);
  slow.send({ t: 'hello', versions: [1], client: 'board' });
  await slow.next('welcome');
  slow.send({ t: 'watch', topic: 'match/m1' });
  await slow.next('snapshot');
  slow.socket.pause();
  const board = await enter(hub.port, { client: 'board' });
  board.send({ t: 'watch', topic: 'match/m1' });
  await board.next('snapshot');
  const dropped = (): boolean =>
    logEntries(hub.dataDir).some(({ code }) => code === 'silent' || code === 'slow');
  let taps = 0;
  const tapOnce = async (): Promise<boolean> => {
    await tap({ type: 'ends', left: taps % 2 ? 'A' : 'B' });
    taps += 1;
    return dropped();
  };
  await expect.poll(tapOnce, { timeout: 50_000, interval: 20 }).toBe(true);
  expect(taps).toBeGreaterThan(100);
  // The board that reads has had every one of them, in order.
  await expect.poll(() => board.frames.filter(({ t }) => t === 'events').length).toBe(taps);
});

test('[P35] what lies unread is bounded: a watcher of much that reads nothing is closed with 4430', async () => {
  const { hub, tap } = await runningCup();
  for (let i = 0; i < 200; i += 1) await tap({ type: 'ends', left: i % 2 ? 'A' : 'B' });
  const slow = await connect(hub.port);
  slow.send({ t: 'hello', versions: [1], client: 'board' });
  await slow.next('welcome');
  slow.socket.pause();
  // Each watch sends the whole state again; none of it is read.
  for (let i = 0; i < 700; i += 1) slow.send({ t: 'watch', topic: 'match/m1' });
  await expect.poll(() => logEntries(hub.dataDir).some(({ code }) => code === 'slow')).toBe(true);
  await tap({ type: 'ends', left: 'A' });
});

test('[P36] an official who comes back with thousands of taps is read more slowly, not sent away', async () => {
  const { panel } = await runningCup();
  const taps = Array.from({ length: 4_000 }, (_, i) =>
    matchCommand(m1, { type: 'ends', left: i % 2 ? 'A' : 'B' }),
  );
  for (const command of taps) panel.send({ t: 'submit', command });
  const kept = (): number => panel.frames.filter(({ t }) => t === 'kept').length;
  await expect.poll(kept, { timeout: 30_000 }).toBe(taps.length);
  expect(panel.frames.some(({ t }) => t === 'bye')).toBe(false);
});

test('[P42] two thousand watchers, and each hears of the tap', async () => {
  const { hub, tap } = await runningCup();
  const sockets: WebSocket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate();
  });
  let heard = 0;
  const watch = (): Promise<void> =>
    new Promise((ready, failed) => {
      const socket = new WebSocket(`ws://127.0.0.1:${hub.port}/socket`, { perMessageDeflate: false });
      sockets.push(socket);
      socket.on('error', failed);
      socket.on('open', () => {
        socket.send('{"t":"hello","versions":[1],"client":"live"}');
        socket.send('{"t":"watch","topic":"scores/cup"}');
      });
      socket.on('message', (data) => {
        const text = data.toString();
        if (text.startsWith('{"t":"snapshot"')) ready();
        if (text.startsWith('{"t":"scores"') && text.includes('"points":[1,0]')) heard += 1;
      });
    });
  for (let i = 0; i < 2_000; i += 100) await Promise.all(Array.from({ length: 100 }, watch));
  await tap({ type: 'point', side: 'A' });
  await expect.poll(() => heard, { timeout: 10_000 }).toBe(2_000);
  expect(sockets.filter(({ readyState }) => readyState === WebSocket.OPEN)).toHaveLength(2_000);
});

test('[P31] a flood of bad frames leaves the hub answering', async () => {
  const { hub, tap } = await runningCup();
  let running = true;
  const closes: number[] = [];
  const flood = async (): Promise<void> => {
    while (running) {
      const client = await connect(hub.port);
      for (let i = 0; i < 200; i += 1) client.sendText(i % 3 ? '{"t":' : '\u0000'.repeat(1_000));
      closes.push((await client.closed()).code);
    }
  };
  const floods = Array.from({ length: 10 }, flood);
  for (let i = 0; i < 50; i += 1) await tap({ type: 'ends', left: i % 2 ? 'A' : 'B' });
  running = false;
  await Promise.all(floods);
  expect(closes.length).toBeGreaterThanOrEqual(10);
  expect(new Set(closes)).toEqual(new Set([4400]));
});
