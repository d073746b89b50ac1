import type { IncomingMessage } from 'node:http';
import type { Caller } from '#main/dialects/dialect.ts';
import type { Identity } from '#main/hub/hub-port.ts';
import type { DeviceId } from '#shared/domain/ids.ts';

/** Somebody without a token, or with one that isn't known. */
export const nobody: Caller = {
  role: 'nobody',
  name: '',
  device: 'older-client' as DeviceId,
  official: null,
  tournament: null,
  account: null,
};

/** Name of the session cookie of accounts. */
export const sessionCookie = 'access_token';

/** The token that a request carries: a bearer, `?access_token=` or the session cookie; null when there is none. */
export function tokenOf(request: Pick<IncomingMessage, 'headers' | 'url'>): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const inQuery = new URL(request.url ?? '/', 'http://hub').searchParams.get('access_token');
  if (inQuery !== null) return inQuery;
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return (
    cookies.find((part) => part.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1) ?? null
  );
}

/** Somebody who joined the tournament, or the panel, as a caller. */
export const joinedCaller = (identity: Identity, name: string): Caller => ({
  role: identity.role === 'spectator' ? 'nobody' : identity.role,
  name,
  device: identity.device,
  official: identity.official,
  tournament: identity.tournament,
  account: null,
});
