import type { IncomingMessage } from 'node:http';
import type { Caller } from '#main/dialects/dialect.ts';
import type { Identity } from '#main/hub/hub-port.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { ProgramToken } from '#shared/domain/people/accounts.ts';

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

/** Where a request goes; one whose URL can't be read goes to `/`. */
export function urlOf({ url }: Pick<IncomingMessage, 'url'>): URL {
  return URL.parse(url ?? '/', 'http://hub') ?? new URL('http://hub/');
}

/** The token that a request carries: a bearer, `?access_token=` or the session cookie; null when there is none. */
export function tokenOf(request: Pick<IncomingMessage, 'headers' | 'url'>): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const inQuery = urlOf(request).searchParams.get('access_token');
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

/** A program with a token of its own. */
export const programCaller = ({ name, role, tokenHash }: ProgramToken): Caller => ({
  role,
  name,
  device: `token-${tokenHash.slice(0, 16)}` as DeviceId,
  official: null,
  tournament: null,
  account: null,
});

/** Whether an event ends or changes what somebody may do, by its topic and type. */
export function endsRights({ topic, type }: { readonly topic: string; readonly type: string }): boolean {
  switch (topic) {
    case 'people':
      return type === 'deviceRevoked';
    case 'accounts':
      return ['tokenRevoked', 'sessionClosed', 'passwordChanged', 'roleChanged', 'accountRevoked'].includes(
        type,
      );
    default:
      return false;
  }
}
