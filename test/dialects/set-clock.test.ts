import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { allDialects } from '#main/all-dialects.ts';
import { createPasswords } from '#main/lib/passwords.ts';
import { bareHub } from '../support/bare-hub.ts';
import { handServer } from '../support/hand-server.ts';
import { ask } from '../support/http.ts';
import { openSocket } from '../support/wire-socket.ts';
import { newMeet, password, update } from './meet/meet-client.ts';
import { liveMatches } from './relay/relay-stage.ts';

const hour = 3_600_000;

/** Asks the hub whether it is there, which it hears; resolves with its answer. */
async function answerTo(socket: WebSocket): Promise<void> {
  socket.ping();
  socket.send('{}');
  await once(socket, 'pong');
}

/** A hub with every older system's way in but gRPC's, whose clock the test sets. */
async function openHub() {
  const { hub, hand } = bareHub();
  const { port } = await handServer(hub, hand, {
    dialects: allDialects({ host: '127.0.0.1', grpcPort: 0, nats: null, passwords: createPasswords(4) }),
    adapters: ['relay', 'meet', 'html', 'rest', 'accounts', 'stream'],
    openByDefault: true,
  });
  return { port, hand };
}

describe('a laptop’s clock that is set while its hub runs', () => {
  test('[clock] set back, it keeps nobody waiting who had typed wrong passwords before', async () => {
    const { port, hand } = await openHub();
    const desk = await newMeet(port);
    const stranger = { email: 'nobody@hall.example', password: 'wrong password' };
    const wrong = { meetId: desk.meetId, locationName: 'Platform', password: 'a wrong password' };
    for (let n = 0; n < 5; n += 1) {
      desk.send('JOIN_MEET', wrong);
      await desk.next('JOIN_REJECTED');
      expect((await ask(port, '/api/v1/user/login', { body: stranger })).status).toBe(401);
    }
    hand.adjust(-3 * hour);
    desk.send('JOIN_MEET', { ...wrong, password });
    expect((await desk.next('MEET_JOINED')).sessionToken).toEqual(expect.any(String));
    expect((await ask(port, '/api/v1/user/login', { body: stranger })).status).toBe(401);
  });

  test('[clock] set back, a meet’s clients are read on', async () => {
    const { port, hand } = await openHub();
    const desk = await newMeet(port);
    hand.adjust(-3 * hour);
    for (const n of [1, 2, 3]) {
      desk.update(update(`registration.entries[${n}].name`, 'Heron', n, n - 1));
      expect(await desk.acks()).toEqual([{ localSeqNum: n, serverSeqNum: n }]);
    }
  });

  test('[clock] set back, a relay’s match that was announced afterwards is the newest all the same', async () => {
    const { port, hand } = await openHub();
    await openSocket(port, '/referee?refereeID=before');
    await expect.poll(() => liveMatches(port)).toEqual(['before']);
    hand.adjust(-3 * hour);
    await openSocket(port, '/referee?refereeID=after');
    await expect.poll(() => liveMatches(port)).toEqual(['after', 'before']);
  });

  test.each([3 * hour, -3 * hour])(
    '[clock] set by %i ms, it ends nobody’s line, and who has gone silent is let go as ever',
    async (by) => {
      const { port, hand } = await openHub();
      await ask(port, '/api/v1/ws/createRoom', { body: { id: 'hall', name: 'Hall' } });
      const paths = [
        '/ws',
        '/v1/competitions/c1',
        '/api/v1/ws/joinRoom/hall?userId=1&username=otter',
        '/socket',
      ];
      const awake = await Promise.all(paths.map((path) => openSocket(port, path)));
      const asleep = await Promise.all(paths.map((path) => openSocket(port, path)));
      // They answer nothing from here on.
      for (const { socket } of asleep) socket.pause();
      hand.adjust(by);
      for (let passed = 0; passed < 130_000; passed += 20_000) {
        hand.pass(20_000);
        await Promise.all(awake.map(({ socket }) => answerTo(socket)));
      }
      for (const { socket } of asleep) socket.resume();
      for (const line of asleep) expect([1006, 4408]).toContain((await line.closed()).code);
    },
  );
});
