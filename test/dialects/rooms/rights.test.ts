import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { allowancePerAddress } from '#main/dialects/transport/allowance.ts';
import type { RoomMessageLine } from '#shared/protocol/clients.ts';
import { ask } from '../../support/http.ts';
import { withCup } from '../../support/hub-app.ts';
import { grpcClient } from './grpc-client.ts';
import { listenTo } from './listener.ts';
import { panelOf } from './panel.ts';
import { freePort, startRooms } from './rooms-hub.ts';

describe('who may write in rooms', () => {
  test('[rooms] while the hub isn’t open, only those with a token write; everybody may listen', async () => {
    const port = await freePort();
    const app = await startRooms({ grpcPort: port, openByDefault: false });
    const stream = await listenTo(app.port, '/stream/hall');
    const grpc = grpcClient(port);
    const { organiser } = await withCup(app);
    const opened = await organiser.post('/api/organiser/seats', {
      tournament: 'cup',
      official: null,
      role: 'referee',
    });
    const joined = await ask(app.port, '/api/join', {
      body: { secret: String(opened.json?.secret), device: 'phone-1', name: 'Otter' },
    });
    const authorization = `Bearer ${String(joined.json?.token)}`;

    const body = { userId: 'Heron', text: 'rest' };
    const refused = await ask(app.port, '/api/room/hall', { body });
    expect(refused.json).toEqual({
      code: 403,
      message: 'The organiser lets only those with a token write here. Reading is open to everybody.',
    });
    expect(refused.status).toBe(403);
    expect((await ask(app.port, '/room/hall', { method: 'DELETE' })).json).toMatchObject({ status: 'error' });
    const message = { roomId: 'hall', userId: 'Heron', text: 'grpc' };
    await expect(grpc.call('PostToRoom', message)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    await expect(grpc.call('DeleteRoom', message)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    await expect(
      grpc.call('PostToRoom', message, { authorization: 'Bearer no-such-token' }),
    ).rejects.toMatchObject({ code: status.PERMISSION_DENIED });

    expect((await ask(app.port, '/api/room/hall', { body, headers: { authorization } })).status).toBe(200);
    await grpc.call('PostToRoom', message, { authorization });
    await expect.poll(() => stream.events.map(({ data }) => data)).toEqual(['Heron → rest', 'Heron → grpc']);
    const gone = await ask(app.port, '/room/hall', { method: 'DELETE', headers: { authorization } });
    expect(gone.status).toBe(200);
    await expect.poll(stream.ended).toBe(true);
  });

  test('[rooms] each address writes at its own pace, and this machine at a larger one', () => {
    let time = 0;
    const writing = allowancePerAddress({ burst: 3, perSecond: 2 }, { burst: 50, perSecond: 50 }, () => time);
    const taken = (address: string, here: boolean, tries: number): number =>
      Array.from({ length: tries }, () => writing.take({ address, here })).filter(Boolean).length;
    expect(taken('192.0.2.1', false, 10)).toBe(3);
    expect(taken('192.0.2.2', false, 10)).toBe(3);
    expect(taken('127.0.0.1', true, 100)).toBe(50);
    time += 1_000;
    expect(taken('192.0.2.1', false, 10)).toBe(2);
  });

  test('[rooms] the panel lists a room’s messages page by page, newest first', async () => {
    const app = await startRooms();
    const panel = await panelOf(app);
    const path = '/api/organiser/rooms/a%2Fb/messages';
    for (let n = 1; n <= 60; n += 1) {
      await ask(app.port, '/api/room/a%2Fb', { body: { userId: 'Heron', text: String(n) } });
      if (n === 5) await panel.post('/api/organiser/rooms/a%2Fb/delete');
    }
    const linesOf = async (query = ''): Promise<readonly RoomMessageLine[]> => {
      const { json } = await panel.get(`${path}${query}`);
      return (json as unknown as { messages: RoomMessageLine[] }).messages;
    };
    const first = await linesOf();
    expect(first.map(({ text }) => Number(text))).toEqual(Array.from({ length: 50 }, (_, n) => 60 - n));
    const older = await linesOf(`?before=${first.at(-1)?.seq}`);
    expect(older.map(({ text }) => Number(text))).toEqual([10, 9, 8, 7, 6]);
    expect(await panel.rooms()).toMatchObject({
      total: 1,
      rooms: [{ id: 'a/b', messages: 55, listeners: 0 }],
      hubRooms: [],
    });
    expect((await ask(app.port, path)).status).toBe(401);
  });
});
