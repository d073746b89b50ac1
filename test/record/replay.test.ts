import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ListenAddress, listenAddress, publishUrl, watchUrl } from '#main/record/addresses.ts';
import { linesOf } from '#main/record/lines.ts';
import { replayInto } from '#main/record/replay-into.ts';
import { startReplay } from '#main/record/replay-server.ts';
import { rhythm } from '#main/record/rhythm.ts';
import { rfc3339 } from '#shared/lib/rfc3339.ts';
import { eventText, timingProgram } from '../dialects/stream/timing.ts';
import { freshFolder } from '../support/folder.ts';
import { ask } from '../support/http.ts';
import { startHub } from '../support/hub-app.ts';
import { openSocket } from '../support/wire-socket.ts';

const id = 'River-1';
const start = 1_578_836_754_216_352_000n;

/** A line of a recording so many milliseconds after its beginning. */
const lineAt = (ms: number, event: string): string =>
  `{"_time":"${rfc3339(start + BigInt(Math.round(ms * 1e6)), 60)}",${event.slice(1)}`;

const weather = (n: number): string => eventText(id, 'Weather', {}, { n });

function fileWith(content: string | Uint8Array): string {
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'f.json');
  writeFileSync(file, content);
  return file;
}

/** A replay on loopback; it ends with the test. */
async function replaying(content: string | Uint8Array, speed = 1e6) {
  const complaints: string[] = [];
  const started = await startReplay({
    file: fileWith(content),
    address: { host: '127.0.0.1', port: 0 },
    speed,
    complain: (sentence) => complaints.push(sentence),
  });
  if (!started.ok) throw new Error(started.error);
  onTestFinished(() => started.value.stop());
  return { port: started.value.port, complaints };
}

// As the original recorder writes it: members in alphabetical order, so that `_time` comes first, and Go’s times, which
// leave out zeros at the end of a fraction.
const original = [
  '{"_time":"2020-01-12T14:45:54.216352+01:00","competition":{"id":"30913459","name":"River Meet"},"competitionId":"30913459","typeName":"CompetitionActivatedEvent"}',
  '{"_time":"2020-01-12T14:45:54.21654+01:00","competitionId":"30913459","distance":{"id":"240faddd","name":"Team pursuit"},"distanceId":"240faddd","typeName":"DistanceActivatedEvent"}',
  '{"_time":"2020-01-12T14:45:54.7784+01:00","competitionId":"30913459","distanceId":"240faddd","heat":{"number":3,"round":1},"races":[],"typeName":"HeatActivatedEvent"}',
  '{"_time":"2020-01-12T14:45:54.779+01:00","competitionId":"30913459","distanceId":"240faddd","heat":{"number":3,"round":1},"passing":{"passed":387.49,"speed":14.248845071876532,"time":322824000,"where":12},"raceId":"fd01d3d5","typeName":"LastRaceSpeedChangedEvent"}',
  '{"_time":"2020-01-12T14:45:55+01:00","competitionId":"30913459","distanceId":"240faddd","heat":{"number":3,"round":1},"typeName":"HeatDeactivatedEvent"}',
];

