import { describe, expect, test } from 'vitest';
import { largestFrame } from '#shared/protocol/version.ts';
import { ask } from '../support/http.ts';
import { startHub, withCup } from '../support/hub-app.ts';
import { connect, enter } from '../support/raw-client.ts';
import { logEntries } from '../support/running-hub.ts';
import { beginning, matchCommand } from '../support/small-cup.ts';

const m1 = 'm1' as Parameters<typeof matchCommand>[0];

describe('the first frames', () => {
  test('[P1] whoever doesn’t begin with hello is refused and closed', async () => {
    const app = await startHub();
    const client = await connect(app.port);
    client.send({ t: 'watch', topic: 'tournaments' });
    expect(await client.next('refused')).toMatchObject({ code: 'BAD_FRAME' });
    expect((await client.closed()).code).toBe(4400);
  });

  test('[P2] the welcome says who one is, where the hub is and which page it serves', async () => {
    const app = await startHub();
    const { panel } = await withCup(app);
    expect(await panel.next('welcome')).toMatchObject({
      version: 1,
      role: 'organiser',
      device: 'panel-1',
      build: 'build-of-panel',
    });
    const guest = await enter(app.port, { client: 'live' });
    const welcome = await guest.next('welcome');
    expect(welcome).toMatchObject({
      role: 'spectator',
      device: null,
      official: null,
      tournament: 'cup',
      build: 'build-of-live',
    });
    expect(Math.abs(welcome.now - Date.now())).toBeLessThan(5_000);
    // The panel is let in on the hub's own machine only, so it isn't sent elsewhere.
    expect((await panel.next('welcome')).addresses).toEqual([]);
  });

  test('[P3] without a version in common the hub says so and closes', async () => {
    const app = await startHub();
    const client = await connect(app.port);
    client.send({ t: 'hello', versions: [99], client: 'tool' });
    expect(await client.next('refused')).toMatchObject({ code: 'VERSION_UNKNOWN' });
    expect(await client.next('bye')).toMatchObject({ code: 4406, again: false });
    expect((await client.closed()).code).toBe(4406);
  });

  test('[P3] one of several versions is enough', async () => {
    const app = await startHub();
    await enter(app.port, { versions: [99, 1] });
  });
});

