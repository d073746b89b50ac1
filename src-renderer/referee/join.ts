import type { DeviceId, OfficialId, TournamentId } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** What a phone keeps after it has joined: the token stands for its official in one tournament. */
export interface Session {
  readonly token: string;
  /** The hub may have given the phone another id than it asked with; its taps go by this one. */
  readonly device: DeviceId;
  readonly official: { readonly id: OfficialId; readonly name: string };
  readonly tournament: TournamentId;
  readonly addresses: readonly string[];
}

/** What `fetch` is needed for; passed in so that it runs anywhere. */
export type Ask = (url: string, init?: RequestInit) => Promise<Response>;

/** Why joining went wrong: the hub's refusal, or `away` when no answer came that can be read. */
export type JoinProblem = Refusal | 'away';

/** Joins with the secret of a QR code; refused with NAME_NEEDED when the seat is open to anyone who gives a name. */
export function joinBySecret(
  ask: Ask,
  origin: string,
  request: { readonly secret: string; readonly device: DeviceId; readonly name?: string },
): Promise<Result<Session, JoinProblem>> {
  return post(ask, `${origin}/api/join`, request, asSession);
}

/** Asks to join by the six digits; the organiser then decides. */
export function askToJoin(
  ask: Ask,
  origin: string,
  request: { readonly code: string; readonly name: string; readonly device: DeviceId },
): Promise<Result<{ readonly request: string; readonly key: string }, JoinProblem>> {
  return post(ask, `${origin}/api/join/code`, request, (json) => {
    const { request: id, key } = asRecord(json);
    return typeof id === 'string' && typeof key === 'string' ? { request: id, key } : null;
  });
}

/** What the organiser has said so far; the hub answers at once when they have, else after some seconds. */
export type JoinAnswer =
  | { readonly state: 'waiting' }
  | { readonly state: 'declined' }
  | { readonly state: 'admitted'; readonly session: Session };

/** Waits for the organiser's word on a request, up to 20 s; ask again on `waiting`. */
export function awaitAnswer(
  ask: Ask,
  origin: string,
  { request, key }: { readonly request: string; readonly key: string },
  signal?: AbortSignal,
): Promise<Result<JoinAnswer, JoinProblem>> {
  const url = `${origin}/api/join/code/${encodeURIComponent(request)}?key=${encodeURIComponent(key)}`;
  return answerTo(() => ask(url, signal ? { signal } : {}), asJoinAnswer);
}

function asJoinAnswer(json: unknown): JoinAnswer | null {
  const { state } = asRecord(json);
  if (state === 'waiting' || state === 'declined') return { state };
  if (state !== 'admitted') return null;
  const session = asSession(json);
  return session ? { state, session } : null;
}

function post<T>(
  ask: Ask,
  url: string,
  body: object,
  read: (json: unknown) => T | null,
): Promise<Result<T, JoinProblem>> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return answerTo(() => ask(url, init), read);
}

async function answerTo<T>(
  ask: () => Promise<Response>,
  read: (json: unknown) => T | null,
): Promise<Result<T, JoinProblem>> {
  let response: Response;
  let json: unknown;
  try {
    response = await ask();
    json = await response.json();
  } catch {
    return err('away');
  }
  if (!response.ok) return err(asRefusal(json) ?? 'away');
  const value = read(json);
  return value === null ? err('away') : ok(value);
}

const asRecord = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null ? { ...json } : {};

/** Reads a session as the hub sends it or as this device kept it; null if it isn't one. */
export function asSession(json: unknown): Session | null {
  const { token, device, official, tournament, addresses } = asRecord(json);
  const { id, name } = asRecord(official);
  // The hub sends the tournament's id, or its id and name.
  const tournamentId = typeof tournament === 'string' ? tournament : asRecord(tournament).id;
  if (typeof token !== 'string' || typeof id !== 'string' || typeof name !== 'string') return null;
  if (typeof tournamentId !== 'string' || typeof device !== 'string') return null;
  const origins = Array.isArray(addresses) ? addresses.filter((a): a is string => typeof a === 'string') : [];
  return {
    token,
    device: device as DeviceId,
    official: { id: id as OfficialId, name },
    tournament: tournamentId as TournamentId,
    addresses: origins,
  };
}

function asRefusal(json: unknown): Refusal | null {
  const { code, message, params } = asRecord(json);
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  const given = Object.entries(asRecord(params)).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  // Codes of a newer hub pass through: its sentence is shown as it is.
  return { code: code as Refusal['code'], message, params: Object.fromEntries(given) };
}
