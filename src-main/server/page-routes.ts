import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback, type Reachable } from './hosts.ts';
import type { Page, PageName } from './pages.ts';

/** Which page a path gives. */
const paths: Readonly<Record<string, PageName>> = {
  '/': 'live',
  '/j': 'referee',
  '/board': 'board',
  '/overlay/match/:id': 'overlay',
  '/overlay/meet/:id': 'overlay',
  '/panel': 'panel',
};

/** Whether a path gives one of the pages. */
export const isPage = (path: string): boolean => Object.hasOwn(paths, path);

/** How long a phone may use a page from its cache without asking, in seconds: a day, so that it loads while the hub is away. */
const cacheSeconds = 86_400;

/** Serves the pages: each one file, compressed, with a policy that runs nothing but its own scripts. */
export function pageRoutes(
  app: FastifyInstance,
  pages: (name: PageName) => Page | null,
  reachable: () => Reachable,
): void {
  for (const [path, name] of Object.entries(paths)) {
    app.get(path, (request, reply) => {
      if (name === 'panel' && !isLoopback(request.raw, reachable())) {
        return reply
          .code(403)
          .type('text/plain; charset=utf-8')
          .send(
            'The control panel is open on the hub’s own machine only. Scores are at the address without /panel.\n',
          );
      }
      const page = pages(name);
      if (!page) {
        return reply
          .code(503)
          .type('text/plain; charset=utf-8')
          .send(
            'This page hasn’t been built. Run “npm run build” in Touchline’s folder and load it again.\n',
          );
      }
      return sendPage(request, reply, name, page);
    });
  }
}

function sendPage(request: FastifyRequest, reply: FastifyReply, name: PageName, page: Page): FastifyReply {
  reply
    .header('etag', page.etag)
    .header('vary', 'accept-encoding')
    // The panel is on this machine, where asking costs nothing; a phone's copy has to last while the hub is away.
    .header('cache-control', name === 'panel' ? 'no-cache' : `max-age=${cacheSeconds}`)
    .header('content-security-policy', page.contentSecurityPolicy);
  if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
  reply.type('text/html; charset=utf-8');
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(page.brotli);
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(page.gzip);
  return reply.send(page.html);
}
