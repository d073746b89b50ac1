import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunningApp } from '#main/app.ts';
import { listenTo } from './listener.ts';
import { startRooms } from './rooms-hub.ts';

/** Sends a request to the letter and gives the answer to the letter, but for its date. */
function exchange(app: RunningApp, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = connect(app.port, '127.0.0.1', () => line.end(request));
    onTestFinished(() => void line.destroy());
    let answer = '';
    line.setEncoding('utf8');
    line.on('data', (chunk: string) => {
      answer += chunk;
    });
    line.on('end', () => resolve(answer.replace(/^Date: .*\r\n/m, '')));
    line.on('error', reject);
  });
}

const written = (app: RunningApp, method: string, path: string, type = '', body = ''): string =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${app.port}`,
    'Connection: close',
    ...(type === '' ? [] : [`Content-Type: ${type}`]),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    '',
    body,
  ].join('\r\n');

const form = 'application/x-www-form-urlencoded';
const always = 'x-content-type-options: nosniff\r\nreferrer-policy: no-referrer\r\n';
const json = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\n${always}content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;

const multipart = (fields: Readonly<Record<string, string>>): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')}--edge--\r\n`;

describe('rooms over HTTP, to the letter', () => {
  test('[rooms] a form is answered with its message, however it is encoded', async () => {
    const app = await startRooms();
    const success = json('200 OK', '{"message":"hi","status":"success"}');
    expect(await exchange(app, written(app, 'POST', '/room/hall', form, 'user=ann&message=hi'))).toBe(
      success,
    );
    const parts = multipart({ user: 'ann', message: 'hi' });
    expect(
      await exchange(app, written(app, 'POST', '/room/hall', 'multipart/form-data; boundary=edge', parts)),
    ).toBe(success);
  });

  test('[rooms] the answers of the REST adapter', async () => {
    const app = await startRooms();
    const success = json('200 OK', '{"success":true}');
    const body = '{"userId":"ann","text":"hi"}';
    expect(await exchange(app, written(app, 'POST', '/api/room/hall', 'application/json', body))).toBe(
      success,
    );
    // What curl -d says of it, and what is said by who says nothing.
    expect(await exchange(app, written(app, 'POST', '/api/room/hall', form, body))).toBe(success);
    expect(await exchange(app, written(app, 'POST', '/api/room/hall', '', body))).toBe(success);
    expect(await exchange(app, written(app, 'DELETE', '/api/room/hall'))).toBe(success);
    const bad = await exchange(app, written(app, 'POST', '/api/room/hall', 'application/json', '{"userId'));
    expect(bad).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(bad).toMatch(/\r\n\r\n\{"code":400,"message":"The body isn’t JSON: [^"]+"\}$/);
  });

  test('[rooms] a form’s room is deleted with an empty 200', async () => {
    const app = await startRooms();
    expect(await exchange(app, written(app, 'DELETE', '/room/hall'))).toBe(
      `HTTP/1.1 200 OK\r\n${always}content-length: 0\r\nConnection: close\r\n\r\n`,
    );
  });

  test('[rooms] a stream’s headers come at once, and each message as one event, the poster’s own too', async () => {
    const app = await startRooms();
    const html = await listenTo(app.port, '/stream/hall');
    const rest = await listenTo(app.port, '/api/stream/hall');
    expect(html.response.headers['content-type']).toBe('text/event-stream');
    await exchange(app, written(app, 'POST', '/room/hall', form, 'user=ann&message=hi'));
    const body = '{"userId":"bo","data":"one\\r\\ntwo\\rid:9\\n\\nevent:x\\n"}';
    await exchange(app, written(app, 'POST', '/api/room/hall', '', body));
    await expect.poll(() => html.events.length).toBe(2);
    const [first, second] = html.events.map(({ id }) => id);
    expect(html.text().replace(/^:\n\n/gm, '')).toBe(
      `id:${first}\nevent:message\ndata:ann → hi\n\n` +
        `id:${second}\nevent:message\ndata:bo → one\ndata:two\ndata:id:9\ndata:\ndata:event:x\ndata:\n\n`,
    );
    await expect.poll(() => rest.text()).toBe(html.text());
  });

  test('[rooms] a user’s name is one line, and a line’s first space is kept', async () => {
    const app = await startRooms();
    const stream = await listenTo(app.port, '/stream/hall');
    await exchange(app, written(app, 'POST', '/room/hall', form, 'user=a%0Adata:b%0D%0A&message=c%0A%20d'));
    await expect.poll(() => stream.text()).toMatch(/data:a data:b {2}→ c\ndata: {2}d\n\n$/);
  });

  test('[rooms] a room’s id may hold any characters', async () => {
    const app = await startRooms();
    for (const room of ['a/b', 'ü 日本', '%', '"<>&\'', '?#', ' ', 'x'.repeat(200), '\u0000', '__proto__']) {
      const path = encodeURIComponent(room);
      const stream = await listenTo(app.port, `/stream/${path}`);
      await exchange(app, written(app, 'POST', `/api/room/${path}`, '', `{"userId":"a","text":"hi"}`));
      await expect.poll(() => stream.events.map(({ data }) => data), { message: room }).toEqual(['a → hi']);
      stream.leave();
    }
    for (const path of [encodeURIComponent('x'.repeat(201)), '..', '.']) {
      for (const request of [
        written(app, 'POST', `/room/${path}`, form, 'user=a&message=b'),
        written(app, 'GET', `/room/${path}`),
        written(app, 'GET', `/stream/${path}`),
        written(app, 'DELETE', `/api/room/${path}`),
      ]) {
        expect(await exchange(app, request)).toMatch(/^HTTP\/1\.1 400 /);
      }
    }
  });

  test('[rooms] a page from elsewhere writes nothing', async () => {
    const app = await startRooms();
    const stream = await listenTo(app.port, '/stream/hall');
    const from = (origin: string): Promise<string> =>
      exchange(
        app,
        written(app, 'POST', '/room/hall', form, `user=a&message=${origin.length}`).replace(
          'Connection: close',
          `Connection: close\r\nOrigin: ${origin}`,
        ),
      );
    expect(await from('http://elsewhere.example')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await from('null')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await from(`http://127.0.0.1:${app.port}`)).toMatch(/^HTTP\/1\.1 200 /);
    await expect.poll(() => stream.events.length).toBe(1);
  });
});
