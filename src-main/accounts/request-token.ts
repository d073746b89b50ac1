import type { IncomingMessage } from 'node:http';

/** Name of the cookie with an account's session. */
const sessionCookie = 'access_token';

/**
 * The `Set-Cookie` of a session (RFC 6265, 4.1), or with 0 seconds of none. Without `Secure` and `Domain`: the hub speaks
 * plain HTTP and has several names.
 */
export const cookieFor = (token: string, lastsS: number): string =>
  `${sessionCookie}=${token}; Path=/; Max-Age=${lastsS}; HttpOnly; SameSite=Strict`;

/** Where a request goes; one whose URL can't be read goes to `/`. */
export function urlOf({ url }: Pick<IncomingMessage, 'url'>): URL {
  return URL.parse(url ?? '/', 'http://hub') ?? new URL('http://hub/');
}

/** The session cookie of a request; null when it has none. */
export function sessionCookieOf({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const cookies = (headers.cookie ?? '').split(';').map((part) => part.trim());
  return (
    cookies.find((part) => part.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1) ?? null
  );
}

/** The token that a request carries: a bearer, `?access_token=` or the session cookie; null when there is none. */
export function tokenOf(request: Pick<IncomingMessage, 'headers' | 'url'>): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  return urlOf(request).searchParams.get(sessionCookie) ?? sessionCookieOf(request);
}
