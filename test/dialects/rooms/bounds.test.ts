import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mostRooms } from '#main/dialects/rooms/rooms.ts';
import { roomsDialect } from '#main/dialects/rooms/rooms-dialect.ts';
import { nobody } from '#main/server/callers.ts';
import { programFolder } from '#main/version.ts';
import { postedEntry, roomTopic } from '#shared/domain/rooms/room.ts';
import { bareHub } from '../../support/bare-hub.ts';
import { ask } from '../../support/http.ts';
import { withoutOutbox } from '../../support/no-outbox.ts';
import { listenTo } from './listener.ts';

/** The dialect on a hub in memory, with the clock in the test's hand and every client at an address of the hall's network. */
async function inTheHall() {
  const { hub, hand } = bareHub();
  const app = Fastify({ forceCloseConnections: true });
  let address = '192.0.2.7';
  const dialect = roomsDialect(
    {
      hub,
      now: hand.now,
      every: hand.every,
      log: app.log,
      callerOf: () => nobody,
      addressOf: () => address,
      isLoopback: () => false,
      isOurOrigin: () => true,
      openPublishing: () => true,
      ...withoutOutbox,
    },
    { grpc: { host: '127.0.0.1', port: 0, resourcesDir: join(programFolder, 'resources') } },
  );
  for (const { routes } of dialect.adapters) if (routes) app.register(async (scope) => routes(scope));
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await app.close();
    await dialect.stop?.();
    await hub.stop();
  });
  return {
    hub,
    hand,
    port: (app.server.address() as AddressInfo).port,
    moveTo: (other: string) => {
      address = other;
    },
  };
}

const say = (port: number, room = 'hall') =>
  ask(port, `/api/room/${room}`, { body: { userId: 'Heron', text: 'hi' } });

describe('bounds of the rooms', () => {
  test('[rooms] an address says 200 messages at once and 50 a second; others aren’t held up by it', async () => {
    const { hand, port, moveTo } = await inTheHall();
    const answers = await Promise.all(Array.from({ length: 250 }, () => say(port)));
    expect(answers.filter(({ status }) => status === 200).length).toBe(200);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.json).toMatchObject({ code: 429 });
    expect(refused?.headers['retry-after']).toBe('1');
    moveTo('192.0.2.8');
    expect((await say(port)).status).toBe(200);
    moveTo('192.0.2.7');
    hand.pass(1_000);
    const later = await Promise.all(Array.from({ length: 60 }, () => say(port)));
    expect(later.filter(({ status }) => status === 200).length).toBe(50);
  });

  test('[rooms] an address deletes 30 rooms at once, and then one a second', async () => {
    const { hand, port } = await inTheHall();
    const remove = () => ask(port, '/room/hall', { method: 'DELETE' });
    const answers = await Promise.all(Array.from({ length: 40 }, remove));
    expect(answers.filter(({ status }) => status === 200).length).toBe(30);
    hand.pass(2_000);
    expect([(await remove()).status, (await remove()).status, (await remove()).status]).toEqual([
      200, 200, 429,
    ]);
  });

  test('[rooms] an address begins 100 rooms at once, and then one in two seconds; rooms that are there go on', async () => {
    const { hand, port, moveTo } = await inTheHall();
    const status = async (room: string): Promise<number> => (await say(port, room)).status;
    const answers = await Promise.all(Array.from({ length: 110 }, (_, n) => status(`room${n}`)));
    expect(answers.filter((code) => code === 200)).toHaveLength(100);
    expect([await status('room0'), await status('more')]).toEqual([200, 429]);
    moveTo('192.0.2.8');
    expect(await status('more')).toBe(200);
    moveTo('192.0.2.7');
    hand.pass(2_000);
    expect([await status('another'), await status('other')]).toEqual([200, 429]);
  });

  test('[rooms] a hall of 300 behind one address, whose streams of before aren’t gone yet, listens; one that leaves makes room', async () => {
    const { port, moveTo } = await inTheHall();
    const streams = await Promise.all(Array.from({ length: 600 }, () => listenTo(port, '/stream/hall')));
    const statusOfOneMore = async (): Promise<number | undefined> => {
      const { response, leave } = await listenTo(port, '/api/stream/hall');
      leave();
      return response.statusCode;
    };
    expect(await statusOfOneMore()).toBe(429);
    moveTo('192.0.2.8');
    expect(await statusOfOneMore()).toBe(200);
    moveTo('192.0.2.7');
    streams[0]?.leave();
    await expect.poll(statusOfOneMore).toBe(200);
  });

  test('[rooms] a stream says every 15 s that it is alive, in a comment', async () => {
    const { hand, port } = await inTheHall();
    const stream = await listenTo(port, '/stream/hall');
    hand.pass(14_999);
    await say(port);
    hand.pass(1);
    await expect.poll(stream.text).toBe('id:127353\nevent:message\ndata:Heron → hi\n\n:\n\n');
    hand.pass(15_000);
    await expect.poll(stream.text).toBe('id:127353\nevent:message\ndata:Heron → hi\n\n:\n\n:\n\n');
  });

  test('[rooms] the hub takes messages in 10,000 rooms; a deletion makes room for another', async () => {
    const { hub, port } = await inTheHall();
    await Promise.all(
      Array.from({ length: mostRooms - 1 }, (_, n) =>
        hub.record({
          topic: roomTopic(`room ${n}`),
          device: nobody.device,
          decide: () => ({ entries: [postedEntry({ user: 'Heron', text: 'hi' })], outcome: null }),
        }),
      ),
    );
    const answers = await Promise.all(['a', 'b', 'c', 'room%200'].map((room) => say(port, room)));
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 503, 200]);
    expect((await say(port, 'd')).status).toBe(503);
    await ask(port, '/api/room/a', { method: 'DELETE' });
    expect((await say(port, 'd')).status).toBe(200);
    expect((await say(port, 'a')).status).toBe(503);
  });
});
