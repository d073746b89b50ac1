import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { BranchedEvent, MatchCommandBody, StartedEvent } from '#shared/domain/match/events.ts';
import { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import { Down, parseDown } from '#shared/protocol/down.ts';
import { parseUp, Up } from '#shared/protocol/up.ts';
import { blocks, lines } from './document.ts';

/** The values that a union of literal objects can have in a field. */
function namesOf(schema: z.ZodMiniType, field: string): string[] {
  const found = new Set<string>();
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties, oneOf, anyOf } = node as {
      properties?: Record<string, { const?: string }>;
      oneOf?: unknown[];
      anyOf?: unknown[];
    };
    const name = properties?.[field]?.const;
    if (name !== undefined) found.add(name);
    for (const branch of [...(oneOf ?? []), ...(anyOf ?? [])]) look(branch);
  };
  look(z.toJSONSchema(schema, { io: 'input' }));
  return [...found].toSorted();
}

const named = (texts: readonly string[], field: string): string[] =>
  [...new Set(texts.map((text) => String((JSON.parse(text) as Record<string, unknown>)[field])))].toSorted();

describe('the frames in docs/PROTOCOL.md', () => {
  test.each(blocks('json up'))('[frames] a client’s can be read, nothing in it is left over: %s', (text) => {
    expect(parseUp(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test.each(blocks('json down'))('[frames] the hub’s can be read, nothing in it is left over: %s', (text) => {
    expect(parseDown(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test('[frames] there is one of every kind', () => {
    expect(named(blocks('json up'), 't')).toEqual(namesOf(Up, 't'));
    expect(named(blocks('json down'), 't')).toEqual(namesOf(Down, 't'));
  });
});

describe('the bodies in docs/PROTOCOL.md', () => {
  test.each([
    ['match', MatchCommandBody],
    ['tournament', TournamentCommandBody],
    ['match-events', z.union([StartedEvent, BranchedEvent])],
  ] as const)('[frames] those marked %s can be read, nothing in them is left over', (mark, schema) => {
    for (const line of lines(`jsonl ${mark}`))
      expect(schema.parse(JSON.parse(line))).toEqual(JSON.parse(line));
  });

  test('[frames] there is one of every kind', () => {
    expect(named(lines('jsonl match'), 'type')).toEqual(namesOf(MatchCommandBody, 'type'));
    expect(named(lines('jsonl tournament'), 'type')).toEqual(namesOf(TournamentCommandBody, 'type'));
  });
});

test('[P71] a field that isn’t known is left out, the rest is read', () => {
  expect(parseUp('{"t":"beat","waiting":0,"match":null,"mood":"calm"}')).toEqual({
    ok: true,
    value: { t: 'beat', waiting: 0, match: null },
  });
  expect(parseDown('{"t":"moved","addresses":[],"mood":"calm"}')).toEqual({
    ok: true,
    value: { t: 'moved', addresses: [] },
  });
});
