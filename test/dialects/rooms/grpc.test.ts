import { createServer } from 'node:net';
import { status } from '@grpc/grpc-js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { takenPort } from '#pages/panel/model/ways.ts';
import { ask } from '../../support/http.ts';
import { grpcClient } from './grpc-client.ts';
import { listenTo } from './listener.ts';
import { panelOf } from './panel.ts';
import { freePort, startRooms } from './rooms-hub.ts';

describe('rooms over gRPC', () => {
  test('[rooms] both names of the service do all four calls; the poster’s own message comes back', async () => {
    const port = await freePort();
    const app = await startRooms({ grpcPort: port });
    const web = await listenTo(app.port, '/stream/hall');
    for (const name of ['main.Room', 'message.Room'] as const) {
      const client = grpcClient(port, name);
      const seen = web.events.length;
      expect(await client.call('GetRoom', { roomId: name })).toEqual({
        created: false,
        success: true,
        data: name,
      });
      const ears = await client.stream(name);
      expect(await client.call('GetRoom', { roomId: name })).toMatchObject({ created: true });
      const posted = await client.call('PostToRoom', { userId: 'Otter', roomId: name, text: 'hi\nthere' });
      expect(posted).toEqual({ created: true, success: true, data: 'hi\nthere' });
      await expect.poll(() => ears.messages).toEqual([{ userId: 'Otter', roomId: name, text: 'hi\nthere' }]);
      await client.call('PostToRoom', { userId: 'Otter', roomId: 'hall', text: 'hi' });
      await expect.poll(() => web.events.at(seen)?.data).toBe('Otter → hi');
      expect(await client.call('DeleteRoom', { roomId: name })).toEqual({
        created: false,
        success: true,
        data: name,
      });
      await expect.poll(ears.code).toBe(status.OK);
    }
  });

  test('[rooms] what is posted over HTTP reaches the gRPC streams', async () => {
    const port = await freePort();
    const app = await startRooms({ grpcPort: port });
    const ears = await grpcClient(port).stream('a/b');
    await ask(app.port, '/api/room/a%2Fb', { body: { userId: 'Lynx', text: 'hi' } });
    await expect.poll(() => ears.messages).toEqual([{ userId: 'Lynx', roomId: 'a/b', text: 'hi' }]);
  });

  test('[rooms] streams that are abandoned, cancelled or past their deadline leave nothing behind', async () => {
    const port = await freePort();
    const app = await startRooms({ grpcPort: port });
    const panel = await panelOf(app);
    const gone = grpcClient(port);
    const steady = await grpcClient(port).stream('hall');
    const streams = await Promise.all(Array.from({ length: 40 }, () => gone.stream('hall')));
    const late = await gone.stream('hall', { deadline: Date.now() + 1_500 });
    expect((await panel.room('hall'))?.listeners).toBe(42);
    for (const { call } of streams.slice(0, 10)) call.pause();
    for (let n = 0; n < 60; n += 1) {
      await ask(app.port, '/api/room/hall', { body: { userId: 'Heron', text: 'x'.repeat(16_000) } });
      streams[n]?.call.cancel();
    }
    await expect.poll(() => late.code()).toBe(status.DEADLINE_EXCEEDED);
    await expect.poll(() => steady.messages.length).toBe(60);
    await expect.poll(async () => (await panel.room('hall'))?.listeners).toBe(1);
    expect((await panel.adapter('grpc'))?.clients).toBe(1);
    // The whole line breaks off, half-way through a message.
    const half = grpcClient(port);
    const paused = await half.stream('hall');
    paused.call.pause();
    await ask(app.port, '/api/room/hall', { body: { userId: 'Heron', text: 'x'.repeat(16_000) } });
    half.close();
    paused.call.cancel();
    await expect.poll(async () => (await panel.adapter('grpc'))?.clients).toBe(1);
  });

  test('[rooms] refusals have the codes that clients go by', async () => {
    const port = await freePort();
    await startRooms({ grpcPort: port });
    const client = grpcClient(port);
    const codeOf = async (method: string, request: object): Promise<number> =>
      client.call(method, request).then(
        () => status.OK,
        ({ code }: { code: number }) => code,
      );
    expect(await codeOf('PostToRoom', { roomId: 'hall', text: '' })).toBe(status.INVALID_ARGUMENT);
    expect(await codeOf('PostToRoom', { roomId: '', text: 'hi' })).toBe(status.INVALID_ARGUMENT);
    expect(await codeOf('DeleteRoom', { roomId: 'x'.repeat(201) })).toBe(status.INVALID_ARGUMENT);
    expect(await codeOf('PostToRoom', { roomId: 'hall', text: 'x'.repeat(16_385) })).toBe(
      status.INVALID_ARGUMENT,
    );
    expect(await codeOf('PostToRoom', { roomId: 'hall', text: 'x'.repeat(16_384) })).toBe(status.OK);
    expect(await codeOf('PostToRoom', { roomId: 'hall', text: 'x'.repeat(200_000) })).toBe(
      status.RESOURCE_EXHAUSTED,
    );
    expect((await client.stream('x'.repeat(201))).code()).toBe(status.INVALID_ARGUMENT);
  });

  test('[rooms] the adapter is turned off and on again and again, on one port', async () => {
    const port = await freePort();
    const app = await startRooms({ grpcPort: port });
    const panel = await panelOf(app);
    const turn = (adapters: readonly string[]) => panel.post('/api/organiser/settings', { adapters });
    for (let n = 0; n < 3; n += 1) {
      expect(await panel.adapter('grpc')).toMatchObject({ on: true, port, problem: null });
      const client = grpcClient(port);
      const ears = await client.stream('hall');
      const web = await listenTo(app.port, '/stream/hall');
      await client.call('PostToRoom', { roomId: 'hall', userId: 'Heron', text: String(n) });
      await expect.poll(() => ears.messages.at(-1)?.text).toBe(String(n));
      await turn(['html']);
      await expect.poll(ears.code).toBe(status.UNAVAILABLE);
      await expect(client.call('GetRoom', { roomId: 'hall' })).rejects.toMatchObject({
        code: status.UNAVAILABLE,
      });
      expect((await ask(app.port, '/api/room/hall', { method: 'DELETE' })).status).toBe(404);
      expect(web.ended()).toBe(false);
      await turn(['grpc']);
      await expect.poll(web.ended).toBe(true);
      expect((await ask(app.port, '/room/hall')).status).toBe(404);
      await turn(['html', 'grpc']);
    }
  });

  test('[rooms] a port in use is told in a sentence, and taken once it is free', async () => {
    const other = createServer();
    const port = await freePort();
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
    onTestFinished(() => void other.close());
    const panel = await panelOf(await startRooms({ grpcPort: port }));
    const problem = `Port ${port} is used by another program. Stop it, or start the hub with another --grpc-port.`;
    expect(await panel.adapter('grpc')).toMatchObject({ on: true, port: null, problem });
    // By this the panel says it in the organiser's language.
    expect(takenPort(problem)).toBe(String(port));
    await new Promise((closed) => other.close(closed));
    await panel.post('/api/organiser/settings', { adapters: ['grpc'] });
    expect(await panel.adapter('grpc')).toMatchObject({ on: true, port, problem: null });
  });
});