describe('bad input', () => {
  test('[P5] a frame over 64 KB closes its socket with 1009, is noted, and disturbs nobody', async () => {
    const app = await startHub();
    const other = await enter(app.port);
    const client = await enter(app.port);
    client.sendText('x'.repeat(largestFrame + 1));
    expect((await client.closed()).code).toBe(1009);
    other.send({ t: 'beat', waiting: 0, match: null });
    await other.next('beat');
    await expect.poll(() => logEntries(app.dataDir).some(({ code }) => code === 'SOCKET_ERROR')).toBe(true);
  });

  test('[P5] a frame of just under 64 KB is read', async () => {
    const app = await startHub();
    const client = await enter(app.port);
    client.sendText('x'.repeat(largestFrame));
    expect(await client.next('refused')).toMatchObject({ code: 'BAD_FRAME' });
  });

  test.each([
    ['no JSON', '{', 'BAD_FRAME'],
    ['JSON that is no object', '7', 'BAD_FRAME'],
    ['an unknown type', '{"t":"dance"}', 'UNKNOWN_TYPE'],
    ['a type that is inherited', '{"t":"constructor"}', 'UNKNOWN_TYPE'],
    ['a missing field', '{"t":"watch"}', 'BAD_FRAME'],
    ['a topic of no kind', '{"t":"watch","topic":"secrets"}', 'BAD_FRAME'],
    [
      'a command of no type',
      '{"t":"submit","command":{"id":"c1","topic":"match/m1","base":0,"deviceSeq":1,"at":1,"body":{"type":"win"}}}',
      'BAD_FRAME',
    ],
  ])('[P6] %s is refused with a code, and the connection stays', async (_name, text, code) => {
    const app = await startHub();
    const client = await enter(app.port);
    client.sendText(text);
    const command = text.includes('"id":"c1"') ? 'c1' : null;
    expect(await client.next('refused')).toMatchObject({ command, code });
    client.send({ t: 'watch', topic: 'tournaments' });
    await client.next('snapshot');
    await expect.poll(() => logEntries(app.dataDir).some((entry) => entry.code === code)).toBe(true);
  });

  test('[P31] who sends nothing but rubbish is closed with 4400', async () => {
    const app = await startHub();
    const client = await enter(app.port, { client: 'board' });
    for (let i = 0; i < 30; i += 1) client.sendText('{');
    expect(await client.next('bye')).toMatchObject({ code: 4400, again: true });
    expect((await client.closed()).code).toBe(4400);
  });

  test('[P36] a spectator who floods is closed with 4429; the others are served', async () => {
    const app = await startHub();
    const { panel } = await withCup(app);
    const flooder = await enter(app.port, { client: 'live' });
    for (let i = 0; i < 500; i += 1) flooder.send({ t: 'beat', waiting: 0, match: null });
    expect((await flooder.closed()).code).toBe(4429);
    const command = matchCommand(m1, { type: 'call' });
    panel.send({ t: 'submit', command });
    await panel.next('kept', (kept) => kept.command === command.id);
  });

  test('[P7] a command without the right is refused by its id and noted', async () => {
    const app = await startHub();
    await withCup(app);
    const guest = await enter(app.port, { client: 'referee' });
    const command = matchCommand(m1, { type: 'start' });
    guest.send({ t: 'submit', command });
    expect(await guest.next('refused')).toMatchObject({ command: command.id, code: 'NOT_JOINED' });
    await expect.poll(() => logEntries(app.dataDir).some(({ code }) => code === 'NOT_JOINED')).toBe(true);
  });

  test('[P7] watching what isn’t for one’s eyes is refused by its topic', async () => {
    const app = await startHub();
    const guest = await enter(app.port);
    guest.send({ t: 'watch', topic: 'people' });
    expect(await guest.next('refused')).toMatchObject({ topic: 'people', code: 'NOT_ALLOWED' });
  });
});

describe('who may come in', () => {
  test('[P8] a page of another origin can’t connect', async () => {
    const app = await startHub();
    await expect(connect(app.port, { origin: 'http://evil.example' })).rejects.toThrow('403');
    await expect(connect(app.port, { origin: `http://127.0.0.1:${app.port + 1}` })).rejects.toThrow('403');
    await connect(app.port, { origin: `http://localhost:${app.port}` });
  });

  test('[P8] a foreign Host gets nothing, by HTTP or socket: DNS rebinding', async () => {
    const app = await startHub();
    await expect(connect(app.port, { host: 'rebound.example' })).rejects.toThrow('421');
    expect((await ask(app.port, '/', { headers: { host: `rebound.example:${app.port}` } })).status).toBe(421);
    expect((await ask(app.port, '/', { headers: { host: '127.0.0.1' } })).status).toBe(421);
    expect((await ask(app.port, '/', { headers: { host: `localhost:${app.port}` } })).status).toBe(200);
  });

  test('[P9] the panel and its calls are for this machine: another name for the hub isn’t enough', async () => {
    const app = await startHub();
    const at = `127.0.0.1:${app.port}`;
    expect((await ask(app.port, '/panel', { headers: { host: at } })).status).toBe(200);
    expect((await ask(app.port, '/api/organiser/settings', { body: {}, headers: { host: at } })).status).toBe(
      401,
    );
    expect(
      (
        await ask(app.port, '/api/organiser/settings', {
          body: {},
          headers: { host: at, authorization: 'Bearer no' },
        })
      ).status,
    ).toBe(401);
  });

  test('[P9] the panel’s one-time token works once', async () => {
    const app = await startHub();
    const once = app.panelUrl().split('#')[1];
    expect((await ask(app.port, '/api/organiser/claim', { body: { once } })).status).toBe(200);
    expect(await ask(app.port, '/api/organiser/claim', { body: { once } })).toMatchObject({
      status: 401,
      json: { code: 'TOKEN_UNKNOWN' },
    });
  });

  test('[P4] a token that isn’t known ends the connection for good', async () => {
    const app = await startHub();
    const client = await connect(app.port);
    client.send({ t: 'hello', versions: [1], client: 'referee', token: 'made-up' });
    expect(await client.next('refused')).toMatchObject({ code: 'TOKEN_UNKNOWN' });
    expect(await client.next('bye')).toMatchObject({ code: 4401, again: false });
  });
});

