import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ask } from '../support/http.ts';
import { startHub } from '../support/hub-app.ts';

const Content = z.record(
  z.string(),
  z.object({
    schema: z.record(z.string(), z.unknown()),
    examples: z.record(z.string(), z.object({ value: z.unknown() })).optional(),
  }),
);
const OpenApi = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        summary: z.string(),
        parameters: z.array(z.object({ in: z.string(), name: z.string() })).optional(),
        requestBody: z.object({ content: Content }).optional(),
        responses: z.record(z.string(), z.object({ description: z.string(), content: Content.optional() })),
      }),
    ),
  ),
});

/** Everything in the document that is an operation, by `POST /path`. */
async function operationsOf(port: number) {
  const { json } = await ask(port, '/docs/openapi.json');
  const { paths } = OpenApi.parse(json);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );
}

describe('what programs’ authors read', () => {
  test('[docs] the page, its scripts and the document come from the hub, and may load nothing else', async () => {
    const app = await startHub();
    const page = await ask(app.port, '/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    for (const [, path = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(path).toMatch(/^\/docs\//);
      expect((await ask(app.port, path)).status).toBe(200);
    }
    expect(page.text).not.toMatch(/https?:/);
    const document = await ask(app.port, '/docs/openapi.json');
    expect((await ask(app.port, '/docs/json')).text).toBe(document.text);
    expect((await ask(app.port, '/docs/room.proto')).text).toMatch(/^service Room \{/m);
  });

  test('[docs] the documents’ policy is theirs alone', async () => {
    const app = await startHub();
    expect((await ask(app.port, '/health')).headers['content-security-policy']).toBeUndefined();
    expect((await ask(app.port, '/')).headers['content-security-policy']).toMatch(/script-src 'sha256-/);
  });

  test('[docs] every public route is described, each part of its path too, and no route of the panel', async () => {
    const app = await startHub();
    const operations = await operationsOf(app.port);
    expect(operations.length).toBeGreaterThan(15);
    for (const { name, path, operation } of operations) {
      expect(name).not.toMatch(/organiser|control|docs/);
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\S/)]);
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      expect([name, ...inPath]).toEqual([name, ...[...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part)]);
    }
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  test('[docs] every example fits the schema beside it', async () => {
    const app = await startHub();
    let examples = 0;
    for (const { name, operation } of await operationsOf(app.port)) {
      const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
        Object.values(part?.content ?? {}),
      );
      for (const { schema, examples: given = {} } of contents) {
        for (const [word, { value }] of Object.entries(given)) {
          const parsed = z.fromJSONSchema(schema).safeParse(value);
          expect([name, word, parsed.success]).toEqual([name, word, true]);
          examples += 1;
        }
      }
    }
    expect(examples).toBeGreaterThan(30);
  });
});
