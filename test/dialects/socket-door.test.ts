import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import pino from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WebSocket } from 'ws';
import { socketDoor } from '#main/dialects/transport/socket-door.ts';
import { handEvery } from '../support/hand-every.ts';
import { openSocket } from '../support/wire-socket.ts';

/** A door on a server of its own, and the sockets that came in by it. */
async function openDoor() {
  const { every } = handEvery();
  const door = socketDoor(
    { addressOf: () => 'x', isLoopback: () => true, every, log: pino({ enabled: false }) },
    { largestFrame: 1_000 },
  );
  const sockets: WebSocket[] = [];
  const server = createServer();
  server.on('upgrade', (request, socket, head) =>
    door.accept(request, socket, head, (webSocket) => sockets.push(webSocket)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, sockets };
}

/** Shakes hands on a plain line, on which frames can then be sent byte by byte. */
async function plainLine(port: number, path: string) {
  const line = createConnection({ host: '127.0.0.1', port });
  onTestFinished(() => void line.destroy());
  line.on('error', () => {});
  await once(line, 'connect');
  line.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  return line;
}

describe('the door of the older systems’ sockets', () => {
  test('[door] a ping is answered', async () => {
    const { port } = await openDoor();
    const { socket } = await openSocket(port, '/');
    socket.ping('there?');
    const [payload] = await once(socket, 'pong');
    expect(String(payload)).toBe('there?');
  });

  test('[door] the pongs of one who pings and never reads don’t pile up', async () => {
    const { port, sockets } = await openDoor();
    const line = await plainLine(port, '/');
    line.pause();
    let heard = 0;
    await expect.poll(() => sockets.length).toBe(1);
    sockets[0]?.on('ping', () => {
      heard += 1;
    });
    // A masked ping of 125 bytes, its mask zero (RFC 6455, 5.5.2).
    const ping = Buffer.concat([Buffer.from([0x89, 0x80 | 125, 0, 0, 0, 0]), Buffer.alloc(125)]);
    const many = Buffer.concat(Array.from({ length: 1_000 }, () => ping));
    for (let n = 0; n < 120; n += 1) if (!line.write(many)) await once(line, 'drain');
    await expect.poll(() => heard).toBe(120_000);
    expect(sockets[0]?.bufferedAmount).toBeLessThan(64 * 1024);
  });

  test('[door] one who closes the socket and doesn’t hang up has left all the same', async () => {
    const { port, sockets } = await openDoor();
    const line = await plainLine(port, '/');
    // Else it would hang up by itself when the hub does.
    line.pause();
    await expect.poll(() => sockets.length).toBe(1);
    // A masked close frame without a code, its mask zero (RFC 6455, 5.5.1).
    line.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    await expect.poll(() => sockets[0]?.readyState, { timeout: 5_000 }).toBe(3);
  });
});
