import { expect, test } from 'vitest';
import { accountsDialect } from '#main/dialects/accounts/accounts-dialect.ts';
import { createPasswords } from '#main/lib/passwords.ts';
import { bareHub } from '../../support/bare-hub.ts';
import { handServer } from '../../support/hand-server.ts';
import { ask } from '../../support/http.ts';
import { openSocket, turnedAway } from '../../support/wire-socket.ts';

/** A hub that everybody reaches from one address which isn't its own machine's: a hall behind one router. */
async function behindOneAddress() {
  const { hub, hand } = bareHub();
  const { port } = await handServer(hub, hand, {
    dialects: (context) => [accountsDialect({ ...context, isLoopback: () => false }, createPasswords(4))],
    adapters: ['accounts'],
  });
  return { port, hand };
}

const path = (room: number, phone: number): string =>
  `/api/v1/ws/joinRoom/court-${room}?userId=${phone}&username=phone-${phone}`;

test('[hub-room] 300 phones behind one address join, and again when their router was restarted; a flood is told when to come', async () => {
  const { port, hand } = await behindOneAddress();
  const courts = Array.from({ length: 20 }, (_, n) => n);
  for (const n of courts) {
    await ask(port, '/api/v1/ws/createRoom', { body: { id: `court-${n}`, name: 'Court' } });
  }
  const join = () =>
    Promise.all(Array.from({ length: 300 }, (_, n) => openSocket(port, path(n % courts.length, n))));
  for (const _ of [1, 2]) {
    const phones = await join();
    for (const { socket } of phones) socket.terminate();
    await Promise.all(phones.map((phone) => phone.closed()));
  }
  hand.pass(20_000);
  expect(await turnedAway(port, path(0, 1))).toEqual({
    status: 429,
    text: '{"error":"Too many tries. Try again in 40 s."}',
  });
});
