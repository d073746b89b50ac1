import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { spawnHub } from '../test/support/running-hub.ts';
import { inMs, type Line, timed } from './measure.ts';
import { bareFanOut, counter, watchers } from './watchers.ts';

const audience = 500;
const events = 200;

/** A referee's frame, as the relay's clients send them. */
const frame = (event: string): string => `{"referee":{"ID":"A"},"event":"${event}"}`;

/** A referee's frames that reach 500 watchers of the relay, against a bare server that keeps nothing. */
export async function relay(folder: string): Promise<readonly Line[]> {
  const hub = await spawnHub(join(folder, 'relay'), 0, ['--adapters', 'relay']);
  const referee = new WebSocket(`ws://127.0.0.1:${hub.port}/referee?refereeID=A`);
  await once(referee, 'open');
  referee.send(frame('match created'));
  const heard = counter(audience * events);
  const sockets = await watchers(audience, {
    url: `ws://127.0.0.1:${hub.port}/spectateur?matchID=A`,
    first: frame('match created'),
    event: '{',
    heard: heard.note,
  });
  const frames = Array.from({ length: events }, (_, i) => frame(`point ${i}`));
  const ours = await timed(async () => {
    for (const text of frames) {
      referee.send(text);
      await new Promise(setImmediate);
    }
    await heard.all;
  });
  for (const socket of [...sockets, referee]) socket.terminate();
  await hub.stop();
  const theirs = await bareFanOut(audience, frames);
  return [
    {
      what: `${events} frames of a referee kept and heard by ${audience} watchers of the relay`,
      figure: inMs(ours),
      yardstick: 'the same frames from a bare server in the same process as its readers',
      yardstickFigure: inMs(theirs),
      ratio: ours / theirs,
      better: 'less',
    },
  ];
}
