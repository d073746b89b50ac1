import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { Accounts } from '#main/accounts/accounts.ts';
import type { ProgramTokens } from '#main/accounts/program-tokens.ts';
import { beforeOf } from '#main/dialects/transport/older-rows.ts';
import { answer, bodyOf, refuse } from '#main/lib/answer-refusal.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { AccountRole } from '#shared/domain/people/accounts.ts';
import { refusal } from '#shared/domain/refusal.ts';
import type { HubRooms } from './hub-rooms.ts';

const text = z.string().max(1_000);
const NewAccount = z.object({ username: text, email: text, password: text, role: AccountRole });
const NewRole = z.object({ role: AccountRole });
const NewPassword = z.object({ password: text });
const NewToken = z.object({ name: text });

/** What the panel's routes need. */
export interface PanelRoutesContext {
  readonly accounts: Accounts;
  readonly tokens: ProgramTokens;
  readonly rooms: HubRooms;
}

const noSuchRoom = refusal('NO_SUCH_RECORD', 'There is no such room.');
const panel = 'panel' as DeviceId;

/** Managing accounts and tokens, reading hub rooms and deleting them, on the panel. */
export function panelRoutes(app: FastifyInstance, { accounts, tokens, rooms }: PanelRoutesContext): void {
  type OfAccount = { Params: { id: string } };
  type OfToken = { Params: { name: string } };
  type OfRoom = { Params: { id: string }; Querystring: { before?: string } };

  app.post('/api/organiser/accounts', async (request, reply) => {
    const body = bodyOf(NewAccount, request, reply);
    if (!body) return reply;
    const made = await accounts.create(body, body.role);
    return made.ok ? reply.send({ id: made.value.id }) : refuse(reply, made.error);
  });

  app.post<OfAccount>('/api/organiser/accounts/:id/role', async (request, reply) => {
    const body = bodyOf(NewRole, request, reply);
    if (!body) return reply;
    return answer(reply, await accounts.changeRole(request.params.id, body.role));
  });

  app.post<OfAccount>('/api/organiser/accounts/:id/reset', async (request, reply) => {
    const body = bodyOf(NewPassword, request, reply);
    if (!body) return reply;
    return answer(reply, await accounts.resetPassword(request.params.id, body.password));
  });

  app.post<OfAccount>('/api/organiser/accounts/:id/revoke', async (request, reply) =>
    answer(reply, await accounts.revoke(request.params.id)),
  );

  app.post<OfAccount>('/api/organiser/accounts/:id/restore', async (request, reply) =>
    answer(reply, await accounts.restore(request.params.id)),
  );

  app.post('/api/organiser/tokens', async (request, reply) => {
    const body = bodyOf(NewToken, request, reply);
    if (!body) return reply;
    const made = await tokens.create(body.name);
    return made.ok ? reply.send(made.value) : refuse(reply, made.error);
  });

  app.post<OfToken>('/api/organiser/tokens/:name/revoke', async (request, reply) =>
    answer(reply, await tokens.revoke(request.params.name)),
  );

  app.get<OfRoom>('/api/organiser/hub-rooms/:id/messages', (request, reply) => {
    const before = beforeOf(request.query);
    if (!before.ok) return refuse(reply, before.error);
    const messages = rooms.messages(request.params.id, before.value);
    return messages ? reply.send({ messages }) : refuse(reply, noSuchRoom);
  });

  app.post<OfRoom>('/api/organiser/hub-rooms/:id/delete', async (request, reply) => {
    const removed = await rooms.remove(request.params.id, panel);
    if (!removed.ok) return refuse(reply, removed.error);
    return removed.value ? reply.send({}) : refuse(reply, noSuchRoom);
  });
}
