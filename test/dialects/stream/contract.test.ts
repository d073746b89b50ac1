import { openSocket, type WireSocket } from '../../support/wire-socket.ts';
import { type DialectStage, type DialectWatcher, dialectContract } from '../contract.ts';
import { eventText, postEvents, timingProgram } from './timing.ts';

const distanceId = 'd-500';
const heat = { distanceId, heat: 3 };

/** Rubbish of many kinds, none of which is an event of this competition. */
const rubbish: readonly (string | Uint8Array)[] = [
  '',
  '{',
  'null',
  '3',
  '"text"',
  '[1,2]',
  '{}',
  '[{"typeName":"HeatStartedEvent"}]',
  '{"typeName":"HeatStartedEvent","competitionId":"another"}',
  new Uint8Array([0xff, 0xfe, 0x00]),
  '[[[[[[[[[[[[[[[[',
  '{"typeName":{},"competitionId":"one"}\n{"typeName":"A","competitionId":"one"}',
];

function watcherOf(line: WireSocket): DialectWatcher {
  return {
    get numbers() {
      return line.texts.flatMap((text) => {
        const { passing } = JSON.parse(text) as { passing?: { number: number } };
        return passing ? [passing.number] : [];
      });
    },
    pause: () => line.socket.pause(),
    resume: () => line.socket.resume(),
    ended: () => line.socket.readyState === line.socket.CLOSED,
  };
}

dialectContract({
  name: 'stream',
  // Of the heat that is on: the numbers are passings of one.
  history: true,
  kept: true,
  async open(hub, again): Promise<DialectStage> {
    const { post, token } = await timingProgram(hub);
    if (!again) {
      for (const competition of ['one', 'two']) {
        const begun = [
          eventText(competition, 'CompetitionActivatedEvent', {}, { competition: { name: competition } }),
          eventText(competition, 'DistanceActivatedEvent', { distanceId }, { distance: { name: '500 m' } }),
          eventText(competition, 'HeatActivatedEvent', heat, { races: [] }),
        ];
        const answer = await post(competition, `[${begun.join(',')}]`);
        if (answer.status !== 200) throw new Error(JSON.stringify(answer));
      }
    }
    return {
      async publish(place, number, size = 0) {
        const passing = { number, pad: 'x'.repeat(size) };
        const answer = await post(place, eventText(place, 'RacePassingAddedEvent', heat, { passing }));
        if (answer.status !== 200) throw new Error(JSON.stringify(answer));
      },
      async watch(place) {
        const line = await openSocket(hub.port, `/v1/competitions/${place}`);
        await line.next((text) => text.includes('HeatActivatedEvent'));
        return watcherOf(line);
      },
      async sendRubbish(n) {
        const answer = await postEvents(hub.port, 'one', rubbish[n % rubbish.length] ?? '', token);
        if (answer.status !== 400) throw new Error(`rubbish ${n}: ${JSON.stringify(answer)}`);
      },
      async flood(stop) {
        for (let n = 0; !stop(); n += 1) {
          await postEvents(hub.port, 'one', rubbish[n % rubbish.length] ?? '', n % 2 === 0 ? token : null);
        }
      },
    };
  },
});
