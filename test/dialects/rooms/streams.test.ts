import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunningApp } from '#main/app.ts';
import { restoreLog } from '#main/store/restore.ts';
import { freshFolder } from '../../support/folder.ts';
import { ask } from '../../support/http.ts';
import { spawnHub } from '../../support/running-hub.ts';
import { grpcClient } from './grpc-client.ts';
import { listenTo, type StreamListener } from './listener.ts';
import { panelOf } from './panel.ts';
import { startRooms } from './rooms-hub.ts';

const say = async (port: number, room: string, text: string): Promise<void> => {
  const answer = await ask(port, `/api/room/${room}`, { body: { userId: 'Heron', text } });
  if (answer.status !== 200) throw new Error(answer.text);
};

/** Says so many long texts, several at a time, as under load. */
async function sayMuch(port: number, room: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 50) {
    const texts = Array.from({ length: Math.min(50, count - n) }, (_, i) => `${n + i} ${'x'.repeat(16_000)}`);
    await Promise.all(texts.map((text) => say(port, room, text)));
  }
}

/** Asks for a stream and never reads a byte of it. */
async function deafListener(app: RunningApp, room: string): Promise<Socket> {
  const line = connect(app.port, '127.0.0.1');
  onTestFinished(() => void line.destroy());
  line.on('error', () => {});
  line.pause();
  await new Promise<void>((sent) =>
    line.write(`GET /stream/${room} HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\n\r\n`, () => sent()),
  );
  return line;
}

const dataOf = ({ events }: Pick<StreamListener, 'events'>): string[] => events.map(({ data }) => data);

