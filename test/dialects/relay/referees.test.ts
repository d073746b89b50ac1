import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { memoryStore } from '#main/store/memory-store.ts';
import type { RelayCharge, RelayStatus } from '#shared/protocol/clients.ts';
import { m1, play, point } from '../../support/cup-hub.ts';
import { freshFolder } from '../../support/folder.ts';
import { ask, organiserOf } from '../../support/http.ts';
import { enter } from '../../support/raw-client.ts';
import { row } from '../../support/rows.ts';
import { spawnHub } from '../../support/running-hub.ts';
import {
  beginning,
  referee as cupReferee,
  matchCommand,
  organiser as organiserOfCup,
} from '../../support/small-cup.ts';
import { openSocket, turnedAway, type WireSocket } from '../../support/wire-socket.ts';
import { frameOf, handHub, liveMatches, oldReferee, postText, watcherOf } from './relay-stage.ts';

/** A client frame as RFC 6455 has it (5.2): masked, unfragmented, of at most 125 bytes. */
function masked(opcode: number, payload: string): Buffer {
  const mask = randomBytes(4);
  const body = Buffer.from(payload).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | body.length]), mask, body]);
}

/** A referee that shakes hands and then never reads: a line without a WebSocket library behind it. */
async function deafReferee(port: number, id: string): Promise<Socket> {
  const line = createConnection({ host: '127.0.0.1', port });
  onTestFinished(() => void line.destroy());
  await once(line, 'connect');
  line.write(
    [
      `GET /referee?refereeID=${id} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Version: 13',
      '\r\n',
    ].join('\r\n'),
  );
  line.pause();
  return line;
}

describe('a referee of the relay', () => {
  test('[relay] one that never reads nor answers is never dropped, and nothing is sent to it', async () => {
    const { port, hand } = await handHub();
    const watcher = await watcherOf(port, 'A');
    const line = await deafReferee(port, 'A');
    for (let n = 1; n <= 5; n += 1) {
      line.write(masked(n % 2 === 0 ? 1 : 2, frameOf('A', n)));
      await watcher.take(n);
      hand.pass(3_600_000);
    }
    const received: Buffer[] = [];
    line.on('data', (chunk: Buffer) => received.push(chunk));
    line.resume();
    line.write(masked(1, frameOf('A', 6)));
    expect(await watcher.take(6)).toEqual([1, 2, 3, 4, 5, 6].map((n) => frameOf('A', n)));
    const text = Buffer.concat(received).toString('latin1');
    expect(text).toMatch(/^HTTP\/1\.1 101 /);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
    expect(line.closed).toBe(false);
    expect(await liveMatches(port)).toEqual(['A']);
  });

  test('[relay] frames that can’t be written to the disk wait, in their order, until they can', async () => {
    const store = memoryStore('hub-1');
    const { port, hand } = await handHub({ store });
    const watcher = await watcherOf(port, 'A');
    const referee = await oldReferee(port, 'A');
    referee.send(frameOf('A', 1));
    await watcher.take(1);
    const { append } = store;
    let refused = 0;
    Object.assign(store, {
      append() {
        refused += 1;
        throw new Error('disk full');
      },
    });
    for (let n = 2; n <= 300; n += 1) referee.send(frameOf(n % 2 === 0 ? 'A' : 'B', n));
    await expect.poll(() => refused).toBeGreaterThan(0);
    hand.pass(500);
    await expect.poll(() => refused).toBeGreaterThan(1);
    expect(watcher.texts).toEqual([frameOf('A', 1)]);
    Object.assign(store, { append });
    const even = Array.from({ length: 150 }, (_, i) => frameOf('A', 2 * i + 2));
    await expect
      .poll(() => {
        hand.pass(500);
        return watcher.texts.length;
      })
      .toBe(151);
    expect(watcher.texts).toEqual([frameOf('A', 1), ...even]);
  });

  test('[relay] an address brings 1,000 new matches at once, and then one in five seconds; known ones go on', async () => {
    const { port, hub, hand, dropped } = await handHub({ elsewhere: true });
    const referee = await openSocket(port, '/referee');
    for (let n = 0; n < 1_010; n += 1) referee.send(frameOf(`m${n}`, 1));
    referee.send(frameOf('m0', 2));
    const watcher = await watcherOf(port, 'm0');
    expect(await watcher.take(2)).toEqual([frameOf('m0', 1), frameOf('m0', 2)]);
    expect(hub.topics('relay/')).toHaveLength(1_000);
    expect(dropped()[0]).toMatch(/too many new matches came from this address/);
    const status = async (): Promise<number> =>
      (await postText(port, '/referee/register', '{"ID":"one more"}')).status;
    expect(await status()).toBe(429);
    hand.pass(5_000);
    expect(await status()).toBe(200);
  });

  test('[relay] 10,000 matches are the bound: new ones are turned away, known ones go on', async () => {
    const store = memoryStore('hub-1');
    store.append(
      Array.from({ length: 9_998 }, (_, n) => row(n + 1, `relay/m${n}`, { type: 'frame', body: '{}' })),
    );
    const { port, hub, dropped } = await handHub({ store });
    const watcher = await watcherOf(port, 'm0');
    const referee = await openSocket(port, '/referee');
    for (const id of ['new1', 'new2', 'new3', 'new1', 'm0']) referee.send(frameOf(id, 1));
    expect(await watcher.take(2)).toEqual(['{}', frameOf('m0', 1)]);
    expect(hub.topics('relay/')).toHaveLength(10_000);
    expect(hub.newest('relay/new1', 3)).toHaveLength(2);
    expect(dropped()).toEqual([
      'a referee’s frame was dropped: the relay has as many matches as it can keep',
    ]);
    expect((await postText(port, '/referee/register', '{"ID":"new3"}')).status).toBe(503);
    expect((await postText(port, '/referee/register', '{"ID":"m0"}')).status).toBe(200);
    expect(await liveMatches(port)).toHaveLength(10_000);
  });
});

describe('a match of the hub’s own', () => {
  const heard = async (
    watcher: WireSocket,
    count: number,
  ): Promise<{ seq: number; body: { type: string } }[]> =>
    (await watcher.take(count)).map((text) => JSON.parse(text));

  test('[relay] is watched by its id: each recorded event is a frame, those of the past first', async () => {
    const { port, hub } = await handHub();
    await play(hub, beginning);
    const watcher = await watcherOf(port, m1);
    await play(hub, [point('A'), point('B')]);
    const got = await heard(watcher, 6);
    expect(got.map(({ body }) => body.type)).toEqual([
      ...beginning.map(({ type }) => type),
      'point',
      'point',
    ]);
    expect(got.map(({ seq }) => seq)).toEqual(got.map(({ seq }) => seq).toSorted((a, b) => a - b));
    expect(got[0]).toMatchObject({ topic: 'match/m1', official: 'ref-1' });
    expect(watcher.binary()).toBe(0);
  });

  test('[relay] is among the live matches once it has begun, and live while it is under way', async () => {
    const { port, hub, hand } = await handHub();
    await oldReferee(port, 'A');
    expect(await liveMatches(port)).toEqual(['A']);
    hand.pass(1_000);
    const at = hand.now();
    for (const body of beginning) await hub.submit(matchCommand(m1, body, { at }), cupReferee(0));
    expect(await liveMatches(port)).toEqual(['m1', 'A']);
    await play(hub, [{ type: 'retire', side: 'A', reason: 'injury' }]);
    expect(await liveMatches(port)).toEqual(['A', 'm1']);
  });

  test('[relay] takes frames of whoever may publish while nobody is in charge', async () => {
    const { port } = await handHub();
    const watcher = await watcherOf(port, m1);
    const referee = await oldReferee(port, m1);
    referee.send(frameOf(m1, 1));
    expect(await watcher.take(1)).toEqual([frameOf(m1, 1)]);
  });

  test('[relay] takes frames only of its official and the organiser once somebody is in charge', async () => {
    const { port, hub, phone, organiser, dropped } = await handHub();
    const [own, other] = [await phone(0, 'phone-1'), await phone(1, 'older-client')];
    await play(hub, beginning, cupReferee(0, 'phone-1'));
    const watcher = await watcherOf(port, m1);
    await watcher.take(4);
    const say = async (line: WireSocket, event: string): Promise<void> => {
      line.send(frameOf(m1, event));
      // It is worked off when a frame behind it is through.
      const after = await watcherOf(port, `after-${event}`);
      line.send(frameOf(`after-${event}`, event));
      await after.take(1);
    };
    await say(await oldReferee(port, m1), 'nobody');
    await say(await openSocket(port, `/referee?access_token=${other}`), 'other');
    await say(await openSocket(port, `/referee?access_token=${own}`), 'own');
    const headers = { authorization: `Bearer ${organiser.token}` };
    await say(await openSocket(port, '/referee', { headers }), 'organiser');
    expect(watcher.texts.slice(4)).toEqual([frameOf(m1, 'own'), frameOf(m1, 'organiser')]);
    expect(dropped()).toEqual(
      ['nobody', 'other'].map(() => 'a referee’s frame was dropped: somebody else is in charge of match m1'),
    );
  });

  test('[relay] somebody in charge by a device that is called like those without a token lets nobody else in', async () => {
    const { port, hub, dropped } = await handHub();
    await play(hub, beginning, cupReferee(0, 'older-client'));
    const watcher = await watcherOf(port, 'A');
    const line = await openSocket(port, `/referee?refereeID=${m1}`);
    line.send(frameOf(m1, 1));
    line.send(frameOf('A', 1));
    await watcher.take(1);
    expect(dropped()).toHaveLength(1);
    expect(hub.newest(`relay/${m1}`, 1)).toEqual([]);
  });
});

describe('who may publish', () => {
  test('[relay] without a token nobody while publishing is closed: 403, 401, and open lines are not heeded', async () => {
    const { port, organiser, phone, dropped } = await handHub();
    const watcher = await watcherOf(port, 'A');
    const before = await oldReferee(port, 'A');
    before.send(frameOf('A', 1));
    await watcher.take(1);
    await organiser.post('/api/organiser/settings', { openPublishing: false });
    const refused = await postText(port, '/referee/register', '{"ID":"A"}');
    expect(refused).toMatchObject({ status: 403, text: expect.stringMatching(/token.*organiser/i) });
    expect((await turnedAway(port, '/referee')).status).toBe(401);
    expect((await turnedAway(port, '/referee?access_token=made-up')).status).toBe(401);
    before.send(frameOf('A', 2));
    await expect.poll(dropped).toEqual(['a referee’s frame was dropped: it came without a token']);

    const token = await phone(0, 'phone-1');
    const headers = { authorization: `Bearer ${token}` };
    expect((await postText(port, '/referee/register', '{"ID":"A"}', { headers })).status).toBe(200);
    const official = await openSocket(port, '/referee', { headers });
    official.send(frameOf('A', 3));
    expect(await watcher.take(2)).toEqual([frameOf('A', 1), frameOf('A', 3)]);
    expect((await postText(port, '/spectateur/register', '{"ID":"A"}')).status).toBe(200);

    await organiser.post('/api/organiser/settings', { openPublishing: true });
    before.send(frameOf('A', 4));
    expect((await watcher.take(3))[2]).toBe(frameOf('A', 4));
  });

  test('[relay] a token that was revoked counts no more, also on a line that is open', async () => {
    const { port, organiser, phone, dropped } = await handHub({ openByDefault: false });
    const watcher = await watcherOf(port, 'A');
    const line = await openSocket(port, `/referee?access_token=${await phone(0, 'phone-1')}`);
    line.send(frameOf('A', 1));
    await watcher.take(1);
    await organiser.post('/api/organiser/devices/phone-1/revoke');
    line.send(frameOf('A', 2));
    await expect.poll(dropped).toHaveLength(1);
    expect(watcher.texts).toHaveLength(1);
  });
});

describe('who may publish, by the command line', () => {
  test('[relay] --publishing tokens counts from the first moment on, and until the panel says otherwise', async () => {
    const dataDir = freshFolder();
    const open = await spawnHub(dataDir, 0);
    expect((await postText(open.port, '/referee/register', '{"ID":"A"}')).status).toBe(200);
    const before = await organiserOf(open.port, open.once);
    await before.post('/api/organiser/settings', { openPublishing: true });
    await open.stop();
    const hub = await spawnHub(dataDir, 0, ['--publishing', 'tokens']);
    onTestFinished(() => hub.kill());
    expect((await postText(hub.port, '/referee/register', '{"ID":"A"}')).status).toBe(403);
    expect((await postText(hub.port, '/api/room/hall', '{"userId":"heron","text":"hi"}')).status).toBe(403);
    const organiser = await organiserOf(hub.port, hub.once);
    await organiser.post('/api/organiser/settings', { openPublishing: true });
    expect((await postText(hub.port, '/referee/register', '{"ID":"A"}')).status).toBe(200);
  });
});

describe('the relay as an adapter', () => {
  test('[relay] off by the command line: 404; on by the panel; off again ends every line', async () => {
    const hub = await spawnHub(freshFolder(), 0, ['--adapters', 'meet']);
    onTestFinished(() => hub.kill());
    const { port } = hub;
    expect((await ask(port, '/live-match')).status).toBe(404);
    expect((await postText(port, '/spectateur/register', '{"ID":"A"}')).status).toBe(404);
    expect((await turnedAway(port, '/referee')).status).toBe(404);

    const organiser = await organiserOf(port, hub.once);
    await organiser.post('/api/organiser/settings', { adapters: ['relay'] });
    const watcher = await watcherOf(port, 'A');
    const referee = await oldReferee(port, 'A');
    referee.send(frameOf('A', 1));
    await watcher.take(1);
    await postText(port, '/spectateur/register', '{"ID":"A"}');
    const waiting = postText(port, '/spectateur/register', '{"ID":"A"}');
    referee.send(frameOf('A', 2));
    await watcher.take(2);
    await organiser.post('/api/organiser/settings', { adapters: [] });
    expect((await watcher.closed()).code).toBe(1001);
    expect((await referee.closed()).code).toBe(1001);
    expect([200, 503]).toContain((await waiting).status);
    expect((await ask(port, '/live-match')).status).toBe(404);

    await organiser.post('/api/organiser/settings', { adapters: ['relay'] });
    expect(await (await watcherOf(port, 'A')).take(2)).toEqual([frameOf('A', 1), frameOf('A', 2)]);
    expect(await hub.stop()).toBe(0);
  });

  test('[relay] the panel is told who is in charge of a relayed match of the hub’s own, and when frames of others were dropped', async () => {
    const { port, hub, organiser, hand } = await handHub();
    const panel = await enter(port, { client: 'panel', token: organiser.token, device: 'panel-1' });
    const referee = await oldReferee(port, m1);
    const watcher = await watcherOf(port, m1);
    referee.send(frameOf(m1, 1));
    await watcher.take(1);
    panel.send({ t: 'watch', topic: 'relay' });
    /** The charge of the match in the first status where it fits. */
    const charge = async (fits: (charge: RelayCharge | null) => boolean): Promise<RelayCharge | null> => {
      const chargeIn = (state: unknown): RelayCharge | null =>
        (state as RelayStatus).matches.find(({ id }) => id === m1)?.charge ?? null;
      const { state } = await panel.next(
        'snapshot',
        (frame) => frame.topic === 'relay' && fits(chargeIn(frame.state)),
      );
      return chargeIn(state);
    };
    expect(await charge(() => true)).toBeNull();

    const since = hand.now();
    const { official, device } = cupReferee(0, 'phone-1');
    for (const body of beginning)
      await hub.submit(matchCommand(m1, body, { at: since }), cupReferee(0, 'phone-1'));
    hand.pass(500);
    expect(await charge((one) => one !== null)).toEqual({ official, device, since, droppedAt: null });

    const droppedAt = hand.now();
    referee.send(frameOf(m1, 2));
    referee.send(frameOf('after', 2));
    await (await watcherOf(port, 'after')).take(1);
    hand.pass(500);
    expect(await charge((one) => one !== null && one.droppedAt !== null)).toEqual({
      official,
      device,
      since,
      droppedAt,
    });

    // Somebody else's charge begins without anything dropped.
    await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { at: hand.now() }), organiserOfCup);
    hand.pass(500);
    expect(await charge((one) => one !== null && one.official === null)).toMatchObject({ droppedAt: null });
  });

  test('[relay] the panel sees its matches, live and newest first, and who watches', async () => {
    const { port, organiser, hand } = await handHub();
    const panel = await enter(port, { client: 'panel', token: organiser.token, device: 'panel-1' });
    await oldReferee(port, 'A');
    const gone = await oldReferee(port, 'm2');
    gone.send(frameOf('m2', 1));
    const watcher = await watcherOf(port, 'm2');
    await watcher.take(1);
    const at = hand.now();
    gone.socket.close();
    await expect.poll(async () => (await liveMatches(port)) as string[]).toEqual(['A', 'm2']);
    hand.pass(1_000);
    panel.send({ t: 'watch', topic: 'relay' });
    const { state } = await panel.next('snapshot', (frame) => frame.topic === 'relay');
    expect(state).toEqual({
      total: 2,
      matches: [
        { id: 'A', live: true, events: 0, lastAt: null, watchers: 0, own: false, charge: null },
        { id: 'm2', live: false, events: 1, lastAt: at, watchers: 1, own: true, charge: null },
      ],
    });
  });
});
