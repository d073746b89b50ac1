import { expect, test } from 'vitest';
import { isLoopback } from '#main/server/hosts.ts';
import { bareHub } from '../support/bare-hub.ts';
import { handServer } from '../support/hand-server.ts';
import { ask } from '../support/http.ts';
import { startHub, withCup } from '../support/hub-app.ts';
import { connect, enter } from '../support/raw-client.ts';
import { cup, matchCommand } from '../support/small-cup.ts';

const m1 = 'm1' as Parameters<typeof matchCommand>[0];

test('[P32] a revoked device’s sockets are closed with 4401, and its token counts no more', async () => {
  const app = await startHub();
  const { organiser } = await withCup(app);
  const seat = await organiser.post('/api/organiser/seats', {
    tournament: cup.id,
    official: cup.officials[0],
    role: 'referee',
  });
  const { json } = await ask(app.port, '/api/join', {
    body: { secret: seat.json?.secret, device: 'phone-1' },
  });
  const phone = await enter(app.port, { client: 'referee', token: json?.token });
  await organiser.post('/api/organiser/devices/phone-1/revoke');
  expect(await phone.next('bye')).toMatchObject({ code: 4401, again: false });
  expect((await phone.closed()).code).toBe(4401);
  const back = await connect(app.port);
  back.send({ t: 'hello', versions: [1], client: 'referee', token: json?.token });
  expect((await back.closed()).code).toBe(4401);
});

test('[P33] whoever isn’t heard for 25 s is closed with 4408', async () => {
  const { hub, hand } = bareHub();
  const { port } = await handServer(hub, hand);
  const client = await enter(port);
  hand.pass(24_000);
  client.send({ t: 'watch', topic: 'tournaments' });
  await client.next('snapshot');
  expect(client.frames.some(({ t }) => t === 'bye')).toBe(false);
  hand.pass(27_000);
  expect(await client.next('bye')).toMatchObject({ code: 4408, again: true });
  expect((await client.closed()).code).toBe(4408);
});

test('[P38] a hub that stops says so to everybody and keeps what it has taken', async () => {
  const app = await startHub();
  const { panel } = await withCup(app);
  const guest = await connect(app.port);
  const command = matchCommand(m1, { type: 'call' });
  panel.send({ t: 'submit', command });
  await panel.next('kept', (kept) => kept.command === command.id);
  const dataDir = app.dataDir;
  await app.stop();
  expect(await panel.next('bye')).toMatchObject({ code: 1001, again: true });
  expect((await panel.closed()).code).toBe(1001);
  expect((await guest.closed()).code).toBe(1001);
  const again = await startHub(dataDir);
  const board = await enter(again.port, { client: 'board' });
  board.send({ t: 'watch', topic: 'match/m1' });
  expect(await board.next('snapshot')).toMatchObject({ state: { schedule: 'called' } });
});

test('[P39] a connection watches 600 topics and is refused one more', async () => {
  const app = await startHub();
  const client = await enter(app.port, { client: 'board' });
  for (let i = 0; i < 601; i += 1) client.send({ t: 'watch', topic: `match/m${i}` });
  expect(await client.next('refused')).toMatchObject({
    command: null,
    topic: 'match/m600',
    code: 'TOO_MANY',
  });
  client.send({ t: 'unwatch', topic: 'match/m0' });
  client.send({ t: 'watch', topic: 'match/m600' });
  await client.next('snapshot', ({ topic }) => topic === 'match/m600');
});

test('[P9] coming from this machine isn’t enough, nor is asking for localhost from elsewhere', () => {
  const at = { port: 8000, addresses: ['192.168.1.20'], host: 'touchline.local', former: [], names: [] };
  const from = (remoteAddress: string, host: string): boolean =>
    isLoopback({ socket: { remoteAddress }, headers: { host } } as Parameters<typeof isLoopback>[0], at);
  expect(from('127.0.0.1', 'localhost:8000')).toBe(true);
  expect(from('::ffff:127.0.0.1', '127.0.0.1:8000')).toBe(true);
  expect(from('::1', '[::1]:8000')).toBe(true);
  expect(from('127.0.0.1', '192.168.1.20:8000')).toBe(false);
  expect(from('127.0.0.1', 'touchline.local:8000')).toBe(false);
  expect(from('192.168.1.31', 'localhost:8000')).toBe(false);
});
