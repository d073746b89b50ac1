import type { FastifyInstance } from 'fastify';

/**
 * Gives a scope's routes every body as text, whatever its Content-Type: many programs say nothing of it, or what isn't so.
 * `bodyLimit`, in bytes: if it isn't the server's own.
 */
export function readAnyBodyAsText(app: FastifyInstance, bodyLimit?: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'string', ...(bodyLimit === undefined ? {} : { bodyLimit }) },
    (_request, body, done) => done(null, body),
  );
}
