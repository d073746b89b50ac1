import { setImmediate as rest } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { cookieFor, sessionCookieOf, tokenOf } from '#main/accounts/request-token.ts';
import { sessionLastsS } from '#main/accounts/sessions.ts';
import { type DialectContext, mayPublish } from '#main/dialects/dialect.ts';
import { budgetPerKey } from '#main/lib/rate-limit.ts';
import { competitionIdOf } from '#shared/domain/competition/event.ts';
import { recordBatch } from './record-events.ts';
import { eventsIn } from './wire.ts';

/** The largest body, in bytes. */
const largestBody = 8 * 1024 * 1024;
/** Requests of one sender: so many at once, and per second in the long run. */
const pace = { burst: 1_000, perSecond: 500 };
/** Bytes of bodies that are read at the same time, from all senders, and what the smallest counts for at least. */
const mostAtOnce = 16 * largestBody;
const leastOfOne = 16 * 1024;
/** Senders whose pace is remembered. */
const mostSenders = 1_000;
/** A sender's own name for a batch: what can stand in a header without quotes, or within them. */
const keyPattern = /^[\x21-\x7e]{1,100}$/;

/** What a body counts for while it is read: its length, or the most that it may have when that isn't said. */
function weightOf(contentLength: string | undefined): number {
  const bytes = Number(contentLength ?? largestBody);
  return Math.max(leastOfOne, Math.min(largestBody, Number.isNaN(bytes) ? largestBody : bytes));
}

/** Adds `POST /v1/competitions/{id}/events`: a program publishes events, all of a body or none. */
export function postEvents(
  app: FastifyInstance,
  { hub, callerOf, now, log }: Pick<DialectContext, 'hub' | 'callerOf' | 'now' | 'log'>,
): void {
  const senders = budgetPerKey(mostSenders);
  let atOnce = 0;

  const later = (reply: FastifyReply, status: 429 | 503, error: string): FastifyReply =>
    reply.code(status).header('retry-after', '1').send({ error });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) {
      return reply
        .code(413)
        .send({ error: `A body takes at most ${largestBody} bytes. Nothing was recorded.` });
    }
    if (status < 500) return reply.code(status).send({ error: error.message });
    log.error({ err: error }, 'a request failed');
    return reply.code(500).send({ error: 'The hub couldn’t do this. Its log says why.' });
  });

  app.post<{ Params: { id: string }; Body: Buffer | undefined }>(
    '/v1/competitions/:id/events',
    {
      // Before the body is read: who may not publish doesn't get the hub to read 8 MB.
      async onRequest(request, reply) {
        const caller = callerOf(request.raw);
        if (caller.role === 'nobody') {
          return reply
            .code(401)
            .header('www-authenticate', 'Bearer')
            .send({ error: 'Publishing needs a token: send it as Authorization: Bearer TOKEN.' });
        }
        // The session lasts from now again, and so does the cookie that it came with.
        const cookie = caller.account === null ? null : sessionCookieOf(request.raw);
        if (cookie !== null && cookie === tokenOf(request.raw)) {
          reply.header('set-cookie', cookieFor(cookie, sessionLastsS));
        }
        if (!mayPublish(caller)) {
          return reply.code(403).send({ error: 'This account may watch, but not publish.' });
        }
        if (!senders.take(caller.device, pace, now())) {
          return later(reply, 429, 'Too many requests at once. Send several events in one.');
        }
        const bytes = weightOf(request.headers['content-length']);
        if (atOnce + bytes > mostAtOnce) return later(reply, 503, 'The hub is busy. Send it again.');
        atOnce += bytes;
        reply.raw.once('close', () => {
          atOnce -= bytes;
        });
      },
    },
    async (request, reply) => {
      const competition = competitionIdOf(request.params.id);
      if (competition === null) return reply.code(400).send({ error: 'This isn’t a competition’s id.' });
      const spelled = request.headers['idempotency-key'];
      const key = typeof spelled === 'string' ? spelled : null;
      if (key !== null && !keyPattern.test(key)) {
        return reply.code(400).send({ error: 'An Idempotency-Key has up to 100 characters without spaces.' });
      }
      const events = await eventsIn(request.body ?? Buffer.alloc(0), competition, rest);
      if (!events.ok) return reply.code(400).send(events.error);
      if (events.value.length === 0) return reply.send({ accepted: 0 });
      const { device } = callerOf(request.raw);
      const kept = await recordBatch(hub, { competition, events: events.value, device, key });
      if (!kept.ok) return later(reply, kept.error.code === 'TOO_MANY' ? 429 : 503, kept.error.message);
      return reply.send({ accepted: kept.value });
    },
  );
}
