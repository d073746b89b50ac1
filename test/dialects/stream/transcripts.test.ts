import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunningApp } from '#main/app.ts';
import { ask, organiserOf } from '../../support/http.ts';
import { onceOf, startHub } from '../../support/hub-app.ts';
import { openSocket, turnedAway } from '../../support/wire-socket.ts';
import { eventText, postEvents, type TimingProgram, timingProgram } from './timing.ts';

const id = '30913459-50B1-4df7-8e1b-A078472F9E9B';
const distanceId = '240faddd-31cf-4292-a63c-d6e5b38ef3e6';

async function opened(): Promise<{ app: RunningApp; timing: TimingProgram }> {
  const app = await startHub();
  return { app, timing: await timingProgram(app) };
}

/** Publishes events one by one; each must be taken. */
async function publish(timing: TimingProgram, events: readonly string[], competition = id): Promise<void> {
  for (const event of events) {
    expect(await timing.post(competition, event)).toEqual({ status: 200, json: { accepted: 1 } });
  }
}

const watch = (app: RunningApp, competition = id) =>
  openSocket(app.port, `/v1/competitions/${encodeURIComponent(competition)}`);

const activated = eventText(id, 'CompetitionActivatedEvent', {}, { competition: { name: 'River Meet' } });
const distance = eventText(id, 'DistanceActivatedEvent', { distanceId }, { distance: { name: '1000 m' } });
const heat = (number: number, typeName = 'HeatActivatedEvent', rest = {}): string =>
  eventText(id, typeName, { distanceId, heat: number }, rest);
const passing = (number: number, time: number): string =>
  heat(number, 'RacePassingAddedEvent', { passing: { time }, raceId: `r${number}` });

describe('a competition’s socket', () => {
  test('[stream] everything is forwarded to the letter: key order, spelling of numbers, white space, unknown types', async () => {
    const { app, timing } = await opened();
    const line = await watch(app);
    const odd = [
      activated,
      `{"typeName":"Odd","zz":1.0,"a":1e2,"competitionId":"${id}","big":12345678901234567890,"speed":13.666381212740028}`,
      `{ "competitionId" : "${id}" ,\t"typeName":"Odd", "text":"\\u00e9é\\/\\"", "n":-0, "e":1E+2,"a":1,"a":2 }`,
      `{"competitionId":"${id}","typeName":"Odd",\n  "pretty": [\n    1,\n    2\n  ]\n}`,
      heat(1, 'HeatStartedEvent', { clock: 2_267_770_000, started: '2020-01-12T13:45:09.096Z' }),
      eventText(id, 'HeatCommittedEvent', { distanceId, heat: 9 }, { races: ['x'.repeat(300_000)] }),
    ];
    await publish(timing, odd);
    expect(await line.take(odd.length)).toEqual(odd);
    expect(line.binary()).toBe(0);
  });

  test('[stream] one who joins in the middle of two live heats gets the present, then every later event', async () => {
    const { app, timing } = await opened();
    await publish(timing, [
      activated,
      eventText(id, 'Weather', {}, { ice: '-7.50' }),
      distance,
      heat(1),
      passing(1, 10),
      heat(1, 'HeatCommittedEvent', { races: [] }),
      heat(1, 'HeatDeactivatedEvent'),
      heat(2),
      heat(3),
      passing(2, 20),
      passing(3, 30),
      passing(2, 21),
    ]);
    const early = await watch(app);
    const present = [
      activated,
      eventText(id, 'Weather', {}, { ice: '-7.50' }),
      distance,
      heat(1, 'HeatCommittedEvent', { races: [] }),
      heat(2),
      passing(2, 20),
      passing(2, 21),
      heat(3),
      passing(3, 30),
    ];
    expect(await early.take(present.length)).toEqual(present);
    const live = [passing(3, 31), heat(2, 'HeatDeactivatedEvent'), passing(2, 22), heat(3), passing(3, 32)];
    await publish(timing, live);
    expect(await early.take(present.length + live.length)).toEqual([...present, ...live]);
    const late = await watch(app);
    expect(await late.take(6)).toEqual([...present.slice(0, 4), heat(3), passing(3, 32)]);
  });

  test('[stream] the id’s case doesn’t matter, nor the origin', async () => {
    const { app, timing } = await opened();
    await publish(timing, [activated], id.toUpperCase());
    const line = await openSocket(app.port, `/v1/competitions/${id.toLowerCase()}`, {
      origin: 'https://elsewhere.example',
    });
    expect(await line.take(1)).toEqual([activated]);
  });

  test('[stream] an unknown competition is silent until it is activated', async () => {
    const { app, timing } = await opened();
    const line = await watch(app);
    await publish(timing, [distance, passing(1, 1), activated, distance]);
    expect(await line.take(2)).toEqual([activated, distance]);
    expect(line.texts).toHaveLength(2);
  });

  test('[stream] what clients send is ignored; too much of it ends their own line', async () => {
    const { app, timing } = await opened();
    const line = await watch(app);
    for (let n = 0; n < 20; n += 1)
      line.send(`{"typeName":"CompetitionActivatedEvent","competitionId":"${id}"}`);
    line.send(Buffer.from([0, 1, 2]));
    // A text frame that isn't UTF-8.
    line.socket.send(Buffer.from([0xff]), { binary: false });
    line.socket.ping();
    await Promise.race([once(line.socket, 'pong'), line.closed()]);
    await publish(timing, [activated]);
    expect(await line.take(1)).toEqual([activated]);
    const loud = await watch(app);
    for (let n = 0; n < 400; n += 1) loud.send('noise');
    expect((await loud.closed()).code).toBe(1008);
    const large = await watch(app);
    large.send('x'.repeat(100_000));
    expect((await large.closed()).code).toBe(1009);
  });

  test('[stream] without an upgrade it is 400; other paths are nobody’s', async () => {
    const { app } = await opened();
    for (const path of ['/v1/competitions', '/v1/competitions/', `/v1/competitions/${id}`]) {
      expect((await ask(app.port, path)).status).toBe(400);
    }
    expect((await ask(app.port, `/v1/competitions/${id}/events`)).status).toBe(404);
    expect(await turnedAway(app.port, `/v1/competitions/${id}/events`)).toMatchObject({ status: 404 });
    expect(await turnedAway(app.port, '/v1/competitions/%')).toMatchObject({ status: 404 });
  });
});

