import * as z from 'zod';
import type { DocumentedContent, Operation } from '#main/dialects/operation.ts';

/** A route as the server has it. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
  /** It takes every method, to say of most that they are the wrong ones: listed only if it is described. */
  readonly anyMethod: boolean;
}

/** What the document is made from. */
export interface OpenApiSource {
  readonly version: string;
  /** Descriptions of the routes, in the order in which they are listed. */
  readonly operations: readonly Operation[];
  /** The public routes that are really served. */
  readonly routes: readonly ServedRoute[];
}

const about = `What programs can ask the hub of a tournament over HTTP, on its one port. Sockets are described in
[AsyncAPI](/docs/asyncapi.json), the service for gRPC in [room.proto](/docs/room.proto).

Which of these are open is the organiser’s choice: calls of an adapter that is off are answered with 404. The hub answers
only to its own names and addresses, others get 421.`;

const schemes = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A program’s token, made on the panel under Accounts, or printed once by `touchline token create --role official --name NAME`. It can be given as `?access_token=` too, where headers can’t be set.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'access_token',
    description: 'The cookie that logging in sets.',
  },
};

/**
 * The OpenAPI 3.1 document of the public routes. It lists what is served: a route that nobody described is there too, with
 * nothing but its path, and a description without a route isn't.
 */
export function openApiOf({ version, operations, routes }: OpenApiSource): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  const keyOf = ({ method, path }: Pick<ServedRoute, 'method' | 'path'>): string => `${method} ${path}`;
  const served = new Map(routes.map((route) => [keyOf(route), route]));
  const described = operations.filter((operation) => served.delete(keyOf(operation)));
  for (const operation of described) {
    paths[template(operation.path)] = {
      ...paths[template(operation.path)],
      [operation.method.toLowerCase()]: operationOf(operation),
    };
  }
  for (const { method, path, anyMethod } of served.values()) {
    if (anyMethod) continue;
    paths[template(path)] = {
      ...paths[template(path)],
      [method.toLowerCase()]: { responses: { default: { description: 'Not described.' } } },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Touchline', version, description: about, license: { name: 'MIT', identifier: 'MIT' } },
    tags: [...new Set(described.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: schemes },
  };
}

/** `/room/:roomid` as OpenAPI writes it: `/room/{roomid}`. */
const template = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

function operationOf(operation: Operation): Record<string, unknown> {
  const { group, summary, says, by = ['nobody'], parameters = [], takes, answers, method, path } = operation;
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+(\w?)/g, (_all, next: string) => next.toUpperCase())}`,
    tags: [group],
    summary,
    ...(says === undefined ? {} : { description: says }),
    security: by.map((way) => (way === 'nobody' ? {} : { [way]: [] })),
    ...(parameters.length === 0
      ? {}
      : {
          parameters: parameters.map(({ in: place, name, says: description, example, required = false }) => ({
            in: place,
            name,
            description,
            required: place === 'path' || required,
            schema: { type: 'string' },
            ...(example === undefined ? {} : { example }),
          })),
        }),
    ...(takes === undefined ? {} : { requestBody: { required: true, content: contentOf(takes) } }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, { says: description, content }]) => [
        status,
        { description, ...(content ? { content: contentOf([content]) } : {}) },
      ]),
    ),
  };
}

const contentOf = (all: readonly DocumentedContent[]): Record<string, unknown> =>
  Object.fromEntries(
    all.map(({ type, schema, examples }) => [
      type,
      {
        schema: schemaOf(schema),
        ...(examples === undefined
          ? {}
          : {
              examples: Object.fromEntries(
                Object.entries(examples).map(([word, value]) => [word, { value }]),
              ),
            }),
      },
    ]),
  );

/** A schema as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
function schemaOf(schema: DocumentedContent['schema']): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
