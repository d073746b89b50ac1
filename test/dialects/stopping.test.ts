import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freshFolder } from '../support/folder.ts';
import { ask } from '../support/http.ts';
import { spawnHub } from '../support/running-hub.ts';
import { freePort } from './rooms/rooms-hub.ts';

/** A line that says this, hears the beginning of an answer if there is one, and then neither reads nor hangs up. */
async function deafLine(port: number, says: string, isAnswered = true): Promise<Socket> {
  const line = createConnection({ host: '127.0.0.1', port, allowHalfOpen: true });
  onTestFinished(() => void line.destroy());
  line.on('error', () => {});
  await once(line, 'connect');
  line.write(says, 'latin1');
  if (isAnswered) await once(line, 'data');
  line.pause();
  return line;
}

const get = (port: number, path: string, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${more}\r\n`;

const upgrade = (port: number, path: string): string =>
  get(
    port,
    path,
    `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n`,
  );

const post = (port: number, path: string, type: string, begins: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${type}\r\nContent-Length: 500\r\n\r\n${begins}`;

/** The preface of HTTP/2 and empty settings (RFC 9113, 3.4 and 6.5). */
const http2Preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00';

describe('a hub that is asked to stop', () => {
  test('[stop] it ends soon, whatever its clients do: none of them reads on or hangs up', async () => {
    const grpcPort = await freePort();
    const hub = await spawnHub(freshFolder(), 0, ['--adapters', 'all', '--grpc-port', String(grpcPort)]);
    onTestFinished(() => hub.kill());
    const { port } = hub;
    await ask(port, '/api/v1/ws/createRoom', { body: { id: 'hall', name: 'hall' } });
    const opened = [
      '/spectateur?matchID=A',
      '/referee',
      '/ws',
      '/v1/competitions',
      '/v1/competitions/a',
      '/api/v1/ws/joinRoom/hall?userId=1&username=otter',
      '/socket',
    ];
    const turnedAway = ['/nowhere', `/spectateur?matchID=${'x'.repeat(300)}`];
    for (const path of [...opened, ...turnedAway]) await deafLine(port, upgrade(port, path));
    await deafLine(port, upgrade(port, '/socket').replace('127.0.0.1', 'elsewhere'));
    for (const path of ['/stream/hall', '/api/stream/hall']) await deafLine(port, get(port, path));
    // More than the line's buffers hold, so that something lies unread when the hub stops.
    const message = { userId: 'Otter', text: 'x'.repeat(16_000) };
    await Promise.all(Array.from({ length: 200 }, () => ask(port, '/api/room/hall', { body: message })));
    for (const says of [
      '',
      'GET /health HTTP/1.1\r\nHost: 12',
      post(port, '/api/room/hall', 'application/json', '{"us'),
      post(port, '/room/hall', 'multipart/form-data; boundary=x', '--x\r\n'),
    ]) {
      await deafLine(port, says, false);
    }
    await deafLine(grpcPort, '', false);
    await deafLine(grpcPort, http2Preface);

    const askedAt = performance.now();
    expect(await hub.stop()).toBe(0);
    // One second is for those who don't answer; the rest is for a machine that has other things to do.
    expect(performance.now() - askedAt).toBeLessThan(4_000);
  });
});
