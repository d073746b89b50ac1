import { request } from 'node:http';
import { type Answer, ask } from '../../support/http.ts';
import { openSocket, type WireSocket } from '../../support/wire-socket.ts';

/** Sends a body as it is, whatever it is, with these headers only. */
export function postText(
  port: number,
  path: string,
  body: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Pick<Answer, 'status' | 'headers' | 'text'>> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: options.method ?? 'POST',
        headers: { 'content-length': String(Buffer.byteLength(body)), ...options.headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A frame as referees send it. */
export const frameOf = (id: string, event: unknown): string => JSON.stringify({ referee: { ID: id }, event });

/** A referee as the old program is one: announces the match, then connects. */
export async function oldReferee(port: number, id: string): Promise<WireSocket> {
  const answer = await postText(port, '/referee/register', JSON.stringify({ ID: id }));
  if (answer.status !== 200) throw new Error(`${id} wasn’t registered: ${answer.text}`);
  return openSocket(port, '/referee');
}

/** A watcher as the old program is one: says what it will watch, then connects. */
export async function oldWatcher(port: number, id: string): Promise<WireSocket> {
  const answer = await postText(port, '/spectateur/register', JSON.stringify({ ID: id }));
  if (answer.status !== 200) throw new Error(`${id} can’t be watched: ${answer.text}`);
  return openSocket(port, '/spectateur');
}

/** A watcher as new programs are. */
export const watcherOf = (port: number, id: string): Promise<WireSocket> =>
  openSocket(port, `/spectateur?matchID=${encodeURIComponent(id)}`);

/** The ids that `/live-match` lists. */
export const liveMatches = async (port: number): Promise<unknown> =>
  JSON.parse((await ask(port, '/live-match')).text);
