import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  elementTexts,
  memberTexts,
  objectIn,
  onOneLine,
  withFirstMember,
  withoutMember,
} from '#shared/lib/json-text.ts';

const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 });
const numbers = fc.oneof(
  fc.constantFrom('0', '-0', '1.0', '1e2', '1E+2', '0.10', '12345678901234567890', '2267770000', '-1.50e-7'),
  fc.integer().map(String),
);
const strings = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u00e9"', '"\\\\"', '"\\""', '"\\\\\\""', '"[{,:}]"', '"\\/"'),
);

// Without names that begin with a backslash: V8 13.6 takes `"\\u00e9"` for such a one when it has just read it, so that
// `JSON.parse` itself can't be compared with.
const names = strings.filter((text) => !String(JSON.parse(text)).startsWith('\\'));

/** JSON text with odd spacing and spelling, of any depth. */
const { value } = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('true', 'false', 'null'),
    numbers,
    strings,
    tie('array'),
    tie('object'),
  ),
  array: fc
    .tuple(space, fc.array(fc.tuple(space, tie('value'), space), { maxLength: 5 }))
    .map(([gap, items]) => `[${gap}${items.map((item) => item.join('')).join(',')}]`),
  object: fc
    .tuple(space, fc.array(fc.tuple(space, names, space, space, tie('value'), space), { maxLength: 5 }))
    .map(
      ([gap, members]) =>
        `{${gap}${members.map(([a, name, b, c, item, d]) => `${a}${name}${b}:${c}${item}${d}`).join(',')}}`,
    ),
}));

const padded = fc.tuple(space, fc.array(fc.tuple(space, value, space), { maxLength: 8 }), space);
const member = fc.record({
  name: fc.oneof(names, fc.constantFrom('"_time"', '"\\u005ftime"')),
  value,
  gaps: fc.tuple(space, space, space, space),
});
const objectText = (members: readonly { name: string; value: string; gaps: readonly string[] }[]): string =>
  `{${members.map(({ name, value: item, gaps: [a, b, c, d] }) => `${a}${name}${b}:${c}${item}${d}`).join(',')}}`;

describe('parts of JSON text', () => {
  test('[json-text] the elements of an array are found to the letter, and mean what they meant', () => {
    fc.assert(
      fc.property(padded, ([before, items, after]) => {
        const text = `${before}[${items.map((item) => item.join('')).join(',')}]${after}`;
        const found = elementTexts(text);
        expect(found).toEqual(items.map(([, item]) => item));
        expect(found?.map((item) => JSON.parse(item) as unknown)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('[json-text] whatever the text: what is found of an array is JSON only if the whole is', () => {
    const soup = fc.string({
      unit: fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '1', 'a', ' '),
      maxLength: 14,
    });
    fc.assert(
      fc.property(soup, (text) => {
        const array = `[${text}]`;
        const found = elementTexts(array);
        const parts = found?.map(valueIn);
        const whole = valueIn(array);
        const allAreJson = parts?.every((part) => part !== undefined) ?? false;
        expect(allAreJson).toBe(whole !== undefined);
        if (allAreJson) expect(parts).toEqual(whole);
      }),
      { numRuns: 3_000 },
    );
  });

  test('[json-text] members are found where they stand', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), (members) => {
        const text = objectText(members);
        const found = memberTexts(text)?.map(({ name, valueStart, end }) => [
          name,
          text.slice(valueStart, end),
        ]);
        expect(found).toEqual(members.map(({ name, value: item }) => [JSON.parse(name), item]));
      }),
    );
  });

  test('[json-text] a member is taken out and the rest stays as it was', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), (members) => {
        const text = objectText(members);
        const without = withoutMember(text, '_time');
        const others = members.filter(({ name }) => JSON.parse(name) !== '_time');
        expect(objectIn(without)).toEqual(objectIn(objectText(others)));
        const left = memberTexts(without)?.map(({ start, end }) => without.slice(start, end));
        expect(left).toEqual(
          others.map(({ name, gaps: [, b, c], value: item }) => `${name}${b}:${c}${item}`),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('[json-text] what is put first leaves no trace when it is taken out again', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), (members) => {
        const text = objectText(members.filter(({ name }) => JSON.parse(name) !== '_time'));
        const stamped = withFirstMember(text, '_time', '"2026-05-16T10:00:00Z"');
        expect(stamped.startsWith('{"_time":"2026-05-16T10:00:00Z"')).toBe(true);
        expect(objectIn(stamped)).toEqual({ ...objectIn(text), _time: '2026-05-16T10:00:00Z' });
        expect(withoutMember(stamped, '_time')).toBe(text);
      }),
    );
  });

  test('[json-text] line breaks become spaces and change no meaning', () => {
    fc.assert(
      fc.property(value, (text) => {
        const line = onOneLine(text);
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line)).toEqual(JSON.parse(text));
      }),
    );
  });
});

/** What a text means; undefined when it isn't JSON. */
function valueIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
