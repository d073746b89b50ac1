import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nanosecondsOf, rfc3339 } from '#shared/lib/rfc3339.ts';

describe('times as RFC 3339 writes them', () => {
  test.each([
    ['2020-01-12T14:45:54.216352+01:00', 1_578_836_754_216_352_000n],
    ['2020-01-12T13:45:54Z', 1_578_836_754_000_000_000n],
    ['2020-01-12t13:45:54z', 1_578_836_754_000_000_000n],
    ['2020-01-12T13:45:54.1Z', 1_578_836_754_100_000_000n],
    ['2020-01-12T08:15:54.123456789-05:30', 1_578_836_754_123_456_789n],
    ['1969-12-31T23:59:59.999999999Z', -1n],
    ['2016-12-31T23:59:60Z', 1_483_228_800_000_000_000n],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000_000_000n],
  ])('[time] %s', (text, nanoseconds) => {
    expect(nanosecondsOf(text)).toBe(nanoseconds);
  });

  test.each([
    '',
    'now',
    '2020-01-12',
    '2020-01-12T13:45:54',
    '2020-01-12 13:45:54',
    '2020-02-30T13:45:54Z',
    '2020-13-01T13:45:54Z',
    '2020-01-12T24:00:00Z',
    '2020-01-12T13:45:54.1234567890Z',
    '2020-01-12T13:45:54.Z',
    '2020-01-12T13:45:54+0100',
    '1578836754',
  ])('[time] “%s” isn’t one', (text) => {
    expect(nanosecondsOf(text)).toBeNull();
  });

  test('[time] what is written is read again, to the nanosecond, in any time zone', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 4_000_000_000_000_000_000n }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (nanoseconds, offset) => {
          const text = rfc3339(nanoseconds, offset);
          expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}[+-]\d\d:\d\d$/);
          expect(nanosecondsOf(text)).toBe(nanoseconds);
        },
      ),
    );
  });
});