describe('replaying to sockets', () => {
  test('[replay] every client gets every line from the first on, verbatim, on any path and from any origin', async () => {
    const { port } = await replaying(`${original.join('\n')}\n`);
    const first = await openSocket(port, '/', { origin: 'https://elsewhere.example' });
    expect(await first.take(5)).toEqual(original);
    const second = await openSocket(port, '/v1/competitions/30913459?x=1');
    expect(await second.take(5)).toEqual(original);
    expect(first.socket.readyState).toBe(first.socket.OPEN);
    expect(first.texts).toHaveLength(5);
    expect((await ask(port, '/')).status).toBe(400);
  });

  test('[replay] lines that can’t be played are told with their number, once, and skipped', async () => {
    const bad = Buffer.concat([
      Buffer.from(
        `${lineAt(0, weather(1))}\r\n${weather(2)}\n\nnonsense\n{"_time":"yesterday"}\n{"_time":5}\n"text"\n`,
      ),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(lineAt(0, weather(3))),
    ]);
    const { port, complaints } = await replaying(bad);
    for (const line of [await openSocket(port, '/'), await openSocket(port, '/')]) {
      expect(await line.take(2)).toEqual([lineAt(0, weather(1)), lineAt(0, weather(3))]);
    }
    expect(complaints.map((sentence) => /^Line (\d+) is skipped: /.exec(sentence)?.[1])).toEqual([
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
    ]);
  });

  test('[replay] the wait between lines is the difference of their times, divided by the speed', async () => {
    const lines = [0, 100, 300, 320].map((ms, n) => lineAt(ms, weather(n)));
    for (const [speed, atLeast, atMost] of [
      [0.5, 640, 3_000],
      [4, 80, 1_500],
      [1e6, 0, 1_000],
    ] as const) {
      const { port } = await replaying(lines.join('\n'), speed);
      const line = await openSocket(port, '/');
      await line.take(1);
      const from = performance.now();
      await line.take(4);
      const took = performance.now() - from;
      expect(took).toBeGreaterThanOrEqual(atLeast - 30);
      expect(took).toBeLessThan(atMost);
    }
  });

  test('[replay] waits add up without drift, and a clock that was set back costs no wait', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -5_000_000_000n, max: 5_000_000_000n }), { maxLength: 50 }),
        fc.constantFrom(0.5, 1, 4, 1e6),
        (steps, speed) => {
          let now = 1_000;
          const due = rhythm(speed, () => now);
          let at = start;
          let waited = 0;
          expect(due.dueAt(at)).toBe(1_000);
          for (const step of steps) {
            // However late its timers are.
            now += 50;
            at += step;
            if (step > 0n) waited += Number(step) / 1e6 / speed;
            expect(due.dueAt(at)).toBeCloseTo(1_000 + waited, 3);
          }
        },
      ),
    );
  });

  test('[replay] a client that reads nothing costs no memory and holds nobody up', async () => {
    const big = Array.from({ length: 130 }, (_, n) =>
      lineAt(n, eventText(id, 'Odd', {}, { n, pad: 'x'.repeat(84_000) })),
    );
    const { port } = await replaying(big.join('\n'));
    const slow = await openSocket(port, '/');
    slow.socket.pause();
    const quick = await openSocket(port, '/');
    expect(await quick.take(130)).toEqual(big);
    slow.socket.resume();
    expect(await slow.take(130)).toEqual(big);
  });

  test('[replay] a port that is taken is a sentence', async () => {
    const { port } = await replaying('');
    const again = await startReplay({
      file: fileWith(''),
      address: { host: '127.0.0.1', port },
      speed: 1,
      complain: () => {},
    });
    expect(again).toMatchObject({ ok: false, error: expect.stringContaining(`Port ${port} is used`) });
  });

  test('[lines] are found wherever the chunks end', async () => {
    const texts = ['', 'a', 'é'.repeat(40_000), 'b'.repeat(65_536), 'c'.repeat(65_535), '', 'last'];
    const found: string[] = [];
    for await (const line of linesOf(fileWith(texts.join('\n')))) if ('text' in line) found.push(line.text);
    expect(found).toEqual(texts);
  });
});

