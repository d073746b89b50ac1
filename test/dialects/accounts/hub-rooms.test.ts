import { describe, expect, test } from 'vitest';
import { createHubRooms } from '#main/dialects/accounts/hub-rooms.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { bareHub } from '../../support/bare-hub.ts';
import { freshFolder } from '../../support/folder.ts';
import { enter } from '../../support/raw-client.ts';
import { turnedAway } from '../../support/wire-socket.ts';
import { accountsStage, heron, otter } from './stage.ts';

const joined = (room: string, username: string): string =>
  `{"content":"New user joined the room","roomId":"${room}","username":"${username}","isDirect":true}\n`;
const said = (room: string, username: string, content: string): string =>
  `{"content":${JSON.stringify(content)},"roomId":"${room}","username":"${username}","isDirect":true}\n`;
const left = (room: string, username: string): string =>
  `{"content":"${username} has left the room","roomId":"${room}","username":"${username}","isDirect":false}\n`;

const ann = { id: '1', username: 'ann' };
const bob = { id: '2', username: 'bob' };

describe('hub rooms on the wire', () => {
  test('[hub-room] rooms are made once, listed, and kept', async () => {
    const data = freshFolder();
    const { post, get, app } = await accountsStage(data);
    expect((await get('/api/v1/ws/getRooms')).text).toBe('{"rooms":[]}');
    expect(await post('/api/v1/ws/createRoom', { id: '67', name: 'Court 1' })).toMatchObject({
      status: 200,
      text: '{"id":"67","name":"Court 1"}',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(await post('/api/v1/ws/createRoom', { id: '67', name: 'Again' })).toMatchObject({
      status: 400,
      text: '{"error":"Room already exists"}',
    });
    const both = await Promise.all(
      [1, 2].map((n) => post('/api/v1/ws/createRoom', { id: 'a', name: `A${n}` })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    for (const body of [
      {},
      { id: '', name: 'x' },
      { id: 'a/b', name: 'x' },
      { id: 'b', name: ' ' },
      { id: 5, name: 'x' },
      [],
    ]) {
      expect((await post('/api/v1/ws/createRoom', body)).status).toBe(400);
    }
    expect((await get('/api/v1/ws/get/67')).text).toBe('null');
    expect(await get('/api/v1/ws/get/68')).toMatchObject({ status: 404, text: '{"error":"Room not found"}' });
    await app.stop();
    const again = await accountsStage(data);
    expect((await again.get('/api/v1/ws/getRooms')).text).toBe(
      '{"rooms":[{"id":"67","name":"Court 1"},{"id":"a","name":"A1"}]}',
    );
    expect((await again.post('/api/v1/ws/createRoom', { id: '67', name: 'Again' })).status).toBe(400);
  });

  test('[hub-room] two who make a room at the same moment: one of them did', async () => {
    const rooms = createHubRooms(bareHub().hub);
    const device = 'test' as DeviceId;
    const both = await Promise.all([rooms.make('r', 'First', device), rooms.make('r', 'Second', device)]);
    expect(both.map((made) => made.ok && made.value)).toEqual([{ id: 'r', name: 'First' }, 'exists']);
    expect(rooms.list()).toEqual([{ id: 'r', name: 'First' }]);
  });

  test('[hub-room] joining, speaking and leaving, byte for byte; a late joiner hears nothing old', async () => {
    const { post, get, join } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: '67', name: 'Court 1' });
    const first = await join('67', ann);
    await first.take(1);
    first.send('hi');
    first.send(Buffer.from('<b>"ü" 🏸</b>\n'));
    await first.take(3);
    const second = await join('67', bob);
    await second.take(1);
    expect((await get('/api/v1/ws/get/67')).text).toBe(
      '[{"id":"1","username":"ann"},{"id":"2","username":"bob"}]',
    );
    second.send('');
    await first.take(5);
    second.socket.close();
    await first.take(6);
    expect(first.texts).toEqual([
      joined('67', 'ann'),
      said('67', 'ann', 'hi'),
      said('67', 'ann', '<b>"ü" 🏸</b>\n'),
      joined('67', 'bob'),
      said('67', 'bob', ''),
      left('67', 'bob'),
    ]);
    expect(second.texts).toEqual([joined('67', 'bob'), said('67', 'bob', '')]);
    expect(first.binary()).toBe(0);
    expect((await get('/api/v1/ws/get/67')).text).toBe('[{"id":"1","username":"ann"}]');
  });

  test('[hub-room] one order of everything for all members, whoever speaks, comes and goes', async () => {
    const { post, join } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const speakers = await Promise.all(
      ['ann', 'bob', 'cat'].map((username) => join('r', { id: '1', username })),
    );
    await Promise.all(speakers.map((speaker) => speaker.next((text) => text.includes('joined'))));
    await Promise.all(
      [0, 1, 2, 3, 4].map(async (n) => {
        for (const speaker of speakers) speaker.send(`${n}`);
        const guest = await join('r', { id: '9', username: `guest${n}` });
        await guest.take(1);
        for (const speaker of speakers) speaker.send(`${n} again`);
        guest.socket.close();
        await speakers[0]?.next((text) => text === left('r', `guest${n}`));
      }),
    );
    speakers[0]?.send('end');
    await Promise.all(speakers.map((speaker) => speaker.next((text) => text.includes('"end"'))));
    const [all, ...others] = speakers.map(({ texts }) => texts);
    expect(all).toHaveLength(3 + 30 + 10 + 1);
    for (const texts of others) expect(texts).toEqual(all?.slice(-texts.length));
  });

  test('[hub-room] two connections with one userId both work', async () => {
    const { post, get, join } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const one = await join('r', ann);
    await one.take(1);
    const two = await join('r', ann);
    await two.take(1);
    expect((await get('/api/v1/ws/get/r')).json).toEqual([ann, ann]);
    one.send('from one');
    two.send('from two');
    for (const socket of [one, two]) {
      await socket.next((text) => text === said('r', 'ann', 'from one'));
      await socket.next((text) => text === said('r', 'ann', 'from two'));
    }
    two.socket.close();
    await one.next((text) => text === left('r', 'ann'));
    one.send('still here');
    await one.next((text) => text === said('r', 'ann', 'still here'));
    expect((await get('/api/v1/ws/get/r')).json).toEqual([ann]);
  });

  test('[hub-room] who can’t join is told so with a status', async () => {
    const { post, get, port } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const none = { status: 400, text: '{"error":"Room does not exist"}' };
    expect(await turnedAway(port, '/api/v1/ws/joinRoom/none?userId=1&username=ann')).toEqual(none);
    expect(await turnedAway(port, '/api/v1/ws/joinRoom/%ff?userId=1&username=ann')).toEqual(none);
    expect(await get('/api/v1/ws/joinRoom/none?userId=1&username=ann')).toMatchObject(none);
    expect((await get('/api/v1/ws/joinRoom/r?userId=1&username=ann')).status).toBe(400);
    for (const query of [
      '',
      '?userId=1',
      '?userId=1&username=%20',
      '?username=a%0ab',
      `?username=a&userId=${'1'.repeat(65)}`,
    ]) {
      expect((await turnedAway(port, `/api/v1/ws/joinRoom/r${query}`)).status, query).toBe(400);
    }
    const origin = 'http://elsewhere.example';
    expect((await turnedAway(port, '/api/v1/ws/joinRoom/r?username=ann', { origin })).status).toBe(403);
  });

  test('[hub-room] a name that belongs to an account needs its session', async () => {
    const { account, logIn, post, port, join } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const early = await join('r', { id: '1', username: 'Heron' });
    await early.take(1);
    await account(heron);
    // Who went by the name before it was somebody's is sent out.
    expect(await early.closed()).toMatchObject({ code: 1008 });
    await account(otter);
    const path = '/api/v1/ws/joinRoom/r?userId=1&username=';
    const wrong = { headers: { cookie: await logIn(otter) } };
    for (const name of ['heron', 'HERON', 'heron%20', '%EF%BD%88eron']) {
      expect((await turnedAway(port, `${path}${name}`)).status, name).toBe(401);
      expect((await turnedAway(port, `${path}${name}`, wrong)).status, name).toBe(401);
    }
    const cookie = await logIn(heron);
    expect(await (await join('r', { id: '1', username: 'heron' }, cookie)).take(1)).toEqual([
      joined('r', 'heron'),
    ]);
    const token = cookie.split('=')[1];
    const inQuery = await join('r', { id: '1', username: `heron&access_token=${token}` });
    expect(await inQuery.take(1)).toEqual([joined('r', 'heron')]);
    expect(await (await join('r', { id: '1', username: 'ann' }, cookie)).take(1)).toEqual([
      joined('r', 'ann'),
    ]);
  });

  test('[hub-room] revoking an account closes its member’s socket, and so does logging out', async () => {
    const { account, logIn, post, get, organiser, join } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    await account(heron);
    await account(otter);
    const guest = await join('r', ann);
    const cookie = await logIn(otter);
    const member = await join('r', { id: '1', username: 'heron' }, await logIn(heron));
    const other = await join('r', { id: '2', username: 'otter' }, cookie);
    await other.take(1);
    await organiser.post('/api/organiser/accounts/1/revoke');
    expect(await member.closed()).toMatchObject({ code: 1008 });
    await guest.next((text) => text === left('r', 'heron'));
    other.send('still here');
    await guest.next((text) => text === said('r', 'otter', 'still here'));
    await get('/api/v1/user/logout', { cookie });
    expect(await other.closed()).toMatchObject({ code: 1008 });
    expect(guest.socket.readyState).toBe(guest.socket.OPEN);
  });

  test('[hub-room] a frame of more than 64 KiB ends its sender’s line only', async () => {
    const { post, join } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const guest = await join('r', ann);
    await guest.take(1);
    const large = await join('r', bob);
    await large.take(1);
    large.send('x'.repeat(64 * 1024));
    await guest.next((text) => text.length > 64 * 1024);
    large.send('x'.repeat(64 * 1024 + 1));
    expect(await large.closed()).toMatchObject({ code: 1009 });
    await guest.next((text) => text === left('r', 'bob'));
  });

  test('[hub-room] who sends faster than may be is read later, and nothing of it is lost', async () => {
    const { post, join } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r', name: 'R' });
    const member = await join('r', ann);
    const started = performance.now();
    const long = 'x'.repeat(20_000);
    for (let n = 0; n < 400; n += 1) member.send(`${n} ${long}`);
    const texts = await member.take(401);
    expect(texts.slice(1).map((text) => Number.parseInt(JSON.parse(text).content, 10))).toEqual(
      Array.from({ length: 400 }, (_, n) => n),
    );
    // 800 of 16 KiB each, of which 500 at once and then 100 a second.
    expect(performance.now() - started).toBeGreaterThan(2_900);
  });

  test('[hub-room] the panel sees accounts, members and what was said', async () => {
    const { app, post, organiser, join, account, logIn } = await accountsStage();
    await post('/api/v1/ws/createRoom', { id: 'r 1', name: 'R' });
    await account(heron, 'official');
    await organiser.post('/api/organiser/tokens', { name: 'Gate' });
    await logIn(heron);
    const panel = await enter(app.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
    panel.send({ t: 'watch', topic: 'accounts' });
    const { state } = await panel.next('snapshot', ({ topic }) => topic === 'accounts');
    expect(state).toMatchObject({
      signUpOpen: false,
      total: 1,
      accounts: [
        { id: '1', username: 'heron', email: heron.email, role: 'official', revoked: false, sessions: 1 },
      ],
      tokens: [{ name: 'Gate', role: 'official', revoked: false }],
    });
    expect(JSON.stringify(state)).not.toMatch(/scrypt|Hash/);
    const member = await join('r%201', ann);
    for (const text of ['one', 'two', 'three']) member.send(text);
    await member.take(4);
    const messages = await organiser.get('/api/organiser/hub-rooms/r%201/messages');
    expect(messages.json).toMatchObject({
      messages: [
        { user: 'ann', text: 'three' },
        { user: 'ann', text: 'two' },
        { user: 'ann', text: 'one' },
      ],
    });
    const [newest] = (messages.json as { messages: { seq: number }[] }).messages;
    const older = await organiser.get(`/api/organiser/hub-rooms/r%201/messages?before=${newest?.seq}`);
    expect((older.json as { messages: unknown[] }).messages).toHaveLength(2);
    expect((await organiser.get('/api/organiser/hub-rooms/none/messages')).status).toBe(404);
  });
});
