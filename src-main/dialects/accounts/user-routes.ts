import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Accounts } from '#main/accounts/accounts.ts';
import type { Logins } from '#main/accounts/logins.ts';
import { cookieFor, sessionCookieOf, tokenOf } from '#main/accounts/request-token.ts';
import { type Sessions, sessionLastsS } from '#main/accounts/sessions.ts';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { answer, fail, failWith, textsOf } from './answers.ts';
import { changing } from './neighbours.ts';

/** What the routes of accounts need. */
export interface UserRoutesContext extends Pick<DialectContext, 'addressOf' | 'isLoopback'> {
  readonly accounts: Accounts;
  readonly logins: Logins;
  readonly sessions: Sessions;
}

const notJson = 'The request’s body isn’t as it should be.';

/** Signing up, logging in and out. */
export function userRoutes(app: FastifyInstance, context: UserRoutesContext): void {
  const { accounts, logins, sessions } = context;

  app.post('/api/v1/user/signup', changing, async (request, reply) => {
    const body = textsOf(request.body, ['username', 'email', 'password']);
    if (!body) return fail(reply, 400, notJson);
    const made = await accounts.signUp(body, {
      address: context.addressOf(request.raw),
      isOwnMachine: context.isLoopback(request.raw),
    });
    if (!made.ok) return failWith(reply, made.error);
    const { id, username, email } = made.value;
    return answer(reply, { id, username, email });
  });

  app.post('/api/v1/user/login', changing, async (request, reply) => {
    const body = textsOf(request.body, ['email', 'password']);
    if (!body) return fail(reply, 400, notJson);
    const opened = await logins.logIn(body.email, body.password, context.addressOf(request.raw));
    if (!opened.ok) return failWith(reply, opened.error);
    const { account, token } = opened.value;
    reply.removeHeader('set-cookie').header('set-cookie', cookieFor(token, sessionLastsS));
    return answer(reply, { username: account.username, id: account.id });
  });

  app.get('/api/v1/user/logout', changing, async (request, reply) => {
    const token = tokenOf(request.raw);
    const closed = token === null ? null : await sessions.close(token);
    if (closed && !closed.ok) return failWith(reply, closed.error);
    reply.removeHeader('set-cookie').header('set-cookie', cookieFor('', 0));
    return answer(reply, { message: 'Successfully logged out' });
  });

  app.get('/api/v1/user/me', (request, reply) => {
    const token = tokenOf(request.raw);
    const account = token === null ? null : sessions.use(token);
    if (!account) return fail(reply, 401, 'not logged in');
    const { id, username, email, role } = account;
    return answer(reply, { id, username, email, role });
  });
}

/** Every answer to who has a session makes its cookie last from now, as the session does. */
export function renewCookies(app: FastifyInstance, sessions: Pick<Sessions, 'use'>): void {
  app.addHook('onRequest', async (request, reply: FastifyReply) => {
    const token = sessionCookieOf(request.raw);
    if (token !== null && sessions.use(token)) reply.header('set-cookie', cookieFor(token, sessionLastsS));
  });
}
