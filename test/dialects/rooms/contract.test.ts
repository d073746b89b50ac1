import { connect } from 'node:net';
import { ask } from '../../support/http.ts';
import type { HubProcess } from '../../support/running-hub.ts';
import { type DialectStage, dialectContract } from '../contract.ts';
import { grpcClient } from './grpc-client.ts';
import { listenTo } from './listener.ts';
import { freePort } from './rooms-hub.ts';

/** A number as a message; never longer than a message may be. */
const textOf = (number: number, size = 0): string => `${number} ${'x'.repeat(Math.min(size, 16_000))}`;
/** The number in what a stream gives: `user → number …`. */
const numberIn = (data: string): number => Number(/→ (\d+)/.exec(data)?.[1]);

/** Sends bytes on a fresh line and resolves when the hub has answered or closed it. */
const onRawLine = (port: number, bytes: string): Promise<void> =>
  new Promise((resolve) => {
    const line = connect(port, '127.0.0.1', () => line.write(bytes));
    const done = (): void => {
      line.destroy();
      resolve();
    };
    line.on('data', done);
    line.on('close', done);
    line.on('error', done);
    line.setTimeout(2_000, done);
  });

/** The adapters over HTTP differ in their paths, and in how a message is said. */
function overHttp(
  prefix: string,
  said: (text: string) => { readonly type: string; readonly body: string },
  rubbish: readonly { readonly type: string; readonly body: string }[],
): (hub: HubProcess, again: boolean) => Promise<DialectStage> {
  return async ({ port }, again) => {
    const send = (room: string, { type, body }: { type: string; body: string }) =>
      fetch(`http://127.0.0.1:${port}${prefix}/room/${room}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    return {
      async publish(place, number, size) {
        const answer = await send(place, said(textOf(number, size)));
        if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
        await answer.arrayBuffer();
      },
      async watch(place) {
        // Who was there before the kill says what it had last: nothing yet.
        const headers: Record<string, string> = again ? { 'last-event-id': '0' } : {};
        const listener = await listenTo(port, `${prefix}/stream/${place}`, headers);
        return {
          get numbers() {
            return listener.events.map(({ data }) => numberIn(data));
          },
          pause: () => void listener.response.pause(),
          resume: () => void listener.response.resume(),
          ended: listener.ended,
        };
      },
      async sendRubbish(n) {
        const piece = rubbish[n % (rubbish.length + 1)];
        if (!piece)
          return onRawLine(port, `POST ${prefix}/room/%zz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
        const answer = await send('one', piece);
        if (answer.ok) throw new Error(`rubbish was taken: ${piece.body.slice(0, 100)}`);
        await answer.arrayBuffer();
      },
      async flood(stop) {
        while (!stop()) {
          for (const piece of rubbish) await (await send('one', piece)).arrayBuffer();
        }
      },
    };
  };
}

const tooLong = 'y'.repeat(17_000);
const form = 'application/x-www-form-urlencoded';

dialectContract({
  name: 'rooms, html',
  arguments: ['--adapters', 'html'],
  history: false,
  kept: true,
  open: overHttp(
    '',
    (text) => ({ type: form, body: new URLSearchParams({ user: 'Heron', message: text }).toString() }),
    [
      { type: form, body: '' },
      { type: form, body: 'user=Heron' },
      { type: form, body: `user=Heron&message=${tooLong}` },
      { type: form, body: `user=${tooLong}&message=99` },
      { type: form, body: `message=${'z'.repeat(200_000)}` },
      { type: 'application/json', body: '{"user":"Heron","message":"99"}' },
      { type: 'multipart/form-data', body: 'message=99' },
      {
        type: 'multipart/form-data; boundary=b',
        body: '--b\r\nContent-Disposition: form-data; name="message"\r\n\r\n99',
      },
      {
        type: 'multipart/form-data; boundary=b',
        body: '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n99\r\n--b--',
      },
      { type: 'image/png', body: '\u0000\u0001' },
    ],
  ),
});

dialectContract({
  name: 'rooms, rest',
  arguments: ['--adapters', 'rest'],
  history: false,
  kept: true,
  open: overHttp(
    '/api',
    (text) => ({ type: 'application/json', body: JSON.stringify({ userId: 'Heron', text }) }),
    [
      { type: 'application/json', body: '' },
      { type: 'application/json', body: '{"userId":"Heron","text":"99"' },
      { type: 'application/json', body: '["Heron","99"]' },
      { type: 'application/json', body: 'null' },
      { type: 'application/json', body: '{"userId":"Heron","text":99}' },
      { type: 'application/json', body: '{"userId":{},"text":"99"}' },
      { type: 'application/json', body: JSON.stringify({ userId: 'Heron', text: tooLong }) },
      { type: 'application/json', body: JSON.stringify({ userId: tooLong, text: '99' }) },
      { type: 'application/json', body: `"${'z'.repeat(200_000)}"` },
      { type: form, body: 'userId=Heron&text=99' },
    ],
  ),
});

const grpcPort = await freePort();

dialectContract({
  name: 'rooms, grpc',
  arguments: ['--adapters', 'grpc', '--grpc-port', String(grpcPort)],
  history: false,
  kept: false,
  async open() {
    const client = grpcClient(grpcPort);
    const rubbish = [
      () => client.call('PostToRoom', { roomId: 'one', userId: 'Heron', text: '' }),
      () => client.call('PostToRoom', { roomId: 'one', userId: 'Heron', text: tooLong }),
      () => client.call('PostToRoom', { roomId: 'one', userId: tooLong, text: '99' }),
      () => client.call('PostToRoom', { roomId: '', userId: 'Heron', text: '99' }),
      () => client.call('DeleteRoom', { roomId: 'r'.repeat(201) }),
      () => client.call('PostToRoom', { roomId: 'one', userId: 'Heron', text: 'z'.repeat(200_000) }),
      () => ask(grpcPort, '/main.Room/PostToRoom', { body: { text: '99' } }),
      () => onRawLine(grpcPort, '\u0000\u0001\u0002 no frame of HTTP/2\r\n\r\n'),
      () =>
        onRawLine(
          grpcPort,
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff',
        ),
    ];
    const throwAway = async (n: number): Promise<void> => {
      await rubbish[n % rubbish.length]?.().then(
        (taken) => {
          if (taken && 'success' in taken) throw new Error('rubbish was taken');
        },
        () => {},
      );
    };
    return {
      async publish(place, number, size) {
        await client.call('PostToRoom', { roomId: place, userId: 'Heron', text: textOf(number, size) });
      },
      async watch(place) {
        // A client of its own: calls of one connection share what may lie unread.
        const { call, messages, code } = await grpcClient(grpcPort).stream(place);
        return {
          get numbers() {
            return messages.map(({ text }) => Number.parseInt(text, 10));
          },
          pause: () => void call.pause(),
          resume: () => void call.resume(),
          ended: () => code() !== null,
        };
      },
      sendRubbish: throwAway,
      async flood(stop) {
        for (let n = 0; !stop(); n += 1) await throwAway(n % 5);
      },
    };
  },
});