describe('the list of competitions', () => {
  const activation = (name: string, n = 0): string =>
    eventText(name, 'CompetitionActivatedEvent', {}, { competition: { name }, n });

  test('[list] the latest activation of each, without the deactivated ones, then live activations', async () => {
    const { app, timing } = await opened();
    await timing.post('a', activation('a', 1));
    await timing.post('b', activation('b'));
    await timing.post('c', activation('c'));
    await timing.post('a', activation('a', 2));
    await timing.post('b', eventText('b', 'CompetitionDeactivatedEvent'));
    await timing.post('c', eventText('c', 'DistanceActivatedEvent', { distanceId }));
    const line = await openSocket(app.port, '/v1/competitions');
    expect(await line.take(2)).toEqual([activation('c'), activation('a', 2)]);
    await timing.post('a', eventText('a', 'Weather'));
    await timing.post('d', `${activation('d')}\n${eventText('d', 'Weather')}`);
    await timing.post('b', activation('b', 3));
    expect(await line.take(4)).toEqual([
      activation('c'),
      activation('a', 2),
      activation('d'),
      activation('b', 3),
    ]);
  });
});

describe('publishing', () => {
  const events = [activated, distance, heat(1), passing(1, 1)];

  test.each([
    ['an array', `[${events.join(',')}]`],
    ['an array in many lines', `\n[\n  ${events.join(' ,\n  ')}\n]\n`],
    ['one on each line', events.join('\n')],
    ['one on each line, CRLF, empty lines, an end', `\r\n${events.join('\r\n\r\n')}\r\n`],
  ])('[publish] %s', async (_form, body) => {
    const { app, timing } = await opened();
    const line = await watch(app);
    const answer = await timing.post(id, body, { 'content-type': 'text/x-anything' });
    expect(answer).toEqual({ status: 200, json: { accepted: 4 } });
    expect(await line.take(4)).toEqual(events);
  });

  test('[publish] no events is no mistake in an array, but an empty body is', async () => {
    const { timing } = await opened();
    expect(await timing.post(id, '[]')).toEqual({ status: 200, json: { accepted: 0 } });
    expect(await timing.post(id, ' \n')).toMatchObject({ status: 400, json: { index: 0 } });
  });

  const other = eventText('another', 'Weather');
  const untyped = `{"competitionId":"${id}"}`;
  test.each([
    ['another competition’s', `[${activated},${other}]`, 1],
    ['one without typeName', `[${activated},${distance},${untyped},${other}]`, 2],
    ['one without competitionId', '{"typeName":"Weather"}', 0],
    ['one that isn’t an object', `[${activated},7]`, 1],
    ['a broken line', `${activated}\n\n${distance}\n{"typeName":`, 2],
    ['a broken array', `[${activated},]`, 0],
    ['a number', '12', 0],
    ['bytes that aren’t UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 0],
  ])('[publish] %s is named by its index, and nothing is stored', async (_what, body, index) => {
    const { app, timing } = await opened();
    const line = await watch(app);
    expect(await timing.post(id, body)).toMatchObject({ status: 400, json: { index } });
    await publish(timing, [activated]);
    expect(await line.take(1)).toEqual([activated]);
    const organiser = await timing.post(id, distance);
    expect(organiser.status).toBe(200);
    expect(await line.take(2)).toEqual([activated, distance]);
  });

  test('[publish] nobody may without a token, and no larger body than 8 MB is read', async () => {
    const { app, timing } = await opened();
    expect(await postEvents(app.port, id, activated, null)).toMatchObject({ status: 401 });
    expect(await postEvents(app.port, id, activated, 'made-up')).toMatchObject({ status: 401 });
    const big = eventText(id, 'Weather', {}, { pad: 'x'.repeat(8 * 1024 * 1024) });
    expect(await timing.post(id, big)).toMatchObject({ status: 413 });
    const nearly = eventText(id, 'CompetitionActivatedEvent', {}, { pad: 'x'.repeat(7 * 1024 * 1024) });
    expect(await timing.post(id, nearly)).toMatchObject({ status: 200 });
    const line = await watch(app);
    expect(await line.take(1)).toEqual([nearly]);
  });

  test('[publish] a mass start: 300 passings that are on their way at once are all taken; of large bodies 16 are read at a time', async () => {
    const { app, timing } = await opened();
    await publish(timing, [activated]);
    const line = await watch(app);
    /** Sends a post's head; resolves when the hub has read that and waits for the body. */
    const begin = async (bytes: number): Promise<ClientRequest> => {
      const headers = {
        authorization: `Bearer ${timing.token}`,
        'content-length': String(bytes),
        expect: '100-continue',
      };
      const path = `/v1/competitions/${id}/events`;
      const sent = request({ host: '127.0.0.1', port: app.port, method: 'POST', path, headers });
      onTestFinished(() => void sent.destroy());
      sent.on('error', () => {});
      sent.flushHeaders();
      await once(sent, 'continue');
      return sent;
    };
    const texts = Array.from({ length: 300 }, (_, n) => eventText(id, 'Weather', {}, { n }));
    const posts = await Promise.all(texts.map((text) => begin(Buffer.byteLength(text))));
    const answers = posts.map(async (post, n) => {
      post.end(texts[n]);
      const [answer] = (await once(post, 'response')) as [IncomingMessage];
      return answer.statusCode;
    });
    expect((await Promise.all(answers)).filter((status) => status !== 200)).toEqual([]);
    expect((await line.take(301)).slice(1).toSorted()).toEqual(texts.toSorted());

    for (let n = 0; n < 16; n += 1) await begin(8 * 1024 * 1024);
    expect(await timing.post(id, eventText(id, 'Weather'))).toMatchObject({ status: 503 });
  });

  test('[publish] a batch that is sent again under its key is recorded once, also after a restart', async () => {
    const { app, timing } = await opened();
    const key = { 'idempotency-key': 'run-1' };
    const body = `${activated}\n${distance}`;
    const answers = await Promise.all([1, 2, 3].map(() => timing.post(id, body, key)));
    expect(answers).toEqual(Array(3).fill({ status: 200, json: { accepted: 2 } }));
    await app.stop();
    const again = await startHub(app.dataDir);
    expect(await postEvents(again.port, id, body, timing.token, key)).toMatchObject({
      json: { accepted: 2 },
    });
    expect(
      await postEvents(again.port, id, heat(1), timing.token, { 'idempotency-key': 'run-2' }),
    ).toMatchObject({
      status: 200,
    });
    const line = await watch(again);
    expect(await line.take(3)).toEqual([activated, distance, heat(1)]);
    expect(await postEvents(again.port, id, body, timing.token, { 'idempotency-key': 'a b' })).toMatchObject({
      status: 400,
    });
  });

  test('[publish] many senders at once: each competition gets all of its events in each sender’s order', async () => {
    const { app, timing } = await opened();
    await publish(timing, [activated]);
    const line = await watch(app);
    const sending = ['a', 'b', 'c', 'd'].map(async (sender) => {
      for (let n = 0; n < 25; n += 1) {
        const answer = await timing.post(id, eventText(id, 'Weather', {}, { n, sender }));
        expect(answer.status).toBe(200);
      }
    });
    await Promise.all(sending);
    const texts = (await line.take(101)).slice(1);
    for (const sender of ['a', 'b', 'c', 'd']) {
      const numbers = texts
        .map((text) => JSON.parse(text) as { n: number; sender: string })
        .filter((event) => event.sender === sender)
        .map(({ n }) => n);
      expect(numbers).toEqual(Array.from({ length: 25 }, (_, n) => n));
    }
  });
});

describe('the panel', () => {
  test('[panel] lists competitions and their newest events', async () => {
    const { app, timing } = await opened();
    await timing.post(id, [activated, distance, heat(1), heat(1, 'HeatStartedEvent')].join('\n'), {
      'idempotency-key': 'k',
    });
    const organiser = await organiserOf(app.port, onceOf(app));
    const page = await organiser.get(`/api/organiser/competitions/${id}/events`);
    const { events } = page.json as unknown as { events: { seq: number; type: string; text: string }[] };
    expect(events.map(({ type }) => type)).toEqual([
      'HeatStartedEvent',
      'HeatActivatedEvent',
      'DistanceActivatedEvent',
      'CompetitionActivatedEvent',
    ]);
    expect(events[3]?.text).toBe(activated);
    const before = await organiser.get(`/api/organiser/competitions/${id}/events?before=${events[1]?.seq}`);
    expect(before.json).toEqual({ events: events.slice(2) });
    expect((await ask(app.port, `/api/organiser/competitions/${id}/events`)).status).toBe(401);
  });
});
