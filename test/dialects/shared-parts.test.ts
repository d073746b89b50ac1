import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { readAnyBodyAsText } from '#main/dialects/transport/any-body.ts';
import { beforeOf } from '#main/dialects/transport/older-rows.ts';
import { fieldsInAnyCase } from '#main/lib/any-case.ts';

describe('what several dialects share', () => {
  test('[paging] a page begins before an event’s number, at the newest without one, and nowhere for rubbish', () => {
    expect(beforeOf({})).toEqual({ ok: true, value: undefined });
    expect(beforeOf({ before: '77' })).toEqual({ ok: true, value: 77 });
    for (const before of ['', '0', '-1', '1.5', '1e3', ' 7', 'x', '9'.repeat(16)]) {
      expect(beforeOf({ before })).toMatchObject({
        ok: false,
        error: { code: 'BAD_FRAME', params: { path: 'before' } },
      });
    }
  });

  test('[fields] names count whatever their case, the last of several; other values have none', () => {
    expect(fieldsInAnyCase({ ID: 1, other: 2, id: 3 })?.get('id')).toBe(3);
    for (const value of [null, 'ID', 7, [{ id: 1 }]]) expect(fieldsInAnyCase(value)).toBeNull();
  });

  test('[bodies] a body is text whatever its type says, up to its limit', async () => {
    const app = Fastify();
    readAnyBodyAsText(app, 10);
    app.post('/', (request) => ({ got: request.body }));
    for (const type of ['application/json', 'text/plain', 'image/png']) {
      const answer = await app.inject({
        method: 'POST',
        url: '/',
        headers: { 'content-type': type },
        payload: '{"a":1}',
      });
      expect(answer.json()).toEqual({ got: '{"a":1}' });
    }
    const large = await app.inject({
      method: 'POST',
      url: '/',
      headers: { 'content-type': 'text/plain' },
      payload: 'x'.repeat(11),
    });
    expect(large.statusCode).toBe(413);
  });
});
