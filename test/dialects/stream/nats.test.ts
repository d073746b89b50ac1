import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { connect } from '@nats-io/transport-node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSocket } from '../../support/wire-socket.ts';
import { smallHub } from './small-hub.ts';
import { eventText } from './timing.ts';

const program = ['/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server'].find((path) =>
  existsSync(path),
);
if (program === undefined) {
  console.log(
    'not run here: events from NATS: nats-server isn’t installed (Debian: apt-get install nats-server)',
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** A NATS server of the test's own; it is there when it says so. */
async function startNats(port: number, extra: readonly string[] = []): Promise<ChildProcess> {
  const server = spawn(program ?? '', ['-a', '127.0.0.1', '-p', String(port), ...extra], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.on('exit', () => reject(new Error(`nats-server ended: ${said}`)));
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Server is ready')) resolve();
    });
  });
  return server;
}

const subject = 'touchline.competitions.>';
const activated = eventText('C1', 'CompetitionActivatedEvent', {}, { speed: 1 }).replace('1}', '1.0}');
const weather = (n: number): string => eventText('C1', 'Weather', {}, { n });

describe.skipIf(program === undefined)('events from NATS', () => {
  test('[nats] messages are recorded and passed on to the letter; bad ones are noted and dropped', async () => {
    const port = await freePort();
    await startNats(port);
    const {
      port: http,
      dialect,
      noted,
    } = await smallHub('official', { server: `nats://127.0.0.1:${port}`, subject });
    await expect.poll(() => dialect.adapters[0]?.problem?.()).toBeNull();
    const line = await openSocket(http, '/v1/competitions/c1');
    const client = await connect({ servers: `127.0.0.1:${port}` });
    client.publish('touchline.competitions.C1', activated);
    client.publish('touchline.competitions.C1', 'nonsense');
    client.publish('touchline.competitions.C1', new Uint8Array([0xff]));
    client.publish('elsewhere', weather(0));
    for (let n = 1; n <= 200; n += 1) client.publish('touchline.competitions.C1.heats', weather(n));
    await client.drain();
    const sent = [activated, ...Array.from({ length: 200 }, (_, n) => weather(n + 1))];
    expect(await line.take(201)).toEqual(sent);
    expect(noted().filter((entry) => entry.includes('a NATS message was dropped'))).toHaveLength(2);
  });

  test('[nats] a server that is away is a problem that the panel shows, and no more; it is found when it comes', async () => {
    const port = await freePort();
    const { port: http, dialect } = await smallHub('official', {
      server: `nats://127.0.0.1:${port}`,
      subject,
    });
    const problem = (): string | null | undefined => dialect.adapters[0]?.problem?.();
    await expect.poll(problem).toContain('No connection to the NATS server');
    const line = await openSocket(http, '/v1/competitions/c1');
    const first = await startNats(port);
    await expect.poll(problem).toBeNull();
    first.kill('SIGKILL');
    await once(first, 'exit');
    await expect.poll(problem).toContain('the line broke');
    await startNats(port);
    await expect.poll(problem).toBeNull();
    const client = await connect({ servers: `127.0.0.1:${port}` });
    client.publish('touchline.competitions.C1', activated);
    await client.drain();
    expect(await line.take(1)).toEqual([activated]);
  });

  test('[nats] a server that doesn’t let it in is asked again, with the user of the URL', async () => {
    const port = await freePort();
    await startNats(port, ['--user', 'hub', '--pass', 'p@ss']);
    const refused = await smallHub('official', { server: `nats://127.0.0.1:${port}`, subject });
    const problem = (): string | null | undefined => refused.dialect.adapters[0]?.problem?.();
    await expect.poll(problem).toMatch(/auth/i);
    const known = await smallHub('official', { server: `nats://hub:p%40ss@127.0.0.1:${port}`, subject });
    await expect.poll(() => known.dialect.adapters[0]?.problem?.()).toBeNull();
  });

  test('[nats] a password with a percent sign that escapes nothing is used as it was typed', async () => {
    const port = await freePort();
    await startNats(port, ['--user', 'hub', '--pass', '100%']);
    const { dialect } = await smallHub('official', { server: `nats://hub:100%@127.0.0.1:${port}`, subject });
    await expect.poll(() => dialect.adapters[0]?.problem?.()).toBeNull();
  });
});
