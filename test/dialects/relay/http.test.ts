import { describe, expect, test } from 'vitest';
import { ask } from '../../support/http.ts';
import { openSocket, turnedAway } from '../../support/wire-socket.ts';
import { frameOf, handHub, liveMatches, oldReferee, postText, watcherOf } from './relay-stage.ts';

describe('what the relay answers over HTTP', () => {
  test('[relay] a registration: 200, an empty body, any Origin, whatever is said of the body', async () => {
    const { port } = await handHub();
    for (const [path, headers] of [
      ['/referee/register', { 'content-type': 'application/json' }],
      ['/referee/register', { 'content-type': 'text/plain' }],
      ['/referee/register', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['/referee/register', { 'content-type': 'what?' }],
      ['/referee/register', {}],
      ['/spectateur/register', {}],
    ] as const) {
      const answer = await postText(port, path, ` {"iD":"A ${path}"}\n`, { headers });
      expect(answer).toMatchObject({ status: 200, text: '' });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['content-type']).toBeUndefined();
      if (path === '/spectateur/register') {
        expect(answer.headers['access-control-allow-headers']).toBe('Content-Type');
        await openSocket(port, '/spectateur');
      }
    }
  });

  test('[relay] a body that is none: 400 with a message', async () => {
    const { port } = await handHub();
    for (const path of ['/referee/register', '/spectateur/register']) {
      for (const body of ['', '{"ID":', 'A', '{}', '{"ID":7}', '{"ID":""}', `{"ID":"${'x'.repeat(201)}"}`]) {
        const answer = await postText(port, path, body, { headers: { 'content-type': 'application/json' } });
        expect(answer.status).toBe(400);
        expect(answer.headers['content-type']).toMatch(/^text\/plain/);
        expect(answer.headers['access-control-allow-origin']).toBe('*');
        expect(answer.text.length).toBeGreaterThan(5);
      }
    }
    expect((await postText(port, '/referee/register', 'x'.repeat(100_000))).status).toBe(413);
    expect(await liveMatches(port)).toEqual([]);
  });

  test('[relay] other methods on the register routes: 200 and empty; GET: 405', async () => {
    const { port } = await handHub();
    for (const path of ['/referee/register', '/spectateur/register']) {
      for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'HEAD']) {
        const answer = await postText(port, path, method === 'HEAD' ? '' : '{"ID":"A"}', { method });
        expect([method, answer.status, answer.text]).toEqual([method, 200, '']);
        // What a browser needs to hear before it sends JSON from a page of another origin.
        expect(answer.headers['access-control-allow-origin']).toBe('*');
        expect(answer.headers['access-control-allow-headers']).toBe('Content-Type');
      }
      expect((await ask(port, path)).status).toBe(405);
    }
    expect(await liveMatches(port)).toEqual([]);
  });

  test('[relay] the sockets’ addresses without an upgrade: 400', async () => {
    const { port } = await handHub();
    for (const path of ['/referee', '/spectateur', '/spectateur?matchID=A']) {
      expect((await ask(port, path)).status).toBe(400);
    }
  });

  test('[relay] an ID that is none in the address of an upgrade: 400', async () => {
    const { port } = await handHub();
    const long = 'x'.repeat(201);
    expect((await turnedAway(port, `/spectateur?matchID=${long}`)).status).toBe(400);
    expect((await turnedAway(port, `/referee?refereeID=${long}`)).status).toBe(400);
  });

  test('[relay] a page of any Origin may connect', async () => {
    const { port } = await handHub();
    const origin = 'http://scores.example';
    const watcher = await openSocket(port, '/spectateur?matchID=A', { origin });
    const referee = await openSocket(port, '/referee', { origin });
    referee.send(frameOf('A', 1));
    expect(await watcher.take(1)).toEqual([frameOf('A', 1)]);
  });
});

describe('which matches there are', () => {
  test('[relay] none: an empty array as text, for any Origin', async () => {
    const { port } = await handHub();
    const answer = await ask(port, '/live-match');
    expect(answer).toMatchObject({ status: 200, text: '[]' });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  test('[relay] those whose referee is connected first, from the connection on, and the newest first', async () => {
    const { port, hand } = await handHub();
    const referees = new Map<string, Awaited<ReturnType<typeof oldReferee>>>();
    for (const id of ['A', 'B', 'C']) {
      referees.set(id, await oldReferee(port, id));
      hand.pass(1);
    }
    await postText(port, '/referee/register', '{"ID":"D"}');
    expect(await liveMatches(port)).toEqual(['C', 'B', 'A', 'D']);
    referees.get('C')?.socket.close();
    await expect.poll(() => liveMatches(port)).toEqual(['B', 'A', 'D', 'C']);
    await openSocket(port, '/referee?refereeID=E');
    await expect.poll(() => liveMatches(port)).toEqual(['E', 'B', 'A', 'D', 'C']);
  });

  test('[relay] a referee is live where its frames go, not where it was thought to be', async () => {
    const { port } = await handHub();
    const watcher = await watcherOf(port, 'X');
    const guessed = await oldReferee(port, 'A');
    expect(await liveMatches(port)).toEqual(['A']);
    guessed.send(frameOf('X', 1));
    await watcher.take(1);
    expect(await liveMatches(port)).toEqual(['X', 'A']);
    guessed.socket.close();
    const again = await openSocket(port, '/referee?IdMatch=A');
    await expect.poll(() => liveMatches(port)).toEqual(['A', 'X']);
    again.send(frameOf('X', 2));
    await watcher.take(2);
    expect(await liveMatches(port)).toEqual(['X', 'A']);
  });

  test('[relay] registering again keeps the watchers and the history', async () => {
    const { port } = await handHub();
    const referee = await oldReferee(port, 'A');
    const watcher = await watcherOf(port, 'A');
    referee.send(frameOf('A', 1));
    await watcher.take(1);
    for (let n = 0; n < 3; n += 1)
      expect((await postText(port, '/referee/register', '{"ID":"A"}')).status).toBe(200);
    referee.send(frameOf('A', 2));
    expect(await watcher.take(2)).toEqual([frameOf('A', 1), frameOf('A', 2)]);
    expect(await (await watcherOf(port, 'A')).take(2)).toEqual(watcher.texts);
    expect(await liveMatches(port)).toEqual(['A']);
  });
});

describe('what the panel sees of the relay', () => {
  test('[relay] its newest events, page by page, to the letter', async () => {
    const { port, organiser } = await handHub();
    const id = `Court 1/ä ${'x'.repeat(150)}`;
    const referee = await oldReferee(port, id);
    const watcher = await watcherOf(port, id);
    for (let n = 1; n <= 60; n += 1) referee.send(frameOf(id, n));
    await watcher.take(60);
    const path = `/api/organiser/relay/${encodeURIComponent(id)}/events`;
    type Events = { seq: number; text: string }[];
    const newest = (await organiser.get(path)).json?.events as Events;
    expect(newest.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, n) => frameOf(id, 60 - n)));
    const older = (await organiser.get(`${path}?before=${newest.at(-1)?.seq}`)).json?.events as Events;
    expect(older.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, n) => frameOf(id, 10 - n)));
    expect((await organiser.get(`${path}?before=x`)).status).toBe(400);
    expect((await ask(port, path)).status).toBe(401);
  });
});
