import { expect, test } from 'vitest';
import { accountsStage, heron, otter, rawAnswer } from './stage.ts';

const event = { typeName: 'CompetitionActivatedEvent', competitionId: 'cup', competition: { id: 'cup' } };

test('[callers] tokens of programs and sessions of officials and organisers publish, viewers’ don’t', async () => {
  const { post, account, logIn, organiser } = await accountsStage();
  const publish = async (headers: Record<string, string>, query = ''): Promise<number> =>
    (await post(`/v1/competitions/cup/events${query}`, event, headers)).status;
  const made = await organiser.post('/api/organiser/tokens', { name: 'Gate' });
  const token = String(made.json?.token);
  expect(await publish({})).toBe(401);
  expect(await publish({ authorization: 'Bearer unknown' })).toBe(401);
  expect(await publish({ authorization: `Bearer ${token}` })).toBe(200);
  expect(await publish({}, `?access_token=${token}`)).toBe(200);
  // Rights end at once, also on a line that stays open.
  await organiser.post('/api/organiser/tokens/Gate/revoke');
  expect(await publish({ authorization: `Bearer ${token}` })).toBe(401);

  await account(heron, 'official');
  await account(otter, 'viewer');
  const official = await logIn(heron);
  const viewer = await logIn(otter);
  expect(await publish({ cookie: official })).toBe(200);
  expect(await publish({ authorization: `Bearer ${official.split('=')[1]}` })).toBe(200);
  expect(await publish({ cookie: viewer })).toBe(403);
  await organiser.post('/api/organiser/accounts/2/role', { role: 'organiser' });
  expect(await publish({ cookie: viewer })).toBe(200);
  await organiser.post('/api/organiser/accounts/1/role', { role: 'viewer' });
  expect(await publish({ cookie: official })).toBe(403);
});

test('[callers] who publishes with a session’s cookie keeps it: the cookie lasts from each call again', async () => {
  const { post, account, logIn } = await accountsStage();
  await account(heron, 'official');
  const cookie = await logIn(heron);
  const bearer = { authorization: `Bearer ${cookie.split('=')[1]}` };
  const [byCookie, byBearer] = [
    await post('/v1/competitions/cup/events', event, { cookie }),
    await post('/v1/competitions/cup/events', event, bearer),
  ];
  expect(String(byCookie.headers['set-cookie'])).toBe(
    `${cookie}; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict`,
  );
  expect(byBearer.headers['set-cookie']).toBeUndefined();
});

test('[callers] a program’s token is no session and no key to the panel', async () => {
  const { get, organiser } = await accountsStage();
  const made = await organiser.post('/api/organiser/tokens', { name: 'Gate' });
  const headers = { authorization: `Bearer ${String(made.json?.token)}` };
  expect((await get('/api/v1/user/me', headers)).status).toBe(401);
  expect((await get('/api/organiser/hub-rooms/r/messages', headers)).status).toBe(401);
  expect((await get('/api/control/tokens', headers)).status).toBe(403);
});

test('[callers] an upgrade of an address that can’t be read is turned away, and the hub stays', async () => {
  const { port, get } = await accountsStage();
  for (const path of ['//', '/\\\\', 'http://[', '/api/v1/ws/joinRoom/%']) {
    const answer = await rawAnswer(port, [
      `GET ${path} HTTP/1.1`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]);
    expect(answer, path).toMatch(/^HTTP\/1\.1 4\d\d /);
  }
  expect((await get('/health')).status).toBe(200);
});
