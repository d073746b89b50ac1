import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import type { Result } from '#shared/lib/result.ts';

/** Status of the answer to a refusal. */
function statusOf({ code }: Refusal): number {
  switch (code) {
    case 'TRY_LATER':
    case 'TOO_MANY':
      return 429;
    case 'NAME_NEEDED':
    case 'NAME_TAKEN':
      return 409;
    case 'NOT_ALLOWED':
      return 403;
    case 'TOKEN_UNKNOWN':
    case 'NOT_JOINED':
      return 401;
    case 'NO_SUCH_TOURNAMENT':
    case 'NO_SUCH_RECORD':
    case 'SEAT_UNKNOWN':
      return 404;
    case 'STORE_FAILED':
    case 'HUB_STOPPING':
      return 503;
    default:
      return 400;
  }
}

/** Sends a refusal as JSON with its status, as the hub's own calls are answered. */
export function refuse(reply: FastifyReply, why: Refusal): FastifyReply {
  if (why.code === 'TRY_LATER') reply.header('retry-after', String(why.params?.seconds ?? 60));
  return reply.code(statusOf(why)).send(why);
}

/** Sends a result: what it gives, an empty object when that is nothing, or the refusal. */
export function answer<T>(reply: FastifyReply, result: Result<T, Refusal>): FastifyReply {
  return result.ok ? reply.send(result.value ?? {}) : refuse(reply, result.error);
}

/** A field of a request that can't be read, by its path. */
export const badField = (path: string): Refusal =>
  refusal('BAD_FRAME', 'The field “{path}” isn’t as it should be.', { path });

/** Reads a request's body, or answers 400 and gives null. */
export function bodyOf<T>(schema: z.ZodType<T>, request: FastifyRequest, reply: FastifyReply): T | null {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  refuse(reply, badField(parsed.error.issues[0]?.path.join('.') ?? ''));
  return null;
}
