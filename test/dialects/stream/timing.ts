import { tokensOfFolder } from '#main/commands/tokens-of-folder.ts';

/** What a hub answered to a timing program. */
export interface PostAnswer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** A timing program: publishes on a hub on loopback, with a token. */
export interface TimingProgram {
  readonly token: string;
  /** Sends a body as it is to a competition's events. */
  post(competition: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<PostAnswer>;
}

/** Sends a body to a competition's events; `token` null: without one. */
export async function postEvents(
  port: number,
  competition: string,
  body: string | Uint8Array,
  token: string | null,
  headers: Record<string, string> = {},
): Promise<PostAnswer> {
  const response = await fetch(
    `http://127.0.0.1:${port}/v1/competitions/${encodeURIComponent(competition)}/events`,
    {
      method: 'POST',
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    },
  );
  const text = await response.text();
  // The cast: the route answers objects only, and another answer makes the test fail.
  return { status: response.status, json: JSON.parse(text) as Record<string, unknown> };
}

let programs = 0;

/** A timing program with a token of its own, made as `touchline token create` does while the hub runs. */
export async function timingProgram({
  port,
  dataDir,
}: {
  readonly port: number;
  readonly dataDir: string;
}): Promise<TimingProgram> {
  programs += 1;
  const made = await tokensOfFolder(dataDir).create(`Timing ${process.pid} ${programs}`);
  if (!made.ok) throw new Error(made.error.message);
  const { token } = made.value;
  return {
    token,
    post: (competition, body, headers) => postEvents(port, competition, body, token, headers),
  };
}

/** An event's text, in the order of its members that the original systems send: alphabetical. */
export const eventText = (
  competitionId: string,
  typeName: string,
  ids: { readonly distanceId?: string; readonly heat?: number } = {},
  rest: Readonly<Record<string, unknown>> = {},
): string =>
  JSON.stringify({
    competitionId,
    ...(ids.distanceId === undefined ? {} : { distanceId: ids.distanceId }),
    ...(ids.heat === undefined ? {} : { heat: { number: ids.heat, round: 1 } }),
    ...rest,
    typeName,
  });
