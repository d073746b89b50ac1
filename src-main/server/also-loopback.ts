import { createServer, type Server } from 'node:net';

/** Addresses on which a server hears this machine as well. */
const heardAnyway: ReadonlySet<string> = new Set(['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost']);

/**
 * Lets a server that listens on one card only be reached on loopback too, where the organiser's panel is. Gives its stop.
 * Rejects when another program has the port there.
 */
export async function alsoOnLoopback(server: Server, host: string, port: number): Promise<() => void> {
  if (heardAnyway.has(host)) return () => {};
  const loopback = createServer((socket) => server.emit('connection', socket));
  await new Promise<void>((listening, failed) => {
    loopback.once('error', failed);
    loopback.listen({ host: '127.0.0.1', port }, listening);
  });
  return () => void loopback.close();
}
