import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { lineFor, startRecording } from '#main/record/record.ts';
import { openRecording } from '#main/record/recording-file.ts';
import { withoutMember } from '#shared/lib/json-text.ts';
import { nanosecondsOf } from '#shared/lib/rfc3339.ts';
import { eventText, timingProgram } from '../dialects/stream/timing.ts';
import { freshFolder } from '../support/folder.ts';
import { startHub } from '../support/hub-app.ts';
import { wholeLines } from './program.ts';

const id = 'River-1';
const heat = (number: number, typeName: string, rest = {}): string =>
  eventText(id, typeName, { distanceId: 'd1', heat: number }, rest);
const activated = eventText(id, 'CompetitionActivatedEvent', {}, { competition: { name: 'River Meet' } });
const distance = eventText(id, 'DistanceActivatedEvent', { distanceId: 'd1' });
const passing = (number: number, n: number): string =>
  heat(number, 'RacePassingAddedEvent', { passing: { n } });

function freshFile(name = 'log.json'): string {
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

/** A recorder in the test's own process. */
function recording(url: string, file = freshFile()) {
  const opened = openRecording(file);
  if (!opened.ok) throw new Error(opened.error);
  const said: string[] = [];
  let time = 1_789_000_000_123_456_789n;
  const recorder = startRecording({
    url,
    file: opened.value,
    clock: () => {
      time += 1_000_001n;
      return time;
    },
    say: (sentence) => said.push(sentence),
    complain: (sentence) => said.push(sentence),
  });
  onTestFinished(() => void recorder.stop());
  return { recorder, file, said, mended: opened.value.mended };
}

/** The events of a recording, as they came. */
const events = (file: string): string[] => wholeLines(file).map((line) => withoutMember(line, '_time'));

/** A server that sends what the test says to each client, and nothing else. */
async function speaker(greeting: (client: number) => readonly (string | Buffer)[]) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  let clients = 0;
  server.on('connection', (client) => {
    clients += 1;
    for (const frame of greeting(clients)) client.send(frame);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `ws://127.0.0.1:${port}/`,
    cut: () => {
      for (const client of server.clients) client.terminate();
    },
  };
}

describe('recording', () => {
  test('[record] a line is the event to the letter, with the time it came put first', async () => {
    const app = await startHub();
    const { post } = await timingProgram(app);
    const { file, recorder } = recording(`ws://127.0.0.1:${app.port}/v1/competitions/${id}`);
    const odd = [
      activated,
      `{"typeName":"Odd","zz":1.0,"a":1e2,"competitionId":"${id}","big":12345678901234567890}`,
      `{ "competitionId" : "${id}" ,\t"typeName":"Odd", "text":"\\u00e9é\\/\\"", "n":-0 }`,
      eventText(id, 'Odd', {}, { pad: 'x'.repeat(90_000) }),
    ];
    for (const event of odd) await post(id, event);
    await expect.poll(() => wholeLines(file)).toHaveLength(4);
    expect(events(file)).toEqual(odd);
    for (const line of wholeLines(file)) {
      const time = /^\{"_time":"([^"]+)",/.exec(line)?.[1] ?? '';
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}[+-]\d\d:\d\d$/);
      expect(nanosecondsOf(time)).not.toBeNull();
    }
    expect(recorder.stop()).toBe(4);
  });

  test('[record] a `_time` that is there is replaced, and line breaks between members become spaces', () => {
    const at = 1_789_000_000_000_000_001n;
    const line = lineFor('{\n"a":1.0,\r\n"_time":"2020-01-12T14:45:54Z", "b":{"_time":2}\n}', at);
    expect(withoutMember(line, '_time')).toBe('{ "a":1.0,   "b":{"_time":2} }');
    expect(line.split('\n')).toHaveLength(1);
    expect(nanosecondsOf(/"_time":"([^"]+)"/.exec(line)?.[1] ?? '')).toBe(at);
    expect(lineFor('{}', at)).toMatch(/^\{"_time":"[^"]+"\}$/);
  });

  test('[record] frames that aren’t events are told and left out', async () => {
    const { url } = await speaker(() => ['nonsense', '[1]', Buffer.from('{"a":1}'), activated]);
    const { file, said } = recording(url);
    await expect.poll(() => events(file)).toEqual([activated]);
    expect(said.filter((sentence) => sentence.startsWith('Left out a frame'))).toHaveLength(3);
  });

  test('[record] a frame of several lines holds an event on each: servers that are behind send them so', async () => {
    const { url } = await speaker(() => [
      `${activated}\n`,
      `${distance}\r\n${passing(1, 1)}\n`,
      `${passing(1, 2)}\nnonsense`,
      passing(1, 3),
    ]);
    const { file, said } = recording(url);
    await expect.poll(() => events(file).length).toBe(4);
    expect(events(file)).toEqual([activated, distance, passing(1, 1), passing(1, 3)]);
    expect(said.filter((sentence) => sentence.startsWith('Left out a frame'))).toHaveLength(1);
  });

  const first = [
    activated,
    distance,
    heat(1, 'HeatActivatedEvent'),
    passing(1, 1),
    passing(1, 2),
    heat(2, 'HeatActivatedEvent'),
    passing(2, 1),
  ];

  test('[record] what a hub repeats after a break isn’t recorded twice; what is new is', async () => {
    const again = [
      ...first.slice(0, 5),
      passing(1, 3),
      ...first.slice(5),
      passing(2, 1),
      heat(3, 'HeatActivatedEvent'),
      passing(3, 1),
    ];
    const server = await speaker((client) => (client === 1 ? first : again));
    const { file, said } = recording(server.url);
    await expect.poll(() => events(file)).toEqual(first);
    server.cut();
    const news = [passing(1, 3), passing(2, 1), heat(3, 'HeatActivatedEvent'), passing(3, 1)];
    await expect.poll(() => events(file)).toEqual([...first, ...news]);
    expect(said.join(' ')).toMatch(/The connection ended .* Connected again/);
  });

  test.each([
    ['a heat has ended', [...first.slice(0, 5), heat(2, 'HeatCommittedEvent')]],
    ['a heat has begun anew with the same words', [...first.slice(0, 3), passing(1, 1), ...first.slice(5)]],
    [
      'a heat has begun anew with other words',
      [...first.slice(0, 5), heat(2, 'HeatActivatedEvent', { again: 1 })],
    ],
    ['all has begun anew', [activated, distance]],
  ])('[record] when %s in a break, the present is recorded whole', async (_what, again) => {
    const server = await speaker((client) => (client === 1 ? first : again));
    const { file } = recording(server.url);
    await expect.poll(() => events(file)).toEqual(first);
    server.cut();
    await expect.poll(() => events(file)).toEqual([...first, ...again]);
  });

  test('[record] what is held back after a break is written when the recording ends', async () => {
    const server = await speaker((client) => (client === 1 ? first : first.slice(0, 4)));
    const { file, said, recorder } = recording(server.url);
    await expect.poll(() => events(file)).toEqual(first);
    server.cut();
    await expect.poll(() => said.some((sentence) => sentence.startsWith('Connected again'))).toBe(true);
    recorder.stop();
    const lines = events(file);
    expect([...first, ...first.slice(0, 4)].slice(0, lines.length)).toEqual(lines);
  });

  test('[record] equal events in a row are separate events', async () => {
    const { url } = await speaker(() => [activated, passing(1, 1), passing(1, 1), activated]);
    const { file } = recording(url);
    await expect.poll(() => events(file)).toEqual([activated, passing(1, 1), passing(1, 1), activated]);
  });

  test('[record] a hub that isn’t there yet is waited for; one that comes back is recorded on, each event once', async () => {
    const first = await startHub();
    const { post } = await timingProgram(first);
    const { file, said } = recording(`ws://127.0.0.1:${first.port}/v1/competitions/${id}`);
    await expect.poll(() => said.some((sentence) => sentence.startsWith('Connected'))).toBe(true);
    const begun = [activated, distance, heat(1, 'HeatActivatedEvent'), passing(1, 1)];
    for (const event of begun) await post(id, event);
    await expect.poll(() => events(file)).toEqual(begun);
    await first.stop();
    await expect.poll(() => said.some((sentence) => sentence.includes('can’t be reached'))).toBe(true);
    const { startApp } = await import('#main/app.ts');
    const again = await startApp({
      dataDir: first.dataDir,
      host: '127.0.0.1',
      port: first.port,
      pagesDir: first.dataDir,
      mdns: false,
    });
    if (!again.ok) throw new Error(again.error.message);
    onTestFinished(() => again.value.stop());
    const second = await timingProgram(again.value);
    await second.post(id, passing(1, 2));
    await expect.poll(() => events(file)).toEqual([...begun, passing(1, 2)]);
    expect(said).toContain(`Connected again to ws://127.0.0.1:${first.port}/v1/competitions/${id}.`);
  });

  test('[record] an existing file is added to; a last line without its end gets one, and nothing is glued to it', async () => {
    const file = freshFile();
    const old = '{"_time":"2020-01-12T14:45:54.2+01:00","typeName":"Old"}\n{"_time":"2020-01-1';
    writeFileSync(file, old);
    const { url } = await speaker(() => [activated]);
    const { mended } = recording(url, file);
    expect(mended).toBe(true);
    await expect.poll(() => wholeLines(file)).toHaveLength(3);
    expect(readFileSync(file, 'utf8').startsWith(`${old}\n{"_time":`)).toBe(true);
    appendFileSync(file, '');
    const next = openRecording(file);
    expect(next.ok && next.value.mended).toBe(false);
  });

  test('[record] a file that can’t be written is a sentence', () => {
    const opened = openRecording(join(freshFile(), 'no', 'such', 'folder.json'));
    expect(opened).toMatchObject({ ok: false, error: expect.stringContaining('can’t be written') });
  });
});
