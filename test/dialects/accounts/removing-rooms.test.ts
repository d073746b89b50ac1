import { describe, expect, test } from 'vitest';
import { createHubRooms } from '#main/dialects/accounts/hub-rooms.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { hubRoomTopic } from '#shared/domain/rooms/hub-room.ts';
import type { RoomsStatus } from '#shared/protocol/clients.ts';
import { bareHub } from '../../support/bare-hub.ts';
import { freshFolder } from '../../support/folder.ts';
import { ask, organiserOf } from '../../support/http.ts';
import { enter } from '../../support/raw-client.ts';
import { spawnHub } from '../../support/running-hub.ts';
import { openSocket, turnedAway } from '../../support/wire-socket.ts';
import { accountsStage } from './stage.ts';

const ann = { id: '1', username: 'ann' };
const bob = { id: '2', username: 'bob' };
const contents = (texts: readonly string[]): string[] =>
  texts.map((text) => (JSON.parse(text) as { content: string }).content);

describe('the organiser deletes a hub room', () => {
  test('[hub-room] its members are told and sent out, it is in no list, and its id makes a fresh room', async () => {
    const { app, post, get, port, join, organiser } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: '67', name: 'Court 1' });
    await post('/api/v1/ws/createRoom', { id: 'other', name: 'Other' });
    const panel = await enter(app.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
    panel.send({ t: 'watch', topic: 'rooms' });
    const first = await join('67', ann);
    await first.take(1);
    first.send('before');
    await first.take(2);
    const elsewhere = await join('other', bob);
    await elsewhere.take(1);

    expect((await organiser.post('/api/organiser/hub-rooms/67/delete')).status).toBe(200);
    expect(await first.closed()).toEqual({ code: 1000, reason: 'the room was deleted' });
    expect((await get('/api/v1/ws/getRooms')).text).toBe('{"rooms":[{"id":"other","name":"Other"}]}');
    expect(await get('/api/v1/ws/get/67')).toMatchObject({ status: 404, text: '{"error":"Room not found"}' });
    expect(await turnedAway(port, '/api/v1/ws/joinRoom/67?userId=1&username=ann')).toEqual({
      status: 400,
      text: '{"error":"Room does not exist"}',
    });
    expect((await organiser.get('/api/organiser/hub-rooms/67/messages')).status).toBe(404);
    // Long before the panel would be told anyway.
    await panel.next('snapshot', ({ topic, state }) => {
      const rooms = topic === 'rooms' ? (state as RoomsStatus).hubRooms : [];
      return rooms.length === 1 && rooms[0]?.id === 'other';
    });

    expect((await post('/api/v1/ws/createRoom', { id: '67', name: 'Again' })).status).toBe(200);
    expect((await get('/api/v1/ws/getRooms')).text).toBe(
      '{"rooms":[{"id":"other","name":"Other"},{"id":"67","name":"Again"}]}',
    );
    expect((await get('/api/v1/ws/get/67')).text).toBe('null');
    const second = await join('67', bob);
    second.send('after');
    expect(contents(await second.take(2))).toEqual(['New user joined the room', 'after']);
    const { json } = await organiser.get('/api/organiser/hub-rooms/67/messages');
    expect(json).toMatchObject({ messages: [{ user: 'bob', text: 'after' }] });
    expect((json as { messages: unknown[] }).messages).toHaveLength(1);
    expect(elsewhere.socket.readyState).toBe(elsewhere.socket.OPEN);
  });

  test('[hub-room] nothing of those who were in a deleted room reaches the next one of its id', async () => {
    const { post, join, organiser } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const old = await join('r', ann);
    await old.take(1);
    // It goes on speaking until it has read that the room is gone, and leaves after the next one was made.
    const spoken = setInterval(() => old.socket.readyState === old.socket.OPEN && old.send('old'), 1);
    old.socket.pause();
    await organiser.post('/api/organiser/hub-rooms/r/delete');
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const fresh = await join('r', bob);
    await fresh.take(1);
    old.socket.resume();
    expect((await old.closed()).code).toBe(1000);
    clearInterval(spoken);
    fresh.send('end');
    await fresh.next((text) => text.includes('"end"'));
    expect(contents(fresh.texts)).toEqual(['New user joined the room', 'end']);
  });

  test('[hub-room] an unknown room, and one that is deleted already, are said to be unknown; others may not', async () => {
    const { post, organiser, get } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'a bü', name: 'R' });
    const path = `/api/organiser/hub-rooms/${encodeURIComponent('a bü')}/delete`;
    expect((await post(path, {})).status).toBe(401);
    expect((await get('/api/v1/ws/getRooms')).json).toMatchObject({ rooms: [{ id: 'a bü' }] });
    const codes = [
      await organiser.post(path),
      await organiser.post(path),
      await organiser.post('/api/organiser/hub-rooms/never/delete'),
    ].map(({ status, json }) => [status, json?.code]);
    expect(codes).toEqual([
      [200, undefined],
      [404, 'NO_SUCH_RECORD'],
      [404, 'NO_SUCH_RECORD'],
    ]);
  });

  test('[hub-room] deleting makes room below the most that a hub takes', async () => {
    const { hub } = bareHub();
    const rooms = createHubRooms(hub);
    const device = 'test' as DeviceId;
    for (let n = 0; n < 1_000; n += 1) await rooms.make(`r${n}`, 'R', device);
    expect(await rooms.make('one more', 'R', device)).toEqual({ ok: true, value: 'full' });
    expect(await rooms.remove('r500', device)).toEqual({ ok: true, value: true });
    expect(await rooms.make('one more', 'R', device)).toMatchObject({ value: { id: 'one more' } });
    expect(await rooms.make('r500', 'R', device)).toEqual({ ok: true, value: 'full' });
    // What happened stays in the log.
    expect(hub.newest(hubRoomTopic('r500').name, 10).map(({ type }) => type)).toEqual(['removed', 'made']);
  });

  test('[hub-room] a hub that is killed while rooms are deleted comes back with each of them whole or gone', async () => {
    const data = freshFolder();
    const hub = await spawnHub(data);
    const organiser = await organiserOf(hub.port, hub.once);
    const ids = ['a', 'b', 'c', 'd'];
    for (const id of ids) await ask(hub.port, '/api/v1/ws/createRoom', { body: { id, name: id } });
    const member = await openSocket(hub.port, '/api/v1/ws/joinRoom/a?userId=1&username=ann');
    member.send('kept');
    await member.take(2);
    expect((await organiser.post('/api/organiser/hub-rooms/a/delete')).status).toBe(200);
    const unanswered = ['b', 'c'].map((id) =>
      organiser.post(`/api/organiser/hub-rooms/${id}/delete`).catch(() => null),
    );
    await hub.kill();
    await Promise.all(unanswered);

    const again = await spawnHub(data);
    const { json } = await ask(again.port, '/api/v1/ws/getRooms');
    const there = (json as { rooms: { id: string }[] }).rooms.map(({ id }) => id);
    expect(there).not.toContain('a');
    expect(there).toContain('d');
    for (const id of ids) {
      const { status } = await ask(again.port, `/api/v1/ws/get/${id}`);
      expect([id, status]).toEqual([id, there.includes(id) ? 200 : 404]);
    }
    const made = await ask(again.port, '/api/v1/ws/createRoom', { body: { id: 'a', name: 'A' } });
    expect(made.status).toBe(200);
    const late = await organiserOf(again.port, again.once);
    expect((await late.get('/api/organiser/hub-rooms/a/messages')).json).toEqual({ messages: [] });
    await again.stop();
  });
});
