import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type OpenApiSource, openApiOf, type ServedRoute } from './openapi.ts';
import { isPage } from './page-routes.ts';

/** Where programs’ authors read what the hub can be asked. */
const docsPath = '/docs';

/** What is no public call: pages, the panel's and the command's routes, the documents themselves. */
const isPublic = ({ method, path }: Pick<ServedRoute, 'method' | 'path'>): boolean =>
  ['GET', 'POST', 'DELETE', 'PUT'].includes(method) &&
  !isPage(path) &&
  !path.startsWith('/api/organiser/') &&
  !path.startsWith('/api/control/') &&
  !path.startsWith(docsPath);

/** Lists the public routes that are added to a server from now on. */
export function listRoutes(app: FastifyInstance): readonly ServedRoute[] {
  const routes: ServedRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const methods = [method].flat();
    // One that takes every method means a few of them.
    const anyMethod = methods.length > 4;
    // With a slash at its end it is the same address.
    const path = url.replace(/(?<=.)\/$/, '');
    routes.push(...methods.map((one) => ({ method: one, path, anyMethod })).filter(isPublic));
  });
  return routes;
}

/** The page's own scripts and styles, from the hub alone: it has to work in a hall without internet. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the documents for integrators: a page to read and try at `/docs`, and below it `openapi.json`, `asyncapi.json` and
 * `room.proto`. `folder` holds the latter two.
 */
export function docsRoutes(app: FastifyInstance, source: () => OpenApiSource, folder: string): void {
  let made: Record<string, unknown> | null = null;
  const document = (): Record<string, unknown> => {
    made ??= openApiOf(source());
    return made;
  };
  const open = (reply: FastifyReply): FastifyReply => reply.header('access-control-allow-origin', '*');

  app.register(async (scope) => {
    await scope.register(swagger, {
      mode: 'static',
      // What the page gets is made when it is asked for: by then all routes are known.
      specification: { document: { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} } },
    });
    await scope.register(swaggerUi, {
      routePrefix: docsPath,
      staticCSP: contentSecurityPolicy,
      theme: { title: 'Touchline: for programs' },
      // Without the bar that asks for another document's address.
      uiConfig: { layout: 'BaseLayout' },
      transformSpecification: document,
      transformSpecificationClone: false,
    });
  });
  app.get(`${docsPath}/openapi.json`, (_request, reply) => open(reply).send(document()));
  for (const [file, type] of [
    ['asyncapi.json', 'application/json; charset=utf-8'],
    ['room.proto', 'text/plain; charset=utf-8'],
  ] as const) {
    const path = join(folder, file);
    if (existsSync(path)) {
      app.get(`${docsPath}/${file}`, (_request, reply) =>
        open(reply).type(type).send(readFileSync(path, 'utf8')),
      );
    }
  }
}