describe('serving', () => {
  test('[P11] kept, and the event, reach whoever watches; a repeat is answered the same', async () => {
    const app = await startHub();
    const { panel } = await withCup(app);
    const guest = await enter(app.port, { client: 'board' });
    guest.send({ t: 'watch', topic: 'match/m1' });
    await guest.next('snapshot');
    const command = matchCommand(m1, { type: 'start' });
    panel.send({ t: 'submit', command });
    const kept = await panel.next('kept', (frame) => frame.command === command.id);
    const events = await guest.next('events', (frame) =>
      frame.events.some((event) => event.command === command.id),
    );
    expect(events.events).toHaveLength(1);
    expect(events.events[0]).toMatchObject({
      seq: kept.seq,
      topic: 'match/m1',
      event: `${command.id}.0`,
      body: { type: 'start', sport: 'badminton' },
    });
    panel.frames.length = 0;
    panel.send({ t: 'submit', command });
    expect(await panel.next('kept', (frame) => frame.command === command.id)).toEqual(kept);
    for (const body of beginning.slice(1)) panel.send({ t: 'submit', command: matchCommand(m1, body) });
    await guest.next('events', (frame) => frame.events.some((event) => event.body.type === 'setStart'));
  });

  test('[P20] the hub is heard at least every two seconds', async () => {
    const app = await startHub();
    const client = await enter(app.port);
    const beat = await client.next('beat');
    expect(Math.abs(beat.now - Date.now())).toBeLessThan(5_000);
  });

  test('[P37] unwatched is unwatched', async () => {
    const app = await startHub();
    const { panel } = await withCup(app);
    const guest = await enter(app.port);
    guest.send({ t: 'watch', topic: 'match/m1' });
    guest.send({ t: 'watch', topic: 'match/m2' });
    await guest.next('snapshot', (frame) => frame.topic === 'match/m2');
    guest.send({ t: 'unwatch', topic: 'match/m1' });
    guest.send({ t: 'beat', waiting: 0, match: null });
    await guest.next('beat');
    panel.send({ t: 'submit', command: matchCommand(m1, { type: 'call' }) });
    panel.send({ t: 'submit', command: matchCommand('m2' as typeof m1, { type: 'call' }) });
    await guest.next('events', (frame) => frame.events.some((event) => event.topic === 'match/m2'));
    expect(
      guest.frames.some(
        (frame) => frame.t === 'events' && frame.events.some((event) => event.topic === 'match/m1'),
      ),
    ).toBe(false);
  });

  test('[pages] each page is one file with a policy of its own, a day in the cache, and 304 when unchanged', async () => {
    const app = await startHub();
    const headers = { host: `localhost:${app.port}` };
    for (const path of ['/', '/j', '/board', '/overlay/match/m1', '/overlay/meet/1?view=full']) {
      const page = await ask(app.port, path, { headers });
      expect(page.status).toBe(200);
      expect(page.headers['cache-control']).toBe('max-age=86400');
      expect(page.headers['content-security-policy']).toContain("script-src 'sha256-");
      expect(page.headers['content-security-policy']).not.toContain('unsafe');
      const again = await ask(app.port, path, {
        headers: { ...headers, 'if-none-match': String(page.headers.etag) },
      });
      expect(again).toMatchObject({ status: 304, text: '' });
    }
  });
});
