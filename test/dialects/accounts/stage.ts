import { createConnection } from 'node:net';
import type { RunningApp } from '#main/app.ts';
import { type Answer, ask, organiserOf } from '../../support/http.ts';
import { onceOf, startHub } from '../../support/hub-app.ts';
import { openSocket, type WireSocket } from '../../support/wire-socket.ts';

export const heron = { username: 'heron', email: 'heron@lake.example', password: 'long legs' };
export const otter = { username: 'otter', email: 'otter@lake.example', password: 'quick paws' };

/** A hub with cheap password hashes, and what its clients and its organiser do. */
export async function accountsStage(dataDir?: string): Promise<{
  app: RunningApp;
  port: number;
  organiser: Awaited<ReturnType<typeof organiserOf>>;
  post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  /** Makes an account on the panel. */
  account: (of: typeof heron, role?: 'organiser' | 'official' | 'viewer') => Promise<Answer>;
  /** Logs in and gives the cookie. */
  logIn: (as: typeof heron) => Promise<string>;
  join: (room: string, as: { id: string; username: string }, cookie?: string) => Promise<WireSocket>;
}> {
  const app = await startHub(dataDir, { passwordCost: 4, openByDefault: true });
  const { port } = app;
  const organiser = await organiserOf(port, onceOf(app));
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(port, path, { body, headers });
  return {
    app,
    port,
    organiser,
    post,
    get: (path, headers = {}) => ask(port, path, { headers }),
    account: (of, role = 'viewer') => organiser.post('/api/organiser/accounts', { ...of, role }),
    async logIn({ email, password }) {
      const { headers } = await post('/api/v1/user/login', { email, password });
      return String(headers['set-cookie']).split(';')[0] ?? '';
    },
    join: (room, { id, username }, cookie) =>
      openSocket(
        port,
        `/api/v1/ws/joinRoom/${room}?userId=${id}&username=${username}`,
        cookie === undefined ? {} : { headers: { cookie } },
      ),
  };
}

/** Sends an HTTP/1.1 request word for word and gives the whole answer, but for its date. */
export function rawAnswer(port: number, request: readonly string[], body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () =>
      resolve(
        Buffer.concat(chunks)
          .toString('utf8')
          .replace(/^Date: .*\r\n/m, ''),
      ),
    );
    const head = [
      ...request,
      `Host: 127.0.0.1:${port}`,
      'Connection: close',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
