import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { turnAway } from '#main/lib/turn-away.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { ListenAddress } from './addresses.ts';
import { linesOf, recordedLine } from './lines.ts';
import { rhythm, until } from './rhythm.ts';

/** What a replay is started with. */
export interface ReplayOptions {
  readonly file: string;
  readonly address: ListenAddress;
  readonly speed: number;
  readonly complain: (sentence: string) => void;
}

/** A replay that clients can connect to. */
export interface ReplayServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Clients at a time; each reads the file for itself. */
const mostClients = 1_000;
/** What clients send isn't read; a larger frame ends the connection. In bytes. */
const largestFrame = 64 * 1024;
/** Lines whose trouble is told; the same ones come up for every client. */
const mostTold = 1_000;
const keepAliveMs = 30_000;

/** Sends a text and waits until the line has taken it, or is gone: so much lies in memory, and no more. */
function sent(client: WebSocket, text: string, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted) return resolve();
    const done = (): void => {
      gone.removeEventListener('abort', done);
      resolve();
    };
    gone.addEventListener('abort', done);
    client.send(text, { binary: false }, done);
  });
}

/**
 * Serves a recording to WebSockets on any path and from any origin: each client gets it from its first line on, lines
 * verbatim, in the recording's rhythm. Its connection stays open at the end.
 */
export async function startReplay(options: ReplayOptions): Promise<Result<ReplayServer, string>> {
  const { file, address, speed, complain } = options;
  const told = new Set<number>();
  const tell = (number: number, why: string): void => {
    if (told.has(number) || told.size >= mostTold) return;
    told.add(number);
    complain(`Line ${number} is skipped: ${why}.`);
  };

  async function play(client: WebSocket, gone: AbortSignal): Promise<void> {
    const due = rhythm(speed, () => performance.now());
    for await (const line of linesOf(file)) {
      if (gone.aborted) return;
      const recorded = recordedLine(line);
      if (!recorded.ok) {
        tell(line.number, recorded.error);
        continue;
      }
      if (!(await until(due.dueAt(recorded.value.at), gone))) return;
      await sent(client, recorded.value.text, gone);
    }
  }

  const http = createServer((_request, response) => {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('This address is for WebSockets.\n');
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false });
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (sockets.clients.size >= mostClients) {
      turnAway(socket, '503 Service Unavailable');
      return;
    }
    request.socket.setKeepAlive(true, keepAliveMs);
    request.socket.setNoDelay(true);
    sockets.handleUpgrade(request, socket, head, (client) => {
      const gone = new AbortController();
      client.on('close', () => gone.abort());
      client.on('error', () => client.terminate());
      play(client, gone.signal).catch((cause: unknown) => {
        complain(
          `${file} can’t be read any more: ${cause instanceof Error ? cause.message : String(cause)}.`,
        );
        client.close(1011, 'the recording can’t be read');
      });
    });
  });

  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen({ port: address.port, ...(address.host === null ? {} : { host: address.host }) }, resolve);
    });
  } catch (cause) {
    return err(listenRefusal(cause, address));
  }
  // The cast: a server on a port has such an address.
  const { port } = http.address() as AddressInfo;
  return ok({
    port,
    async stop() {
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
    },
  });
}

function listenRefusal(cause: unknown, { host, port }: ListenAddress): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'EADDRINUSE') {
    return `Port ${port} is used by another program. Stop it, or choose another with --address :PORT.`;
  }
  return `The replay can’t listen on ${host ?? ''}:${port} (${cause instanceof Error ? cause.message : String(cause)}).`;
}
