import { createConnection, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between phones and hub that can be cut: a TCP proxy on loopback. */
export interface FlakyLine {
  /** A connection through it to the hub. */
  connect(): Socket;
  /** Cuts every connection now; new ones are possible at once. */
  cut(): void;
}

/** Passes connections on to the hub's port on loopback. It ends with the test. */
export async function flakyLine(hubPort: number): Promise<FlakyLine> {
  const pairs = new Set<Socket>();
  const server = createServer((phone) => {
    const hub = createConnection({ host: '127.0.0.1', port: hubPort });
    for (const [from, to] of [
      [phone, hub],
      [hub, phone],
    ] as const) {
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        pairs.delete(from);
        to.destroy();
      });
      pairs.add(from);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const cut = (): void => {
    for (const socket of pairs) socket.destroy();
  };
  onTestFinished(() => {
    server.close();
    cut();
  });
  const port = typeof address === 'object' && address ? address.port : 0;
  return { connect: () => createConnection({ host: '127.0.0.1', port }), cut };
}
