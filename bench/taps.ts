import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { organiserOf } from '../test/support/http.ts';
import { spawnHub } from '../test/support/running-hub.ts';
import { beginning, cupCommands, matchCommand } from '../test/support/small-cup.ts';
import { endlessTap, m1 } from './cup.ts';
import { inMs, type Line, percentile } from './measure.ts';
import { enter } from './socket.ts';

const rounds = 300;

/** From a tap's frame to its confirmation over a real socket, against an echo over one. */
export async function taps(folder: string): Promise<readonly Line[]> {
  const hub = await spawnHub(join(folder, 'taps'));
  const { token } = await organiserOf(hub.port, hub.once);
  const panel = await enter(hub.port, { client: 'panel', token, device: 'bench' });
  for (const command of cupCommands()) await panel.confirmed(command);
  for (const body of beginning) await panel.confirmed(matchCommand(m1, body));
  const times = await roundTrips((i) => panel.confirmed(endlessTap(i)));
  panel.end();
  await hub.stop();

  const echo = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(echo, 'listening');
  echo.on('connection', (client) => client.on('message', (data) => client.send(data.toString())));
  const address = echo.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const plain = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  await once(plain, 'open');
  const echoes = await roundTrips(async () => {
    plain.send('{"t":"submit","command":{"body":{"type":"ends","left":"A"}}}');
    await once(plain, 'message');
  });
  plain.terminate();
  echo.close();
  return [50, 95].map((hundredths) => ({
    what: `tap to confirmation over a socket, ${hundredths}th percentile`,
    figure: inMs(percentile(times, hundredths)),
    yardstick: 'an echo over a socket, which keeps nothing',
    yardstickFigure: inMs(percentile(echoes, hundredths)),
    ratio: percentile(times, hundredths) / percentile(echoes, hundredths),
    better: 'less' as const,
  }));
}

async function roundTrips(trip: (i: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const since = performance.now();
    await trip(i);
    times.push(performance.now() - since);
  }
  return times.slice(rounds / 10);
}
