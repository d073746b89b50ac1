import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Accounts } from '#main/accounts/accounts.ts';
import type { ProgramTokens } from '#main/accounts/program-tokens.ts';
import { AccountRole } from '#shared/domain/people/accounts.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import type { Result } from '#shared/lib/result.ts';
import type { HubRooms } from './hub-rooms.ts';

const text = z.string().max(1_000);
const NewAccount = z.object({ username: text, email: text, password: text, role: AccountRole });
const NewRole = z.object({ role: AccountRole });
const NewPassword = z.object({ password: text });
const NewToken = z.object({ name: text });
const Before = z.object({ before: z.coerce.number().int().positive().optional() });

/** What the panel's routes need. */
export interface PanelRoutesContext {
  readonly accounts: Accounts;
  readonly tokens: ProgramTokens;
  readonly rooms: HubRooms;
}

/** Managing accounts and tokens, and reading hub rooms, on the panel. */
export function panelRoutes(app: FastifyInstance, { accounts, tokens, rooms }: PanelRoutesContext): void {
  type OfAccount = { Params: { id: string } };
  type OfToken = { Params: { name: string } };

  app.post('/api/organiser/accounts', async (request, reply) => {
    const body = read(NewAccount, request);
    if (!body.success) return refuse(reply, badBody(body));
    const made = await accounts.create(body.data, body.data.role);
    return made.ok ? reply.send({ id: made.value.id }) : refuse(reply, made.error);
  });

  app.post<OfAccount>('/api/organiser/accounts/:id/role', async (request, reply) => {
    const body = read(NewRole, request);
    if (!body.success) return refuse(reply, badBody(body));
    return done(reply, await accounts.changeRole(request.params.id, body.data.role));
  });

  app.post<OfAccount>('/api/organiser/accounts/:id/reset', async (request, reply) => {
    const body = read(NewPassword, request);
    if (!body.success) return refuse(reply, badBody(body));
    return done(reply, await accounts.resetPassword(request.params.id, body.data.password));
  });

  app.post<OfAccount>('/api/organiser/accounts/:id/revoke', async (request, reply) =>
    done(reply, await accounts.revoke(request.params.id)),
  );

  app.post<OfAccount>('/api/organiser/accounts/:id/restore', async (request, reply) =>
    done(reply, await accounts.restore(request.params.id)),
  );

  app.post('/api/organiser/tokens', async (request, reply) => {
    const body = read(NewToken, request);
    if (!body.success) return refuse(reply, badBody(body));
    const made = await tokens.create(body.data.name);
    return made.ok ? reply.send(made.value) : refuse(reply, made.error);
  });

  app.post<OfToken>('/api/organiser/tokens/:name/revoke', async (request, reply) =>
    done(reply, await tokens.revoke(request.params.name)),
  );

  app.get<OfAccount>('/api/organiser/hub-rooms/:id/messages', (request, reply) => {
    const query = Before.safeParse(request.query);
    if (!query.success) return refuse(reply, badBody(query));
    const messages = rooms.messages(request.params.id, query.data.before);
    return messages
      ? reply.send({ messages })
      : refuse(reply, refusal('NO_SUCH_RECORD', 'There is no such room.'));
  });
}

const read = <T>(schema: z.ZodType<T>, request: FastifyRequest): z.ZodSafeParseResult<T> =>
  schema.safeParse(request.body);

const badBody = ({ error }: { readonly error: z.ZodError }): Refusal =>
  refusal('BAD_FRAME', 'The field “{path}” isn’t as it should be.', {
    path: error.issues[0]?.path.join('.') ?? '',
  });

const done = (reply: FastifyReply, result: Result<void, Refusal>): FastifyReply =>
  result.ok ? reply.send({}) : refuse(reply, result.error);

/** Sends a refusal as the panel's other calls do. */
function refuse(reply: FastifyReply, why: Refusal): FastifyReply {
  return reply.code(statusOf(why)).send(why);
}

function statusOf({ code }: Refusal): number {
  switch (code) {
    case 'NO_SUCH_RECORD':
      return 404;
    case 'NAME_TAKEN':
      return 409;
    case 'TOO_MANY':
      return 429;
    case 'STORE_FAILED':
    case 'HUB_STOPPING':
      return 503;
    default:
      return 400;
  }
}
