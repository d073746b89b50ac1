import { join } from 'node:path';
import { organiserOf } from '../test/support/http.ts';
import { spawnHub } from '../test/support/running-hub.ts';
import { beginning, cupCommands, matchCommand } from '../test/support/small-cup.ts';
import { endlessTap, m1 } from './cup.ts';
import { inMs, type Line, timed } from './measure.ts';
import { enter } from './socket.ts';
import { bareFanOut, counter, watchers } from './watchers.ts';

const audience = 500;
const events = 40;

/** Events that reach 500 watchers of a match, against a bare server that sends as many frames to as many sockets. */
export async function fanOut(folder: string): Promise<readonly Line[]> {
  const hub = await spawnHub(join(folder, 'fan-out'));
  const { token } = await organiserOf(hub.port, hub.once);
  const panel = await enter(hub.port, { client: 'panel', token, device: 'bench' });
  for (const command of cupCommands()) await panel.confirmed(command);
  for (const body of beginning) await panel.confirmed(matchCommand(m1, body));
  const heard = counter(audience * events);
  const sockets = await watchers(audience, {
    url: `ws://127.0.0.1:${hub.port}/socket`,
    opened(socket) {
      socket.send('{"t":"hello","versions":[1],"client":"board"}');
      socket.send('{"t":"watch","topic":"match/m1"}');
    },
    first: '{"t":"snapshot"',
    event: '{"t":"events"',
    heard: heard.note,
  });
  const ours = await timed(async () => {
    for (let i = 0; i < events; i += 1) await panel.confirmed(endlessTap(i));
    await heard.all;
  });
  for (const socket of sockets) socket.terminate();
  panel.end();
  await hub.stop();

  const frame = `{"t":"events","events":[${' '.repeat(260)}]}`;
  const theirs = await bareFanOut(
    audience,
    Array.from({ length: events }, () => frame),
  );
  return [
    {
      what: `${events} taps committed and heard by ${audience} watchers`,
      figure: inMs(ours),
      yardstick: 'the same frames from a bare server in the same process as its readers',
      yardstickFigure: inMs(theirs),
      ratio: ours / theirs,
      better: 'less',
    },
  ];
}
