import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { HubPort } from '#main/hub/hub-port.ts';
import { type ConnectionContext, serveConnection } from '#main/server/connection.ts';
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
  close(): void {}
  terminate(): void {}
  send(frame: string): void {
    this.sent.push(JSON.parse(frame) as Down);
  }
}

/** Serves a connection over a kept socket; `change` replaces what is around it. */
function serve(change: Partial<ConnectionContext>) {
  const socket = new KeptSocket();
  const hub: Pick<HubPort, 'submit' | 'head'> = {
    head: () => 0,
    submit: async () => ok({ seq: 1, aside: false }),
  };
  serveConnection(socket as unknown as WebSocket, 'k1', '127.0.0.1', true, {
    hub: hub as HubPort,
    now: () => 1,
    whoIs: () => referee(0),
    isCrowded: () => false,
    welcome: () => ({ t: 'welcome' }) as Extract<Down, { t: 'welcome' }>,
    entered: () => {},
    beat: () => {},
    heard: () => {},
    left: () => {},
    note: () => {},
    ...change,
  });
  const say = (frame: unknown): boolean => socket.emit('message', Buffer.from(JSON.stringify(frame)), false);
  return { socket, say };
}

/** A hub that refuses while `full` is set, and keeps the ids of what it takes. */
function fillingHub() {
  const disk = { full: false, recorded: [] as string[] };
  const hub: Pick<HubPort, 'submit' | 'head'> = {
    head: () => 0,
    async submit({ id }) {
      if (disk.full) return err(refusal('STORE_FAILED', 'disk full'));
      disk.recorded.push(id);
      return ok({ seq: disk.recorded.length, aside: false });
    },
  };
  return { disk, hub: hub as HubPort };
}

const hello = { t: 'hello', versions: [1], client: 'referee', token: 'any' };

describe('a refusal that passes', () => {
  async function refusedOnce(now: () => number = () => 1) {
    const { disk, hub } = fillingHub();
    const { socket, say } = serve({ hub, now });
    const submit = async (...commands: Command[]): Promise<void> => {
      for (const command of commands) say({ t: 'submit', command });
      await new Promise(setImmediate);
    };
    say(hello);
    const [first, second, third, fourth] = [1, 2, 3, 4].map(() => matchCommand(m1, { type: 'let' }));
    if (!first || !second || !third || !fourth) throw new Error('four commands');
    await submit(first);
    disk.full = true;
    await submit(second);
    disk.full = false;
    return { disk, socket, submit, first, second, third, fourth };
  }

  test('[P15] nothing that was tapped later is recorded before it', async () => {
    const { disk, socket, submit, first, second, third, fourth } = await refusedOnce();
    await submit(third, fourth);
    expect(disk.recorded).toEqual([first.id]);
    expect(socket.sent.filter(({ t }) => t === 'refused')).toMatchObject([
      { command: second.id, code: 'STORE_FAILED' },
      { command: third.id, code: 'TOO_MANY' },
      { command: fourth.id, code: 'TOO_MANY' },
    ]);
    await submit(second, third, fourth);
    expect(disk.recorded).toEqual([first.id, second.id, third.id, fourth.id]);
  });

  test('[P15] one that never comes again isn’t waited for without end', async () => {
    let time = 1;
    const { disk, submit, first, third } = await refusedOnce(() => time);
    await submit(third);
    expect(disk.recorded).toEqual([first.id]);
    time += 11_000;
    await submit(third);
    expect(disk.recorded).toEqual([first.id, third.id]);
  });

  test('[P15] nor until the clock is as late again, when it is set back meanwhile', async () => {
    let time = 4 * 3_600_000;
    const { disk, submit, first, third } = await refusedOnce(() => time);
    time -= 3 * 3_600_000;
    await submit(third);
    expect(disk.recorded).toEqual([first.id, third.id]);
  });
});

describe('who isn’t let in', () => {
  test('[P9] the panel’s token counts on the hub’s own machine only: 4403', () => {
    const { socket, say } = serve({ whoIs: () => 'notHere' });
    say(hello);
    expect(socket.sent).toMatchObject([
      { t: 'refused', code: 'NOT_ALLOWED' },
      { t: 'bye', code: 4403, again: false },
    ]);
  });

  test('[P42] under pressure spectators are let go and officials are not: 4503', () => {
    const spectator = serve({ isCrowded: () => true, whoIs: () => null });
    spectator.say({ t: 'hello', versions: [1], client: 'live' });
    expect(spectator.socket.sent.at(-1)).toMatchObject({ t: 'bye', code: 4503, again: true });
    const official = serve({ isCrowded: () => true });
    official.say(hello);
    expect(official.socket.sent.at(-1)).toMatchObject({ t: 'welcome' });
  });
});
