import { once } from 'node:events';
import { createConnection } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../support/hub-app.ts';

/** What Java's HTTP client sends with a first request, and curl with `--http2`. */
const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n';

/** A line on which requests are written word for word; `heard` gives all that was answered. */
async function lineTo(port: number) {
  const line = createConnection(port, '127.0.0.1');
  onTestFinished(() => void line.destroy());
  line.on('error', () => {});
  let heard = '';
  line.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
  });
  await once(line, 'connect');
  return { line, heard: () => heard };
}

const statuses = (heard: string): readonly string[] => heard.match(/HTTP\/1\.1 \d+/g) ?? [];

test('[http] a request that offers another protocol is answered as if it didn’t', async () => {
  const { port } = await startHub(undefined, { openByDefault: true });
  const { line, heard } = await lineTo(port);
  const body = JSON.stringify({ ID: 'A', pad: 'x'.repeat(50_000) });
  const post = `POST /referee/register HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${offer}Content-Length: ${body.length}\r\n\r\n`;
  line.write(post);
  // The body comes in parts, some of them when the head was read already.
  for (let n = 0; n < body.length; n += 10_000) {
    line.write(body.slice(n, n + 10_000));
    await new Promise(setImmediate);
  }
  await expect.poll(() => statuses(heard())).toEqual(['HTTP/1.1 200']);
  // The line lives on: what comes next is answered, with and without an offer.
  line.write(`GET /live-match HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${offer}\r\n`);
  line.write(`GET /health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  await once(line, 'close');
  expect(statuses(heard())).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 200']);
  expect(heard()).toContain('["A"]');
  expect(heard()).toMatch(/Healthy$/);
});

test('[http] an offer changes nothing about who is let in', async () => {
  const { port } = await startHub();
  const { line, heard } = await lineTo(port);
  line.write(`GET /health HTTP/1.1\r\nHost: rebound.example\r\n${offer}\r\n`);
  await expect.poll(() => statuses(heard())).toEqual(['HTTP/1.1 421']);
});
