import { request } from 'node:http';
import { createRelay } from '#main/dialects/relay/relay.ts';
import type { EventStore } from '#main/store/event-store.ts';
import { openCup } from '../../support/cup-hub.ts';
import { handServer } from '../../support/hand-server.ts';
import { type Answer, ask, organiserOf } from '../../support/http.ts';
import { logEntries } from '../../support/running-hub.ts';
import { cup } from '../../support/small-cup.ts';
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

/** A served hub with the small cup and the relay, whose time passes by hand; it ends with the test. */
export async function handHub({
  openByDefault = true,
  elsewhere = false,
  store,
}: {
  openByDefault?: boolean;
  /** Clients count as such of other machines. */
  elsewhere?: boolean;
  store?: EventStore;
} = {}) {
  const { hub, hand } = await openCup(store);
  const { port, panelUrl, dataDir } = await handServer(hub, hand, {
    dialects: (context) => [createRelay(elsewhere ? { ...context, isLoopback: () => false } : context)],
    adapters: ['relay'],
    openByDefault,
  });
  const organiser = await organiserOf(port, panelUrl().split('#')[1] ?? '');
  return {
    hub,
    hand,
    port,
    organiser,
    /** Lets a phone join as one of the cup's referees; gives its token. */
    async phone(n: 0 | 1, device: string): Promise<string> {
      const seat = await organiser.post('/api/organiser/seats', {
        tournament: cup.id,
        official: cup.officials[n],
        role: 'referee',
      });
      const joined = await ask(port, '/api/join', { body: { secret: seat.json?.secret, device } });
      return String(joined.json?.token);
    },
    /** Why frames were dropped, as the program's log has it. */
    dropped: () =>
      logEntries(dataDir)
        .filter(({ msg }) => msg.includes('dropped'))
        .map(({ msg }) => msg),
  };
}
