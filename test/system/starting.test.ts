import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createConnection, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { alsoOnLoopback } from '#main/server/also-loopback.ts';
import { programFolder } from '#main/version.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { enter } from '../support/raw-client.ts';
import { runCli, spawnHub } from '../support/running-hub.ts';
import { beginning, cupCommands, matchCommand } from '../support/small-cup.ts';

/** Whether this machine has IPv6 at all. */
const hasIpv6 = Object.values(networkInterfaces()).some((card) =>
  card?.some(({ address }) => address === '::1'),
);
const m1 = 'm1' as Parameters<typeof matchCommand>[0];

/** Starting must fail with one sentence on the error stream that holds these words. */
async function expectRefusal(args: readonly string[], words: RegExp): Promise<void> {
  const { code, out, error } = await runCli(['hub', '--host', '127.0.0.1', '--no-mdns', ...args]);
  expect(code).not.toBe(0);
  expect(out).toBe('');
  expect(error).toMatch(words);
  expect(error.trim().split('\n')).toHaveLength(1);
}

describe('starting the hub', () => {
  test('[start] a port in use: one sentence, not zero, and the data can be opened afterwards', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const data = freshFolder();
    await expectRefusal(['--port', String(port), '--data', data], /Port \d+ is used by another program/);
    const hub = await spawnHub(data);
    expect(await hub.stop()).toBe(0);
  });

  test('[start] a port in use: the hub that couldn’t start leaves nothing running, and its program ends', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const config = { dataDir: freshFolder(), host: '127.0.0.1', port, pagesDir: '', mdns: true };
    const app = pathToFileURL(join(programFolder, 'src-main/app.ts')).href;
    const code = `const { startApp } = await import('${app}');
      console.log((await startApp(${JSON.stringify(config)})).ok);`;
    const program = spawn(process.execPath, ['--input-type=module', '--eval', code]);
    onTestFinished(() => void program.kill('SIGKILL'));
    const out = text(program.stdout);
    expect(await once(program, 'exit')).toEqual([0, null]);
    expect(await out).toBe('false\n');
  });

  test('[start] an unwritable folder', async () => {
    const file = join(freshFolder(), 'a-file');
    writeFileSync(file, '');
    await expectRefusal(['--port', '0', '--data', join(file, 'data')], /can’t be written/);
  });

  test('[start] a data file from a newer version is left as it was', async () => {
    const data = freshFolder();
    await (await spawnHub(data)).stop();
    const file = join(data, 'touchline.db');
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.close();
    const before = readFileSync(file);
    await expectRefusal(['--port', '0', '--data', data], /written by a newer Touchline/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('[start] a damaged data file is left as it was', async () => {
    const data = freshFolder();
    const file = join(data, 'touchline.db');
    writeFileSync(file, 'not a database at all '.repeat(100));
    const before = readFileSync(file);
    await expectRefusal(['--port', '0', '--data', data], /damaged/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('[start] a second hub on the same data', async () => {
    const data = freshFolder();
    const hub = await spawnHub(data);
    await expectRefusal(['--port', '0', '--data', data], /Another hub has the data folder/);
    expect(await hub.stop()).toBe(0);
  });

  test('[start] a hub on one card only has its panel on loopback all the same', async () => {
    const hub = await spawnHub(freshFolder(), 0, ['--host', '127.0.0.2']);
    const organiser = await organiserOf(hub.port, hub.once);
    expect((await organiser.post('/api/organiser/join-code/renew')).status).toBe(200);
    expect(await hub.stop()).toBe(0);
  });

  test.skipIf(!hasIpv6)(
    '[start] programs on this machine reach it as localhost, whatever they take that for',
    async () => {
      const hub = await spawnHub(freshFolder(), 0, ['--host', '127.0.0.2']);
      expect((await fetch(`http://[::1]:${hub.port}/health`)).status).toBe(200);
      expect(await hub.stop()).toBe(0);
      // One that listens everywhere does so by IPv4.
      const everywhere = createHttpServer((_request, response) => response.end('here'));
      onTestFinished(() => void everywhere.close());
      await new Promise<void>((listening) => everywhere.listen(0, '127.0.0.1', listening));
      const address = everywhere.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      onTestFinished(await alsoOnLoopback(everywhere, '0.0.0.0', port));
      expect(await (await fetch(`http://[::1]:${port}/`)).text()).toBe('here');
    },
  );

  test('[start] an address that isn’t this machine’s, and a port that is none', async () => {
    const { code, error } = await runCli([
      'hub',
      '--host',
      '203.0.113.7',
      '--port',
      '0',
      '--data',
      freshFolder(),
      '--no-mdns',
    ]);
    expect(code).not.toBe(0);
    expect(error).toMatch(/isn’t an address of this machine/);
    expect((await runCli(['hub', '--port', 'eighty'])).error).toMatch(/--port takes a number/);
    expect((await runCli(['hub', '--colour', 'red'])).code).not.toBe(0);
    expect((await runCli(['dance'])).error).toMatch(/isn’t a command/);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '[start] %s ends it cleanly: the phones hear bye, the exit code is 0',
    async (signal) => {
      const hub = await spawnHub(freshFolder());
      const client = await enter(hub.port);
      const exited = new Promise((resolve) => hub.process.once('exit', resolve));
      hub.process.kill(signal);
      expect(await client.next('bye')).toMatchObject({ code: 1001, again: true });
      expect(await exited).toBe(0);
    },
  );
});

describe('the power fails', () => {
  test('[invariant 1] killed at any moment, the hub has everything that it confirmed, once', async () => {
    const data = freshFolder();
    let hub = await spawnHub(data);
    const organiser = await organiserOf(hub.port, hub.once);
    const hello = { client: 'panel', token: organiser.token, device: 'panel-1' };
    let panel = await enter(hub.port, hello);
    const setUp = [...cupCommands(), ...beginning.map((body) => matchCommand(m1, body))];
    for (const command of setUp) panel.send({ t: 'submit', command });
    await panel.next('kept', (frame) => frame.command === setUp.at(-1)?.id);
    // Taps that can be repeated without end: the referee changes their mind about the ends.
    const taps = Array.from({ length: 600 }, (_, i) =>
      matchCommand(m1, { type: 'ends', left: i % 2 ? 'A' : 'B' }),
    );
    const confirmed = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const before = confirmed.size;
      const ended = panel.closed();
      const note = (): number => {
        for (const frame of panel.frames) if (frame.t === 'kept') confirmed.add(frame.command);
        return confirmed.size;
      };
      for (const command of taps.filter(({ id }) => !confirmed.has(id)).slice(0, 250))
        panel.send({ t: 'submit', command });
      await expect.poll(note, { interval: 1 }).toBeGreaterThan(before + 20);
      await hub.kill();
      await ended;
      note();
      hub = await spawnHub(data);
      panel = await enter(hub.port, hello);
    }
    for (const command of taps) {
      panel.send({ t: 'submit', command });
      await panel.next('kept', (frame) => frame.command === command.id);
    }
    expect(await hub.stop()).toBe(0);
    const db = new Database(join(data, 'touchline.db'), { readonly: true });
    const counts = db
      .prepare<[], { command_id: string; n: number }>(
        'SELECT command_id, count(*) AS n FROM events GROUP BY command_id',
      )
      .all();
    const seqs = db
      .prepare<[], { n: number; top: number }>('SELECT count(*) AS n, max(seq) AS top FROM events')
      .get();
    db.close();
    const byCommand = new Map(counts.map(({ command_id, n }) => [command_id, n]));
    expect(taps.filter(({ id }) => byCommand.get(id) !== 1)).toEqual([]);
    expect(setUp.filter(({ id }) => byCommand.get(id) !== 1)).toEqual([]);
    expect(seqs?.n).toBe(seqs?.top);
  });
});

describe('stopping', () => {
  test('[stop] who comes back while the hub stops is turned away, and doesn’t keep it from ending', async () => {
    const hub = await spawnHub(freshFolder());
    const awake = await enter(hub.port);
    // One that is asleep holds the stop up for a moment, in which others come back.
    (await enter(hub.port)).socket.pause();
    const comingBack = createConnection({ host: '127.0.0.1', port: hub.port });
    onTestFinished(() => void comingBack.destroy());
    await once(comingBack, 'connect');
    const stopped = hub.stop();
    await awake.next('bye');
    comingBack.write(
      `GET /socket HTTP/1.1\r\nHost: 127.0.0.1:${hub.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    const [answer] = await once(comingBack, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503/);
    expect(await stopped).toBe(0);
  });
});
