import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { record } from '#main/commands/record-command.ts';
import { replay } from '#main/commands/replay-command.ts';
import { eventText, timingProgram } from '../dialects/stream/timing.ts';
import { freshFolder } from '../support/folder.ts';
import { startHub } from '../support/hub-app.ts';
import { runCli } from '../support/running-hub.ts';
import { startProgram, wholeLines } from './program.ts';

const id = 'River-1';
const activated = eventText(id, 'CompetitionActivatedEvent', {}, { competition: { name: 'River Meet' } });
const weather = (n: number): string => eventText(id, 'Weather', {}, { n, speed: 1 });

function freshFile(name: string): string {
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

const withoutTime = (line: string): string => line.replace(/^\{"_time":"[^"]+",/, '{');

describe('the commands', () => {
  test('[round trip] recorded, replayed, recorded again, sent into another hub: every event to the letter', async () => {
    const app = await startHub();
    const { post } = await timingProgram(app);
    const first = freshFile('first.json');
    const recorder = startProgram([
      'record',
      '--file',
      first,
      '--url',
      `ws://127.0.0.1:${app.port}`,
      '--competition',
      id,
    ]);
    await recorder.says(/Connected to/);
    const events = [
      activated,
      `{ "typeName":"Odd", "competitionId":"${id}",\t"n":1.0,"e":1e2,"big":12345678901234567890 }`,
      eventText(id, 'Odd', {}, { pad: 'é'.repeat(45_000) }),
      ...Array.from({ length: 50 }, (_, n) => weather(n)),
    ];
    for (const event of events) await post(id, event);
    await expect.poll(() => wholeLines(first)).toHaveLength(events.length);
    expect(await recorder.end('SIGINT')).toBe(0);
    expect(recorder.said()).toContain(`${events.length} events recorded`);
    expect(wholeLines(first).map(withoutTime)).toEqual(events);

    const playing = startProgram(['replay', '--file', first, '--address', '127.0.0.1:0', '--speed', '1e6']);
    const [, port = ''] = await playing.says(/ws:\/\/127\.0\.0\.1:(\d+)/);
    const second = freshFile('second.json');
    const again = startProgram([
      'record',
      '--file',
      second,
      '--url',
      `ws://127.0.0.1:${port}`,
      '--competition',
      id,
    ]);
    await expect.poll(() => wholeLines(second).length, { timeout: 20_000 }).toBe(events.length);
    expect(await again.end('SIGTERM')).toBe(0);
    expect(wholeLines(second).map(withoutTime)).toEqual(events);
    expect(await playing.end('SIGINT')).toBe(0);

    const other = await startHub();
    const { token } = await timingProgram(other);
    const into = ['--into', `http://127.0.0.1:${other.port}`, '--token', token, '--speed', 'max'];
    const sent = await runCli(['replay', '--file', second, ...into]);
    expect(sent).toMatchObject({ code: 0, error: '' });
    expect(sent.out).toContain(`${events.length} events are recorded by the hub, 0 lines were skipped`);
    const socket = new WebSocket(`ws://127.0.0.1:${other.port}/v1/competitions/${id}`);
    const got: string[] = [];
    socket.on('message', (data) => got.push(data.toString()));
    await expect.poll(() => got).toEqual(events);
    socket.terminate();
  });

  test('[record] Ctrl-C in the middle of a stream leaves whole lines', async () => {
    const app = await startHub();
    const { post } = await timingProgram(app);
    const file = freshFile('log.json');
    const recorder = startProgram([
      'record',
      '--file',
      file,
      '--url',
      `http://127.0.0.1:${app.port}`,
      '--competition',
      id,
    ]);
    await recorder.says(/Connected to/);
    await post(id, activated);
    let over = false;
    const publishing = (async () => {
      for (let n = 0; !over; n += 1) {
        await post(
          id,
          Array.from({ length: 100 }, (_, i) =>
            eventText(id, 'Odd', {}, { n, i, pad: 'x'.repeat(3_000) }),
          ).join('\n'),
        );
      }
    })();
    await expect.poll(() => wholeLinesSoFar(file)).toBeGreaterThan(300);
    expect(await recorder.end('SIGINT')).toBe(0);
    over = true;
    await publishing;
    const lines = wholeLines(file);
    for (const line of lines) expect(Object.keys(JSON.parse(line) as object)[0]).toBe('_time');
    expect(recorder.said()).toContain(`${lines.length} events recorded`);
  });

  test('[commands] what is typed wrongly gets a sentence', async () => {
    const file = freshFile('f.json');
    writeFileSync(file, '');
    const terminal = { say: () => {}, complain: () => {}, stopAsked: () => new Promise<void>(() => {}) };
    const wrong: [typeof record, string[], RegExp][] = [
      [replay, [], /^log\.json isn’t there/],
      [replay, ['--file', file, '--speed', '0'], /--speed takes a number above 0, not “0”/],
      [replay, ['--file', file, '--speed', '-1'], /--speed takes a number above 0, not “-1”/],
      [replay, ['--file', file, '--speed', 'NaN'], /--speed takes a number above 0/],
      [replay, ['--file', file, '--speed', 'Infinity'], /--speed takes a number above 0/],
      [replay, ['--file', file, '--speed', ''], /--speed takes a number above 0/],
      [replay, ['--file', file, '--speed', 'max'], /--speed max goes with --into only/],
      [replay, ['--file', file, '--address', 'nowhere'], /--address takes/],
      [replay, ['--file', `${file}.not`], /isn’t there/],
      [replay, ['--file', file, '--into', 'http://127.0.0.1:1'], /needs a token/],
      [replay, ['--file', file, '--into', 'nowhere', '--token', 't'], /--into takes a hub’s address/],
      [record, [], /Say which hub/],
      [record, ['--file', file], /Say which hub/],
      [record, ['--file', file, '--url', 'nowhere'], /--url takes a hub’s address/],
    ];
    for (const [command, args, sentence] of wrong) {
      expect(await command(args, terminal)).toMatchObject({
        ok: false,
        error: { message: expect.stringMatching(sentence) },
      });
    }
    const typed = await runCli(['replay', '--file', file, '--speed', '0']);
    expect(typed).toMatchObject({ code: 2, error: expect.stringContaining('--speed takes') });
    expect((await runCli(['hub', '--nats', 'http://host'])).error).toMatch(/--nats takes a server/);
  });

  test('[memory] a long recording is replayed in constant memory, also to one who doesn’t read', async () => {
    const file = freshFile('long.json');
    const out = createWriteStream(file);
    const lines = 1_200;
    const pad = 'x'.repeat(50_000);
    for (let n = 0; n < lines; n += 1) {
      const time = `2026-05-16T10:00:00.${String(n).padStart(4, '0')}Z`;
      if (
        !out.write(`{"_time":"${time}","competitionId":"${id}","n":${n},"pad":"${pad}","typeName":"Odd"}\n`)
      ) {
        await once(out, 'drain');
      }
    }
    out.end();
    await once(out, 'close');
    const playing = startProgram([
      'replay',
      '--file',
      file,
      '--address',
      '127.0.0.1:0',
      '--speed',
      '1000000',
    ]);
    const [, port = ''] = await playing.says(/ws:\/\/127\.0\.0\.1:(\d+)/);
    const before = peakMemory(playing.process.pid);
    const [slow, quick] = [
      new WebSocket(`ws://127.0.0.1:${port}`),
      new WebSocket(`ws://127.0.0.1:${port}/b`),
    ];
    slow.on('open', () => slow.pause());
    let got = 0;
    quick.on('message', () => {
      got += 1;
    });
    await expect.poll(() => got, { timeout: 30_000 }).toBe(lines);
    const after = peakMemory(playing.process.pid);
    slow.terminate();
    quick.terminate();
    // The file has 60 MB; what is held is a line, a chunk and what the engine hasn’t cleaned up.
    if (before !== null && after !== null) expect(after - before).toBeLessThan(45);
  });
});

/** Lines that have their end so far: a recorder may be in the middle of one. */
const wholeLinesSoFar = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

/** The most memory that a process has had, in megabytes; null where the system doesn't tell. */
function peakMemory(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
  } catch {
    return null;
  }
}
