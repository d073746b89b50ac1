import { request } from 'node:http';

/** What a hub answered. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** The body, parsed; null if it isn't JSON. */
  readonly json: Record<string, unknown> | null;
}

/** Asks the hub on loopback something, with the headers exactly as given (fetch would set its own Host). */
export function ask(
  port: number,
  path: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: options.method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: jsonOf(text) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function jsonOf(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** The organiser's calls: claims the one-time token and sends the panel's own with each. */
export async function organiserOf(
  port: number,
  once: string,
): Promise<{
  token: string;
  post: (path: string, body?: unknown) => Promise<Answer>;
  get: (path: string) => Promise<Answer>;
}> {
  const claimed = await ask(port, '/api/organiser/claim', { body: { once } });
  if (claimed.status !== 200) throw new Error(`the panel's token was refused: ${claimed.text}`);
  const token = String(claimed.json?.token);
  const headers = { authorization: `Bearer ${token}` };
  return {
    token,
    post: (path, body = {}) => ask(port, path, { body, headers }),
    get: (path) => ask(port, path, { headers }),
  };
}
