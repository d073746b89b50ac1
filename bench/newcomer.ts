import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { eventText, timingProgram } from '../test/dialects/stream/timing.ts';
import { spawnHub } from '../test/support/running-hub.ts';
import { inMs, type Line, median } from './measure.ts';

const heats = 4;
const lapsOfHeat = 250;
const lanes = 8;

const racesOf = (heat: number) =>
  Array.from({ length: lanes }, (_, lane) => ({
    race: { id: `h${heat}.${lane}`, lane, competitor: { name: `Otter ${lane}` }, laps: 'x'.repeat(2_000) },
  }));

/** What makes up the present of a competition with four heats on the track, a thousand laps into them. */
function present(): readonly string[] {
  const on = { distanceId: 'd1' };
  const texts = [
    eventText('c1', 'CompetitionActivatedEvent', {}, { competition: { name: 'Frost Cup' } }),
    eventText('c1', 'DistanceActivatedEvent', on, { distance: { name: '500 m' } }),
  ];
  for (let heat = 1; heat <= heats; heat += 1) {
    texts.push(eventText('c1', 'HeatActivatedEvent', { ...on, heat }, { races: racesOf(heat) }));
    for (let lap = 0; lap < lapsOfHeat; lap += 1) {
      const passing = { passed: 387.49, speed: 14.248845071876532, time: 322_824_000 + lap };
      const of = { raceId: `h${heat}.${lap % lanes}`, passing };
      texts.push(eventText('c1', 'RacePassingAddedEvent', { ...on, heat }, of));
    }
  }
  return texts;
}

/** Follows a competition until it has so many events. */
const newcomer = (port: number, wanted: number): Promise<void> =>
  new Promise((done, failed) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/competitions/c1`, { perMessageDeflate: false });
    let got = 0;
    socket.on('error', failed);
    socket.on('message', () => {
      got += 1;
      if (got < wanted) return;
      socket.terminate();
      done();
    });
  });

/** Somebody who comes in the middle of four heats, against reading the same lines from a file. */
export async function newcomers(folder: string): Promise<readonly Line[]> {
  const hub = await spawnHub(join(folder, 'newcomers'), 0, ['--adapters', 'stream']);
  const texts = present();
  const timing = await timingProgram(hub);
  const posted = await timing.post('c1', texts.join('\n'));
  if (posted.status !== 200) throw new Error(`publishing was answered with ${posted.status}`);
  const ours = await median(20, () => newcomer(hub.port, texts.length));
  await hub.stop();
  const file = join(folder, 'newcomers.ndjson');
  writeFileSync(file, texts.join('\n'));
  const theirs = await median(20, () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    if (lines.length !== texts.length) throw new Error('lines are missing');
  });
  return [
    {
      what: `a newcomer gets the ${texts.length.toLocaleString('en')} events of ${heats} heats on the track`,
      figure: inMs(ours),
      yardstick: 'reading the same lines from a file that is in the cache',
      yardstickFigure: inMs(theirs),
      ratio: ours / theirs,
      better: 'less',
    },
  ];
}