describe('streams of rooms', () => {
  test('[rooms] Last-Event-ID resumes across a kill, with no gap and no repeat', async () => {
    const dataDir = freshFolder();
    const hub = await spawnHub(dataDir, 0, ['--adapters', 'html,rest']);
    onTestFinished(() => hub.kill());
    const before = await listenTo(hub.port, '/stream/hall');
    await say(hub.port, 'hall', 'one');
    await say(hub.port, 'hall', 'two');
    await expect.poll(() => dataOf(before)).toEqual(['Heron → one', 'Heron → two']);
    const last = before.events[0]?.id ?? '';
    await hub.kill();
    const again = await spawnHub(dataDir, hub.port, ['--adapters', 'html,rest']);
    onTestFinished(() => again.kill());
    await say(again.port, 'hall', 'three');
    const after = await listenTo(again.port, '/api/stream/hall', { 'last-event-id': last });
    const sameByQuery = await listenTo(again.port, `/stream/hall?lastEventId=${last}`);
    const live = await listenTo(again.port, '/stream/hall');
    await say(again.port, 'hall', 'four');
    const since = ['Heron → two', 'Heron → three', 'Heron → four'];
    await expect.poll(() => dataOf(after)).toEqual(since);
    await expect.poll(() => dataOf(sameByQuery)).toEqual(since);
    await expect.poll(() => dataOf(live)).toEqual(['Heron → four']);
  });

  test('[rooms] a listener that comes back after a backup was restored misses nothing that was said since', async () => {
    const dataDir = freshFolder();
    const first = await spawnHub(dataDir, 0, ['--adapters', 'rest']);
    onTestFinished(() => first.kill());
    await say(first.port, 'hall', 'before');
    expect(await first.stop()).toBe(0);
    const [backup = ''] = readdirSync(join(dataDir, 'backups'));
    const second = await spawnHub(dataDir, 0, ['--adapters', 'rest']);
    onTestFinished(() => second.kill());
    const listener = await listenTo(second.port, '/api/stream/hall');
    for (const text of ['lost', 'lost, too']) await say(second.port, 'hall', text);
    await expect.poll(() => listener.events.length).toBe(2);
    const has = { 'last-event-id': listener.events[1]?.id ?? '' };
    await second.kill();
    const around = { stamp: 'now', newHubId: () => 'another-hub' };
    expect(restoreLog(dataDir, join(dataDir, 'backups', backup), around)).toMatchObject({ ok: true });

    const third = await spawnHub(dataDir, 0, ['--adapters', 'rest']);
    onTestFinished(() => third.kill());
    const said = ['Heron → before'];
    // The numbers of what was lost are given to these.
    for (const text of ['one', 'two', 'three', 'four']) {
      await say(third.port, 'hall', text);
      said.push(`Heron → ${text}`);
      const back = await listenTo(third.port, '/api/stream/hall', has);
      await expect.poll(() => dataOf(back)).toEqual(said);
    }
  });

  test('[rooms] a Last-Event-ID that makes no sense here gives what is said from now on', async () => {
    const app = await startRooms();
    const first = await listenTo(app.port, '/stream/hall');
    await say(app.port, 'hall', 'one');
    await expect.poll(() => first.events.length).toBe(1);
    // The one that is far ahead is of this log, though it has no such message yet.
    const ahead = String(Number(first.events[0]?.id) + 1e9);
    const ids = ['', 'x', '-1', ahead, '1e3', '9'.repeat(30)];
    const streams = await Promise.all(
      ids.map((id) => listenTo(app.port, '/stream/hall', { 'last-event-id': id })),
    );
    await say(app.port, 'hall', 'two');
    for (const stream of streams) await expect.poll(() => dataOf(stream)).toEqual(['Heron → two']);
  });

  test('[rooms] one that never reads is let go, and holds nobody up', async () => {
    const app = await startRooms();
    const panel = await panelOf(app);
    await deafListener(app, 'hall');
    const quick = await listenTo(app.port, '/stream/hall');
    await expect.poll(async () => (await panel.room('hall'))?.listeners).toBe(2);
    await sayMuch(app.port, 'hall', 1_000);
    await expect.poll(() => quick.events.length).toBe(1_000);
    expect(new Set(dataOf(quick)).size).toBe(1_000);
    expect((await panel.room('hall'))?.listeners).toBe(1);
    await expect.poll(async () => (await panel.adapter('html'))?.clients).toBe(1);
  });

  test('[rooms] a hundred listeners come and go; nothing of them stays', async () => {
    const app = await startRooms();
    const panel = await panelOf(app);
    const steady = await listenTo(app.port, '/stream/hall');
    const crowd = await Promise.all(
      Array.from({ length: 100 }, (_, n) => listenTo(app.port, n % 2 ? '/stream/hall' : '/api/stream/hall')),
    );
    expect(await panel.room('hall')).toMatchObject({ listeners: 101, messages: 0, lastAt: null });
    for (const [n, listener] of crowd.entries()) {
      if (n % 10 === 0) await say(app.port, 'hall', String(n));
      listener.leave();
    }
    await say(app.port, 'hall', 'last');
    await expect.poll(() => dataOf(steady).length).toBe(11);
    await expect.poll(() => panel.room('hall')).toMatchObject({ listeners: 1, messages: 11 });
    expect((await panel.adapter('rest'))?.clients).toBe(0);
  });

  test('[rooms] deleting ends the streams of every adapter, and nobody is given what was said before', async () => {
    const app = await startRooms();
    const panel = await panelOf(app);
    const client = grpcClient((await panel.adapter('grpc'))?.port ?? 0);
    const deletions = [
      () => ask(app.port, '/room/hall', { method: 'DELETE' }),
      () => ask(app.port, '/api/room/hall', { method: 'DELETE' }),
      () => client.call('DeleteRoom', { roomId: 'hall' }),
      () => panel.post('/api/organiser/rooms/hall/delete'),
    ];
    const other = await listenTo(app.port, '/stream/other');
    for (const remove of deletions) {
      await say(app.port, 'hall', 'secret');
      const html = await listenTo(app.port, '/stream/hall', { 'last-event-id': '0' });
      const rest = await listenTo(app.port, '/api/stream/hall');
      const grpc = await client.stream('hall');
      await expect.poll(() => dataOf(html).at(-1)).toBe('Heron → secret');
      await remove();
      await expect.poll(() => [html.ended(), rest.ended(), grpc.code()]).toEqual([true, true, status.OK]);
      expect(await client.call('GetRoom', { roomId: 'hall' })).toMatchObject({ created: false });
      expect((await panel.get('/api/organiser/rooms/hall/messages')).json).toEqual({ messages: [] });
      const later = await listenTo(app.port, '/stream/hall', { 'last-event-id': '0' });
      await say(app.port, 'hall', 'afterwards');
      await expect.poll(() => dataOf(later)).toEqual(['Heron → afterwards']);
      later.leave();
    }
    expect(other.ended()).toBe(false);
  });

  test('[rooms] a room without messages can be deleted too: its listeners go', async () => {
    const app = await startRooms();
    const stream = await listenTo(app.port, '/stream/hall');
    expect((await ask(app.port, '/room/hall', { method: 'DELETE' })).status).toBe(200);
    await expect.poll(stream.ended).toBe(true);
  });

  test('[rooms] a deletion ends a stream whose reader lies behind, and the rest isn’t given', async () => {
    const app = await startRooms();
    const panel = await panelOf(app);
    const deaf = await deafListener(app, 'hall');
    await expect.poll(async () => (await panel.room('hall'))?.listeners).toBe(1);
    // More than the line takes, less than what it would be let go for.
    await sayMuch(app.port, 'hall', 500);
    expect((await panel.room('hall'))?.listeners).toBe(1);
    await ask(app.port, '/room/hall', { method: 'DELETE' });
    expect(await panel.room('hall')).toBe(undefined);
    await expect.poll(async () => (await panel.adapter('html'))?.clients).toBe(0);
    let text = '';
    deaf.setEncoding('utf8');
    deaf.on('data', (chunk: string) => {
      text += chunk;
    });
    deaf.resume();
    await expect.poll(() => deaf.destroyed).toBe(true);
    expect(text).not.toContain('→ 499 ');
  });
});
