import type { FastifyReply } from 'fastify';
import { fieldsInAnyCase } from '#main/lib/any-case.ts';
import type { Refusal } from '#shared/domain/refusal.ts';

/** Sends a body as JSON, also `null`. */
export const answer = (reply: FastifyReply, body: unknown, status = 200): FastifyReply =>
  reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body));

/** Sends `{"error": …}`. */
export const fail = (reply: FastifyReply, status: number, error: string): FastifyReply =>
  answer(reply, { error }, status);

/** Sends the status and text that clients of accounts know for a refusal. */
export function failWith(reply: FastifyReply, why: Refusal): FastifyReply {
  switch (why.code) {
    case 'EMAIL_INVALID':
      return fail(reply, 400, 'email address is not valid');
    case 'USERNAME_INVALID':
      return fail(reply, 400, 'username is not valid');
    case 'PASSWORD_INVALID':
      return fail(reply, 400, 'password must have 8 to 256 characters');
    case 'NAME_TAKEN':
      return fail(reply, 409, 'User with this username or email already exists');
    case 'TOKEN_UNKNOWN':
      return fail(reply, 401, 'invalid email or password');
    case 'NOT_ALLOWED':
      return fail(reply, 403, why.message);
    case 'TRY_LATER':
      return fail(reply.header('retry-after', String(why.params?.seconds ?? 60)), 429, why.message);
    case 'TOO_MANY':
      return fail(reply.header('retry-after', '5'), 503, why.message);
    case 'STORE_FAILED':
    case 'HUB_STOPPING':
      return fail(reply, 503, why.message);
    default:
      return fail(reply, 400, why.message);
  }
}

/** The fields of a JSON object, their names in lower case: old clients' servers took any case and any Content-Type. */
export function fieldsOf(body: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof body !== 'string') return null;
  try {
    return fieldsInAnyCase(JSON.parse(body));
  } catch {
    return null;
  }
}

/** Text fields of a JSON object by their names; one that is missing is empty. Null when one is something else. */
export function textsOf<const N extends string>(
  body: unknown,
  names: readonly N[],
): Readonly<Record<N, string>> | null {
  const fields = fieldsOf(body);
  if (!fields) return null;
  const texts = names.map((name) => [name, fields.get(name) ?? ''] as const);
  if (!texts.every((entry): entry is readonly [N, string] => typeof entry[1] === 'string')) return null;
  return Object.fromEntries(texts) as Record<N, string>;
}
