import { describe, expect, test } from 'vitest';
import { freshFolder } from '../../support/folder.ts';
import { ask, organiserOf } from '../../support/http.ts';
import { spawnHub } from '../../support/running-hub.ts';
import { accountsStage, heron, otter, rawAnswer } from './stage.ts';

describe('accounts on the wire', () => {
  test('[accounts] sign-up, login, me and logout, byte for byte', async () => {
    const { port } = await accountsStage();
    const call = (line: string, body = '', ...headers: string[]) => rawAnswer(port, [line, ...headers], body);
    const answer = (status: string, body: string, cookie = ''): string =>
      [
        `HTTP/1.1 ${status}`,
        'x-content-type-options: nosniff',
        'referrer-policy: no-referrer',
        'vary: Origin',
        ...(cookie === '' ? [] : [`set-cookie: ${cookie}`]),
        'content-type: application/json; charset=utf-8',
        `content-length: ${body.length}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n');

    const signUp = '{"username":"heron","email":"Heron@lake.example","password":"long legs"}';
    expect(await call('POST /api/v1/user/signup HTTP/1.1', signUp, 'Content-Type: application/json')).toBe(
      answer('200 OK', '{"id":"1","username":"heron","email":"Heron@lake.example"}'),
    );
    const login = await call(
      'POST /api/v1/user/login HTTP/1.1',
      '{"Email":"heron@LAKE.example","Password":"long legs"}',
    );
    const token = /access_token=([\w-]{43});/.exec(login)?.[1] ?? '';
    const cookie = `access_token=${token}; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict`;
    expect(login).toBe(answer('200 OK', '{"username":"heron","id":"1"}', cookie));

    const withCookie = `Cookie: theme=dark; access_token=${token}`;
    expect(await call('GET /api/v1/user/me HTTP/1.1', '', withCookie)).toBe(
      answer(
        '200 OK',
        '{"id":"1","username":"heron","email":"Heron@lake.example","role":"organiser"}',
        cookie,
      ),
    );
    expect(await call('GET /api/v1/user/logout HTTP/1.1', '', withCookie)).toBe(
      answer(
        '200 OK',
        '{"message":"Successfully logged out"}',
        'access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
      ),
    );
    const notLoggedIn = answer('401 Unauthorized', '{"error":"not logged in"}');
    expect(await call('GET /api/v1/user/me HTTP/1.1', '', withCookie)).toBe(notLoggedIn);
    expect(await call('GET /api/v1/user/me HTTP/1.1', '', `Authorization: Bearer ${token}`)).toBe(
      notLoggedIn,
    );
  });

  test('[accounts] what is refused, with its status and text', async () => {
    const { post, account, organiser } = await accountsStage();
    await account(heron);
    const signUp = (change: object) => post('/api/v1/user/signup', { ...otter, ...change });
    expect(await signUp({})).toMatchObject({ status: 403 });
    // What is wrong with the entry is said whether or not signing up is open.
    expect((await signUp({ email: 'otter' })).status).toBe(400);
    expect((await signUp({ email: heron.email.toUpperCase() })).status).toBe(409);
    await organiser.post('/api/organiser/settings', { signUpOpen: true });
    expect(await signUp({ email: 'otter' })).toMatchObject({
      status: 400,
      text: '{"error":"email address is not valid"}',
    });
    expect(await signUp({ username: 'o!' })).toMatchObject({
      status: 400,
      text: '{"error":"username is not valid"}',
    });
    expect((await signUp({ password: '' })).status).toBe(400);
    expect((await signUp({ password: '7 chars' })).status).toBe(400);
    expect((await signUp({ password: 12_345_678 })).status).toBe(400);
    const taken = { status: 409, text: '{"error":"User with this username or email already exists"}' };
    expect(await signUp({ username: 'HERON' })).toMatchObject(taken);
    expect(await signUp({ email: 'HERON@lake.example' })).toMatchObject(taken);
    expect(await signUp({})).toMatchObject({ status: 200, json: { id: '2' } });

    const login = (email: string, password: string) => post('/api/v1/user/login', { email, password });
    const wrong = await login(heron.email, 'short legs');
    expect(wrong).toMatchObject({
      status: 401,
      headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }),
    });
    expect(await login('nobody@lake.example', 'short legs')).toMatchObject({ status: 401, text: wrong.text });
    for (let n = 0; n < 4; n += 1) await login(heron.email, 'short legs');
    const tooMany = await login(heron.email, heron.password);
    expect(tooMany.status).toBe(429);
    expect(Number(tooMany.headers['retry-after'])).toBeGreaterThan(50);
  });

  test('[accounts] nobody raises their own role', async () => {
    const { post, account, logIn, get, organiser } = await accountsStage();
    await organiser.post('/api/organiser/settings', { signUpOpen: true });
    await account(heron, 'organiser');
    await post('/api/v1/user/signup', { ...otter, role: 'organiser', id: '1' });
    const cookie = await logIn(otter);
    for (const path of ['/api/organiser/accounts/2/role', '/api/v1/user/2/role', '/api/v1/user/me']) {
      expect((await post(path, { role: 'organiser' }, { cookie })).status).toBeGreaterThan(400);
    }
    expect((await get('/api/v1/user/me', { cookie })).json).toMatchObject({ id: '2', role: 'viewer' });
    // An organiser's account doesn't open the control panel either.
    const own = await logIn(heron);
    expect(
      (await post('/api/organiser/accounts/2/role', { role: 'organiser' }, { cookie: own })).status,
    ).toBe(401);
    const bearer = { authorization: `Bearer ${own.split('=')[1]}` };
    expect((await post('/api/organiser/accounts/2/role', { role: 'organiser' }, bearer)).status).toBe(401);
  });

  test('[accounts] the panel makes, changes, resets, revokes and restores accounts', async () => {
    const { account, logIn, get, post, organiser } = await accountsStage();
    expect(await account(heron, 'official')).toMatchObject({ status: 200, json: { id: '1' } });
    expect(await account(heron)).toMatchObject({ status: 409, json: { code: 'NAME_TAKEN' } });
    expect(await account({ ...otter, email: 'x' })).toMatchObject({
      status: 400,
      json: { code: 'EMAIL_INVALID' },
    });
    const change = (what: string, body: object = {}) =>
      organiser.post(`/api/organiser/accounts/1/${what}`, body);
    const first = await logIn(heron);
    expect((await change('role', { role: 'organiser' })).status).toBe(200);
    expect((await get('/api/v1/user/me', { cookie: first })).json).toMatchObject({ role: 'organiser' });
    expect((await change('role', { role: 'king' })).status).toBe(400);
    expect((await change('reset', { password: 'longer legs' })).status).toBe(200);
    expect((await get('/api/v1/user/me', { cookie: first })).status).toBe(401);
    const second = await logIn({ ...heron, password: 'longer legs' });
    expect((await get('/api/v1/user/me', { cookie: second })).status).toBe(200);
    expect((await change('revoke')).status).toBe(200);
    expect((await get('/api/v1/user/me', { cookie: second })).status).toBe(401);
    const login = { email: heron.email, password: 'longer legs' };
    expect((await post('/api/v1/user/login', login)).status).toBe(401);
    expect((await change('restore')).status).toBe(200);
    expect((await post('/api/v1/user/login', login)).status).toBe(200);
    const unknown = await organiser.post('/api/organiser/accounts/constructor/revoke');
    expect(unknown).toMatchObject({ status: 404, json: { code: 'NO_SUCH_RECORD' } });

    const made = await organiser.post('/api/organiser/tokens', { name: 'Gate 1' });
    expect(made).toMatchObject({ status: 200, json: { token: expect.stringMatching(/^[\w-]{43}$/) } });
    expect((await organiser.post('/api/organiser/tokens', { name: 'gate 1' })).status).toBe(409);
    expect((await organiser.post('/api/organiser/tokens/Gate%201/revoke')).status).toBe(200);
    expect((await organiser.post('/api/organiser/tokens/Gate%201/revoke')).status).toBe(404);
  });

  test('[accounts] pages of the hub’s own names may call with cookies, others can’t read or change', async () => {
    const { port, post, get, account, logIn } = await accountsStage();
    await account(heron);
    const neighbour = { origin: 'http://localhost:3000' };
    const foreign = { origin: 'http://elsewhere.example' };
    const preflight = (headers: Record<string, string>) =>
      ask(port, '/api/v1/user/login', { method: 'OPTIONS', headers });
    expect(await preflight({ ...neighbour, 'access-control-request-method': 'POST' })).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'http://localhost:3000',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': 'Content-Type, Authorization',
        vary: 'Origin',
      },
    });
    const corsOf = ({ headers }: { headers: NodeJS.Dict<string | string[]> }): string[] =>
      Object.keys(headers).filter((name) => name.startsWith('access-control'));
    expect(corsOf(await preflight(foreign))).toEqual([]);
    const login = { email: heron.email, password: heron.password };
    expect(await post('/api/v1/user/login', login, neighbour)).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': neighbour.origin,
        'access-control-allow-credentials': 'true',
      },
    });
    const wrong = await post('/api/v1/user/login', { email: 'x', password: 'y' }, neighbour);
    expect(corsOf(wrong)).toHaveLength(2);
    for (const path of ['/api/v1/user/login', '/api/v1/user/signup', '/api/v1/ws/createRoom']) {
      const refused = await post(path, login, foreign);
      expect(refused.status).toBe(403);
      expect(corsOf(refused)).toEqual([]);
    }
    const cookie = await logIn(heron);
    expect((await get('/api/v1/user/logout', { ...foreign, cookie })).status).toBe(403);
    expect((await get('/api/v1/user/me', { cookie })).status).toBe(200);
    expect(corsOf(await get('/api/v1/ws/getRooms', foreign))).toEqual([]);
  });

  test('[accounts] a session outlives a kill, with the real cost of a password', async () => {
    const data = freshFolder();
    const hub = await spawnHub(data);
    const { post } = await organiserOf(hub.port, hub.once);
    await post('/api/organiser/accounts', { ...heron, role: 'viewer' });
    const login = await ask(hub.port, '/api/v1/user/login', { body: heron });
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    await hub.kill();
    const again = await spawnHub(data);
    try {
      const me = await ask(again.port, '/api/v1/user/me', { headers: { cookie } });
      expect(me).toMatchObject({ status: 200, json: { id: '1', username: 'heron', role: 'viewer' } });
    } finally {
      await again.kill();
    }
  });
});