describe('replaying into a hub', () => {
  async function sendTo(
    url: string,
    token: string,
    content: string,
    speed: number | 'max' = 'max',
    run = 'run',
  ) {
    const said: string[] = [];
    const urlOf = publishUrl(url);
    if (!urlOf.ok) throw new Error(urlOf.error);
    const sent = await replayInto({
      file: fileWith(content),
      urlOf: urlOf.value,
      token,
      speed,
      run,
      signal: new AbortController().signal,
      say: (sentence) => said.push(sentence),
      complain: (sentence) => said.push(sentence),
    });
    return { sent, said };
  }

  test('[into] events arrive to the letter without `_time`, in order, in the file’s rhythm', async () => {
    const app = await startHub();
    const { token } = await timingProgram(app);
    const line = await openSocket(app.port, '/v1/competitions/30913459');
    const { sent } = await sendTo(`http://127.0.0.1:${app.port}`, token, original.join('\n'), 4);
    expect(sent).toEqual({ ok: true, value: { events: 5, skipped: 0 } });
    expect(await line.take(5)).toEqual(original.map((text) => text.replace(/"_time":"[^"]+",/, '')));
  });

  test('[into] at once: thousands of events of several competitions, none lost, none twice', async () => {
    const app = await startHub();
    const { token } = await timingProgram(app);
    const competitions = ['a', 'b'];
    const lines = [
      ...competitions.map((name) => lineAt(0, eventText(name, 'CompetitionActivatedEvent'))),
      ...Array.from({ length: 3_000 }, (_, n) =>
        lineAt(n * 1_000, eventText(n % 7 === 0 ? 'b' : 'a', 'Weather', {}, { n })),
      ),
    ];
    const { sent } = await sendTo(`http://127.0.0.1:${app.port}/`, token, lines.join('\n'));
    expect(sent).toEqual({ ok: true, value: { events: 3_002, skipped: 0 } });
    for (const [name, count] of [
      ['a', 2_571],
      ['b', 429],
    ] as const) {
      const line = await openSocket(app.port, `/v1/competitions/${name}`);
      const numbers = (await line.take(count + 1))
        .slice(1)
        .map((text) => (JSON.parse(text) as { n: number }).n);
      const wanted = Array.from({ length: 3_000 }, (_, n) => n).filter(
        (n) => (n % 7 === 0) === (name === 'b'),
      );
      expect(numbers).toEqual(wanted);
    }
  });

  test('[into] lines without what an event needs are told and skipped', async () => {
    const app = await startHub();
    const { token } = await timingProgram(app);
    const lines = [
      original[0],
      lineAt(1, '{"typeName":"A"}'),
      lineAt(1, '{"competitionId":"x"}'),
      '{',
      original[1],
    ];
    const { sent, said } = await sendTo(`http://127.0.0.1:${app.port}`, token, lines.join('\n'));
    expect(sent).toEqual({ ok: true, value: { events: 2, skipped: 3 } });
    expect(said.map((sentence) => sentence.slice(0, 7))).toEqual(['Line 2 ', 'Line 3 ', 'Line 4 ']);
  });

  test('[into] a token that isn’t known ends it with a sentence', async () => {
    const app = await startHub();
    const { sent } = await sendTo(`http://127.0.0.1:${app.port}`, 'made-up', original.join('\n'));
    expect(sent).toMatchObject({ ok: false, error: expect.stringContaining('doesn’t know this token') });
  });

  test('[into] a hub that is away, and answers that get lost, lose nothing and double nothing', async () => {
    const app = await startHub();
    const { token } = await timingProgram(app);
    const line = await openSocket(app.port, '/v1/competitions/a');
    const lines = [
      lineAt(0, eventText('a', 'CompetitionActivatedEvent')),
      ...Array.from({ length: 1_000 }, (_, n) => lineAt(n, eventText('a', 'Weather', {}, { n }))),
    ];
    const between = await losing(app.port);
    const { sent, said } = await sendTo(`http://127.0.0.1:${between.port}`, token, lines.join('\n'));
    expect(sent).toEqual({ ok: true, value: { events: 1_001, skipped: 0 } });
    expect(between.lost()).toBeGreaterThan(2);
    expect(said.some((sentence) => sentence.startsWith('The hub doesn’t take events now'))).toBe(true);
    expect(said).toContain('The hub is back.');
    const texts = await line.take(1_001);
    expect(texts.slice(1).map((text) => (JSON.parse(text) as { n: number }).n)).toEqual(
      Array.from({ length: 1_000 }, (_, n) => n),
    );
  });
});

/** A way to a hub on which every other answer gets lost, and every fifth request is answered 503 before it arrives. */
async function losing(port: number): Promise<{ port: number; lost: () => number }> {
  let requests = 0;
  let lost = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests += 1;
      if (requests % 5 === 0) {
        response.writeHead(503).end('{}');
        return;
      }
      const loses = requests % 2 === 1;
      const { authorization = '', 'idempotency-key': key = '' } = request.headers;
      void fetch(`http://127.0.0.1:${port}${request.url}`, {
        method: 'POST',
        headers: { authorization, 'idempotency-key': String(key) },
        body: new Uint8Array(Buffer.concat(chunks)),
      }).then(async (answer) => {
        const text = await answer.text();
        if (loses) {
          lost += 1;
          request.socket.destroy();
        } else response.writeHead(answer.status).end(text);
      });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // The cast: a server on a port has such an address.
  return { port: (server.address() as AddressInfo).port, lost: () => lost };
}

describe('addresses', () => {
  const listening: [string, ListenAddress][] = [
    [':3000', { host: null, port: 3_000 }],
    ['3000', { host: null, port: 3_000 }],
    ['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
    ['[::1]:0', { host: '::1', port: 0 }],
    ['river.example:1', { host: 'river.example', port: 1 }],
  ];
  test.each(listening)('[address] %s', (typed, address) => {
    expect(listenAddress(typed)).toEqual({ ok: true, value: address });
  });

  test.each(['', ':', 'a', ':70000', '1:2:3', '::1:3000', ':-1'])('[address] “%s” is refused', (typed) => {
    expect(listenAddress(typed).ok).toBe(false);
  });

  test('[address] a hub’s', () => {
    expect(watchUrl('ws://host:8000', null)).toEqual({ ok: true, value: 'ws://host:8000/v1/competitions' });
    expect(watchUrl('http://host:8000/', 'A b')).toEqual({
      ok: true,
      value: 'ws://host:8000/v1/competitions/A%20b',
    });
    expect(watchUrl('wss://host', 'a')).toEqual({ ok: true, value: 'wss://host/v1/competitions/a' });
    expect(watchUrl('host:8000', null).ok).toBe(false);
    const publish = publishUrl('http://host:8000');
    expect(publish.ok && publish.value('a/b')).toBe('http://host:8000/v1/competitions/a%2Fb/events');
  });
});
