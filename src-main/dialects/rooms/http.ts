import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { askedFrom } from '#main/dialects/transport/allowance.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Asker, RoomRefusal } from './asker.ts';

/** What the routes need to know of who asks. */
export type AskingContext = Pick<DialectContext, 'callerOf' | 'addressOf' | 'isLoopback' | 'isOurOrigin'>;

/** Who sent a request. */
export const askerOf = (context: AskingContext, { raw }: FastifyRequest): Asker => ({
  caller: context.callerOf(raw),
  ...askedFrom(context, raw),
});

/** The status of the answer to a refusal. */
export function statusOf({ code }: RoomRefusal): number {
  switch (code) {
    case 'bad':
      return 400;
    case 'closed':
      return 403;
    case 'tooMuch':
      return 429;
    case 'full':
    case 'unavailable':
      return 503;
    default:
      return unreachable(code);
  }
}

/** Sets what goes with a refusal: its status, and when to try again. */
export function refusing(reply: FastifyReply, why: RoomRefusal): FastifyReply {
  if (why.code === 'tooMuch') reply.header('retry-after', '1');
  return reply.code(statusOf(why));
}

/** A page of somebody else's can make a browser send a form; its Origin gives it away. */
export const foreignPage: RoomRefusal = {
  code: 'closed',
  message: 'Pages from elsewhere can’t write here.',
};

/** A request's room, as decoded from its path. */
export const roomOf = (request: FastifyRequest): string =>
  (request.params as { readonly roomid: string }).roomid;

/** What a body-parser's error means for the sender; null: none of theirs. */
export function bodyProblem(error: {
  readonly statusCode?: number | undefined;
}): { readonly status: number; readonly message: string } | null {
  const status = error.statusCode ?? 500;
  if (status >= 500) return null;
  if (status === 413) return { status, message: 'The message is too large.' };
  return { status, message: 'The message can’t be read.' };
}
