import type { IncomingMessage, Server } from 'node:http';

/** Whether a request offers to go on as a WebSocket. */
export const wantsWebSocket = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers.upgrade?.trim().toLowerCase() === 'websocket';

/**
 * Answers a request that offers another protocol as if it didn't, which is how a server declines (RFC 9110, 7.8). Java's
 * HTTP client offers HTTP/2 with every first request (`Upgrade: h2c`), curl does with `--http2`. Node takes any offer for
 * accepted and gives away the bare line, the body still in it: the server gets it back as a new line that begins with the
 * same request, without its offer.
 */
export function serveWithoutOffer(server: Server, request: IncomingMessage, body: Buffer): void {
  const { socket } = request;
  socket.unshift(Buffer.concat([headWithoutOffer(request), body]));
  server.emit('connection', socket);
}

/** The head of a request as it came, but for its offer. */
function headWithoutOffer({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const [name = '', value = ''] = rawHeaders.slice(n, n + 2);
    const kept = withoutOffer(name.toLowerCase(), value);
    if (kept !== null) lines.push(`${name}: ${kept}`);
  }
  // Node reads heads as Latin-1, so that every byte comes back as it was.
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** What is kept of a header; null: nothing. */
function withoutOffer(name: string, value: string): string | null {
  if (name === 'upgrade' || name === 'http2-settings') return null;
  if (name !== 'connection') return value;
  const options = value.split(',').map((option) => option.trim());
  return options.filter((option) => !/^(upgrade|http2-settings)?$/i.test(option)).join(', ') || null;
}
