import { ask } from '../../support/http.ts';
import { openSocket, turnedAway } from '../../support/wire-socket.ts';
import { dialectContract } from '../contract.ts';

/** The number that a frame's content begins with; null for notices and what isn't a number. */
const numberIn = (frame: string): number | null => {
  const { content } = JSON.parse(frame) as { content: string };
  const found = /^#(\d+)/.exec(content)?.[1];
  return found === undefined ? null : Number(found);
};

dialectContract({
  name: 'accounts',
  history: false,
  kept: false,
  async open({ port }, again) {
    const join = (room: string, username: string) =>
      openSocket(port, `/api/v1/ws/joinRoom/${room}?userId=7&username=${username}`);
    if (!again) {
      for (const id of ['one', 'two', 'rubbish']) {
        await ask(port, '/api/v1/ws/createRoom', { body: { id, name: `Room ${id}` } });
      }
    }
    const publishers = { one: await join('one', 'Heron'), two: await join('two', 'Heron') };

    return {
      async publish(place, number, size = 0) {
        const publisher = publishers[place];
        publisher.send(`#${number} ${'x'.repeat(size)}`);
        await publisher.next((frame) => numberIn(frame) === number);
      },
      async watch(place) {
        const watcher = await join(place, 'Otter');
        await watcher.take(1);
        let ended = false;
        watcher.socket.on('close', () => {
          ended = true;
        });
        return {
          get numbers() {
            return watcher.texts.map(numberIn).filter((number) => number !== null);
          },
          pause: () => watcher.socket.pause(),
          resume: () => watcher.socket.resume(),
          ended: () => ended,
        };
      },
      async sendRubbish(n) {
        const paths = ['/api/v1/ws/createRoom', '/api/v1/user/signup', '/api/v1/user/login'];
        switch (n % 4) {
          case 0: {
            const member = await join('one', 'Lynx');
            member.send('#99'.repeat(30_000));
            await member.closed();
            return;
          }
          case 1:
            await turnedAway(
              port,
              `/api/v1/ws/joinRoom/${['none', '%ff', '%2e%2e'][n % 3]}?userId=1&username=a`,
            );
            return;
          case 2:
            await turnedAway(port, '/api/v1/ws/joinRoom/one?userId=1&username=%0a');
            return;
          default:
            await ask(port, paths[n % 3] ?? '', { body: [null, { id: 7 }, 'x', [[]]][n % 4] });
        }
      },
      async flood(stop) {
        const member = await join('rubbish', 'Lynx');
        // A member who sends too fast isn't read for a while: what the line doesn't take now is left out.
        while (!stop()) {
          for (let i = 0; i < 500 && member.socket.bufferedAmount < 100_000; i += 1) member.send('#99');
          await new Promise((later) => setImmediate(later));
        }
      },
    };
  },
});
