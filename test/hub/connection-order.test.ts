import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { HubPort } from '#main/hub/hub-port.ts';
import { serveConnection } from '#main/server/connection.ts';
import { refusal } from '#shared/domain/refusal.ts';
import { err, ok } from '#shared/lib/result.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { Down } from '#shared/protocol/down.ts';
import { matchCommand, referee } from '../support/small-cup.ts';

const m1 = 'm1' as Parameters<typeof matchCommand>[0];

/** A socket that keeps what it is sent. */
class KeptSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  readonly sent: Down[] = [];
  send(frame: string): void {
    this.sent.push(JSON.parse(frame) as Down);
  }
}

test('[P15] after a refusal that passes, nothing that was tapped later is recorded before it', async () => {
  const recorded: string[] = [];
  let full = false;
  const hub: Pick<HubPort, 'submit' | 'head'> = {
    head: () => 0,
    async submit({ id }) {
      if (full) return err(refusal('STORE_FAILED', 'disk full'));
      recorded.push(id);
      return ok({ seq: recorded.length, aside: false });
    },
  };
  const socket = new KeptSocket();
  serveConnection(socket as unknown as WebSocket, 'k1', '127.0.0.1', true, {
    hub: hub as HubPort,
    now: () => 1,
    whoIs: () => referee(0),
    welcome: () => ({ t: 'welcome' }) as Extract<Down, { t: 'welcome' }>,
    entered: () => {},
    beat: () => {},
    heard: () => {},
    left: () => {},
    note: () => {},
  });
  const say = (frame: unknown): boolean => socket.emit('message', Buffer.from(JSON.stringify(frame)), false);
  const submit = async (...commands: Command[]): Promise<void> => {
    for (const command of commands) say({ t: 'submit', command });
    await new Promise(setImmediate);
  };
  say({ t: 'hello', versions: [1], client: 'referee', token: 'any' });
  const [first, second, third, fourth] = [1, 2, 3, 4].map(() => matchCommand(m1, { type: 'let' }));
  if (!first || !second || !third || !fourth) throw new Error('four commands');
  await submit(first);
  full = true;
  await submit(second);
  full = false;
  await submit(third, fourth);
  expect(recorded).toEqual([first.id]);
  expect(socket.sent.filter(({ t }) => t === 'refused')).toMatchObject([
    { command: second.id, code: 'STORE_FAILED' },
    { command: third.id, code: 'TOO_MANY' },
    { command: fourth.id, code: 'TOO_MANY' },
  ]);
  await submit(second, third, fourth);
  expect(recorded).toEqual([first.id, second.id, third.id, fourth.id]);
});
