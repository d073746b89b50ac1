import type { HubProcess } from '../../support/running-hub.ts';
import { openSocket } from '../../support/wire-socket.ts';
import { dialectContract } from '../contract.ts';
import { oldReferee, oldWatcher, watcherOf } from './relay-stage.ts';

/** What a referee's program may send when it is broken, or when it isn't one. */
const rubbish: readonly (string | Buffer)[] = [
  '',
  'hello',
  '{"referee":{"ID":"one"}',
  '[]',
  'null',
  '"one"',
  '{"referee":{"ID":7},"event":"1"}',
  '{"referee":{"ID":""}}',
  '{"ID":"one"}',
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.alloc(1024 * 1024 + 1, 0x20),
  `{"referee":{"ID":"${'x'.repeat(201)}"}}`,
];

const numberIn = (text: string): number => (JSON.parse(text) as { event: number }).event;

dialectContract({
  name: 'relay',
  history: true,
  kept: true,
  async open(hub: HubProcess) {
    const { port } = hub;
    const referee = await oldReferee(port, 'one');
    const heard = { one: await watcherOf(port, 'one'), two: await watcherOf(port, 'two') };
    const after = await watcherOf(port, 'after-rubbish');
    let marks = 0;
    return {
      async publish(place, number, size = 0) {
        const start = `{"referee":{"ID":"${place}"},"event":${number},`;
        referee.send(`${start}"pad":"${'x'.repeat(size)}"}`);
        await heard[place].next((text) => text.startsWith(start));
      },
      async watch(place) {
        const numbers: number[] = [];
        let ended = false;
        const { socket, texts } = await oldWatcher(port, place);
        for (const text of texts) numbers.push(numberIn(text));
        socket.on('message', (data) => numbers.push(numberIn(String(data))));
        socket.on('close', () => {
          ended = true;
        });
        return { numbers, pause: () => socket.pause(), resume: () => socket.resume(), ended: () => ended };
      },
      async sendRubbish(n) {
        referee.send(rubbish[n % rubbish.length] ?? '');
        // Frames are worked off in their order: when this one is through, that one was dropped.
        marks += 1;
        const mark = `{"referee":{"ID":"after-rubbish"},"event":${marks}}`;
        referee.send(mark);
        await after.next((text) => text === mark);
      },
      async flood(stop) {
        const { socket } = await openSocket(port, '/referee');
        while (!stop()) {
          for (let n = 0; n < 50 && socket.bufferedAmount < 1_000_000; n += 1) socket.send('{"rubbish":');
          await new Promise(setImmediate);
        }
        socket.terminate();
      },
    };
  },
});
