import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { organiserOf } from '../test/support/http.ts';
import { spawnHub } from '../test/support/running-hub.ts';
import { beginning, cupCommands, matchCommand } from '../test/support/small-cup.ts';
import { endlessTap, m1 } from './cup.ts';
import { inMs, type Line, timed } from './measure.ts';
import { enter } from './socket.ts';

const watchers = 500;
const events = 40;

/** Events that reach 500 watchers of a match, against a bare server that sends as many frames to as many sockets. */
export async function fanOut(folder: string): Promise<readonly Line[]> {
  const hub = await spawnHub(join(folder, 'fan-out'));
  const { token } = await organiserOf(hub.port, hub.once);
  const panel = await enter(hub.port, { client: 'panel', token, device: 'bench' });
  for (const command of cupCommands()) await panel.confirmed(command);
  for (const body of beginning) await panel.confirmed(matchCommand(m1, body));
  const heard = counter(watchers * events);
  const sockets = await connectAll(
    `ws://127.0.0.1:${hub.port}/socket`,
    (socket) => {
      socket.send('{"t":"hello","versions":[1],"client":"board"}');
      socket.send('{"t":"watch","topic":"match/m1"}');
    },
    heard.note,
    '{"t":"events"',
    '{"t":"snapshot"',
  );
  const ours = await timed(async () => {
    for (let i = 0; i < events; i += 1) await panel.confirmed(endlessTap(i));
    await heard.all;
  });
  for (const socket of sockets) socket.terminate();
  panel.end();
  await hub.stop();

  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (socket) => socket.send('ready'));
  const address = server.address();
  const bareHeard = counter(watchers * events);
  const bare = await connectAll(
    `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    () => {},
    bareHeard.note,
    '{"t":"events"',
    'ready',
  );
  const frame = `{"t":"events","events":[${' '.repeat(260)}]}`;
  const theirs = await timed(async () => {
    for (let i = 0; i < events; i += 1) {
      for (const client of server.clients) client.send(frame);
      await new Promise(setImmediate);
    }
    await bareHeard.all;
  });
  for (const socket of bare) socket.terminate();
  server.close();
  return [
    {
      what: `${events} taps committed and heard by ${watchers} watchers`,
      figure: inMs(ours),
      yardstick: 'the same frames from a bare server in the same process as its readers',
      yardstickFigure: inMs(theirs),
      ratio: ours / theirs,
      better: 'less',
    },
  ];
}

function counter(wanted: number): { note: () => void; all: Promise<void> } {
  let left = wanted;
  let done = (): void => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  return {
    all,
    note() {
      left -= 1;
      if (left === 0) done();
    },
  };
}

/** Opens the watchers; resolves when each has had its first frame. */
async function connectAll(
  url: string,
  opened: (socket: WebSocket) => void,
  heard: () => void,
  event: string,
  first: string,
): Promise<readonly WebSocket[]> {
  const one = (): Promise<WebSocket> =>
    new Promise((ready, failed) => {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.on('error', failed);
      socket.on('open', () => opened(socket));
      socket.on('message', (data) => {
        const text = data.toString();
        if (text.startsWith(first)) ready(socket);
        else if (text.startsWith(event)) heard();
      });
    });
  const all: WebSocket[] = [];
  for (let i = 0; i < watchers; i += 50) all.push(...(await Promise.all(Array.from({ length: 50 }, one))));
  return all;
}
