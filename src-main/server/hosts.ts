import type { Asking } from '#main/dialects/dialect.ts';

/** Where the hub can be reached: kept up to date by the app as addresses come and go. */
export interface Reachable {
  readonly port: number;
  /** Addresses of this machine's cards, best first, as in a URL (IPv6 in brackets). */
  readonly addresses: readonly string[];
  /** mDNS name without the final dot, e.g. `touchline.local`; null while it isn't announced. */
  readonly host: string | null;
  /** Other names by which the hub may be called (a container's host, a name in the local DNS), lower case, with or without a port. */
  readonly names: readonly string[];
  /** Addresses that this hub had earlier in this run: pages loaded from them are still open on phones. */
  readonly former: readonly string[];
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * True when the Host header names this hub. Anything else is a page that had its own name resolved to our address (DNS
 * rebinding) and gets no answer.
 */
export function isOurHost(host: string | undefined, at: Reachable): boolean {
  if (!host) return false;
  const written = host.toLowerCase();
  if (at.names.includes(written) || at.names.includes(written.replace(/:\d+$/, ''))) return true;
  const names = [...loopbackNames, ...at.addresses, ...(at.host ? [at.host] : [])];
  const port = `:${at.port}`;
  const bare = written.endsWith(port) ? written.slice(0, -port.length) : written;
  if (bare === written && at.port !== 80) return false;
  return names.includes(bare);
}

/** True when a WebSocket upgrade comes from one of the hub's own pages, or from a program (which sends no Origin). */
export function isOurOrigin(origin: string | undefined, at: Reachable): boolean {
  if (origin === undefined) return true;
  const host = /^https?:\/\/(.+)$/.exec(origin)?.[1];
  return isOurHost(host, { ...at, addresses: [...at.addresses, ...at.former] });
}

/** True for an Origin whose host is one of the hub's names, whatever its port: another program's page on the same machine. */
export function isOurNeighbour(origin: string | undefined, at: Reachable): boolean {
  if (origin === undefined) return true;
  const host = /^https?:\/\/(.+)$/.exec(origin)?.[1]?.replace(/:\d+$/, '');
  return isOurHost(host === undefined ? undefined : `${host}:${at.port}`, at);
}

/** True when a request comes from this machine and was addressed to it as such: what the organiser's panel needs. */
export function isLoopback(request: Pick<Asking, 'socket' | 'headers'>, at: Reachable): boolean {
  const from = request.socket.remoteAddress ?? '';
  if (from !== '::1' && !/^(::ffff:)?127\./.test(from)) return false;
  const host = (request.headers.host ?? '').toLowerCase().replace(`:${at.port}`, '');
  return loopbackNames.includes(host);
}

/** A peer's address without the IPv4-in-IPv6 prefix. */
export const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '');

/** The hub's origins, best first: `http://192.168.1.20:8000`, then by its mDNS name. */
export function origins(at: Reachable): readonly string[] {
  const port = at.port === 80 ? '' : `:${at.port}`;
  return [...at.addresses, ...(at.host ? [at.host] : [])].map((name) => `http://${name}${port}`);
}
