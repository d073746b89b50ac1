import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Command } from '#shared/protocol/command.ts';

/** A socket that sends commands and knows when they are confirmed. */
export interface Sender {
  confirmed(command: Command): Promise<void>;
  end(): void;
}

/** Enters a hub on loopback. */
export async function enter(port: number, hello: Record<string, unknown>): Promise<Sender> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<string, { resolve: () => void; reject: (why: Error) => void }>();
  socket.on('message', (data) => {
    const text = data.toString();
    if (!text.startsWith('{"t":"kept"') && !text.startsWith('{"t":"refused"')) return;
    const frame = JSON.parse(text) as { t: string; command: string };
    const sent = waiting.get(frame.command);
    waiting.delete(frame.command);
    if (frame.t === 'kept') sent?.resolve();
    else sent?.reject(new Error(text));
  });
  socket.send(JSON.stringify({ t: 'hello', versions: [1], ...hello }));
  return {
    confirmed: (command) =>
      new Promise((resolve, reject) => {
        waiting.set(command.id, { resolve, reject });
        socket.send(JSON.stringify({ t: 'submit', command }));
      }),
    end: () => socket.terminate(),
  };
}
