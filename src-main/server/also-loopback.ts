import { createServer, type Server } from 'node:net';
import { waitingLines } from '#main/lib/waiting-lines.ts';

/** Addresses on which a server hears this machine by IPv4 as well, and those with which it need not hear it by IPv6. */
const heardByIpv4: ReadonlySet<string> = new Set(['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost']);
const heardByIpv6: ReadonlySet<string> = new Set(['::', '127.0.0.1', '::1', 'localhost']);

/**
 * Lets a server that listens on one card only, or by IPv4 only, be reached on loopback too: the organiser's panel is
 * there, and programs on this machine which know the hub as `localhost` and take that for `::1` alone. Gives its stop.
 * Rejects when another program has the port on 127.0.0.1; without `::1` it goes on.
 */
export async function alsoOnLoopback(server: Server, host: string, port: number): Promise<() => void> {
  const stops: (() => void)[] = [];
  if (!heardByIpv4.has(host)) stops.push(await hearOn('127.0.0.1', server, port));
  // Taken, or a machine without IPv6: those programs are as badly off as they were.
  if (!heardByIpv6.has(host)) stops.push(await hearOn('::1', server, port).catch(() => () => {}));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Takes connections on one more address for a server. */
async function hearOn(address: string, server: Server, port: number): Promise<() => void> {
  const door = createServer((socket) => server.emit('connection', socket));
  await new Promise<void>((listening, failed) => {
    door.once('error', failed);
    door.listen({ host: address, port, backlog: waitingLines }, listening);
  });
  return () => void door.close();
}
