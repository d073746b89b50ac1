import { type DialectStage, type DialectWatcher, dialectContract } from '../contract.ts';
import { connect, joined, newMeet, type Relayed, type TestClient, update } from './meet-client.ts';

/** Meets of each data folder, so that they are found again after a kill. */
const meets = new Map<string, { one: string; two: string }>();

const rubbish: readonly (string | Buffer)[] = [
  '',
  '{',
  'null',
  '[]',
  '{"msgType":7}',
  '{"msgType":"DROP_MEET"}',
  '{"msgType":"UPDATE_INIT","sessionToken":"nobody","updates":[]}',
  '{"msgType":"JOIN_MEET","meetId":"x"}',
  `{"msgType":"CLIENT_PULL","sessionToken":"${'9'.repeat(9)}.x","lastServerSeq":0}`,
  `${'['.repeat(20_000)}`,
  Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
  `{"msgType":"UPDATE_INIT","sessionToken":"nobody","updates":${'x'.repeat(70_000)}}`,
];

dialectContract({
  name: 'meet',
  history: true,
  kept: true,
  async open(hub, again): Promise<DialectStage> {
    const { port, dataDir } = hub;
    const desks: Record<'one' | 'two', TestClient> = again
      ? {
          one: await joined(port, meets.get(dataDir)?.one ?? '', 'Desk'),
          two: await joined(port, meets.get(dataDir)?.two ?? '', 'Desk'),
        }
      : { one: await newMeet(port), two: await newMeet(port) };
    meets.set(dataDir, { one: desks.one.meetId, two: desks.two.meetId });
    const locals = { one: 0, two: 0 };

    return {
      async publish(place, number, size = 0) {
        locals[place] += 1;
        const value = { number, pad: 'x'.repeat(size) };
        desks[place].update(update(`count.${number}`, value, locals[place], 0));
        await desks[place].acks();
      },
      async watch(place): Promise<DialectWatcher> {
        const client = await joined(port, desks[place].meetId, 'Screen');
        const numbers: number[] = [];
        let last = 0;
        let isEnded = false;
        const waiting = new Map<number, Relayed>();
        const take = (text: string): void => {
          const { msgType, updatesRelayed } = JSON.parse(text) as {
            msgType: string;
            updatesRelayed: Relayed[];
          };
          if (msgType !== 'UPDATE_RELAY') return;
          // A client applies updates in the order of their numbers, whatever came first: the relays or the pull's answer.
          for (const relayed of updatesRelayed) waiting.set(relayed.serverSeqNum, relayed);
          for (let next = waiting.get(last + 1); next; next = waiting.get(last + 1)) {
            last += 1;
            numbers.push((next.updateValue as { number: number }).number);
          }
        };
        for (const text of client.wire.texts) take(text);
        client.wire.socket.on('message', (data) => take(data.toString()));
        client.wire.socket.on('close', () => {
          isEnded = true;
        });
        await client.pull(0);
        return {
          numbers,
          pause: () => client.wire.socket.pause(),
          resume: () => client.wire.socket.resume(),
          ended: () => isEnded,
        };
      },
      async sendRubbish(n) {
        const line = await connect(port);
        const frame = rubbish[n % rubbish.length] ?? '';
        line.wire.send(frame);
        await line.wire.take(1);
        line.wire.socket.close();
        await line.wire.closed();
        // A frame from within the meet that is none, too.
        desks.one.wire.send(frame);
      },
      async flood(stop) {
        while (!stop()) {
          const line = await connect(port);
          const { socket } = line.wire;
          while (!stop() && socket.readyState === socket.OPEN) {
            await new Promise<void>((sent) => {
              socket.send(rubbish[4] ?? '', () => setImmediate(sent));
            });
          }
          socket.terminate();
        }
      },
    };
  },
});
