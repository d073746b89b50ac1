import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lapTimes } from '#shared/domain/timed/results.ts';
import { misplaced, readTime } from '#shared/domain/timed/typed-time.ts';
import { timeText } from '#shared/reports/heats-csv.ts';

const read = (text: string): number | string => {
  const time = readTime(text);
  return time.ok ? time.value : time.error;
};

describe('a typed time', () => {
  test('[typed] is read with either decimal sign, with or without minutes and hours', () => {
    const written: readonly (readonly [string, number])[] = [
      ['51.23', 51_230],
      ['51,23', 51_230],
      [' 51.2 ', 51_200],
      ['51', 51_000],
      ['9.876', 9_876],
      ['1:02.70', 62_700],
      ['1:02,7', 62_700],
      ['01:02.70', 62_700],
      ['75.3', 75_300],
      ['75:30', 4_530_000],
      ['1:00:00.00', 3_600_000],
      ['2:31:07,5', 9_067_500],
    ];
    for (const [text, ms] of written) expect(read(text), text).toBe(ms);
  });

  test('[typed] that can’t be meant is refused, and says which way it is wrong', () => {
    const nonsense = ['', ' ', 'x', '51.', '.5', '-5', '5:1.2', '1:60.0', '1:99:00', '1:5:00', '1.02.70'];
    for (const text of [...nonsense, '1:02:03:04', '1: 02', '5123', '51.23s', '1e3', '٥١'])
      expect(read(text), text).toBe('unreadable');
    expect(read('51.2345')).toBe('tooFine');
    expect(read('23:59:59.999')).toBe(86_399_999);
    expect(read('24:00:00')).toBe('tooLong');
  });

  test('[typed] as it is shown reads as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399_999 }), (ms) => {
        expect(read(timeText(ms, 3))).toBe(ms);
      }),
    );
  });

  const times = [
    { key: 'a', ms: 30_000 },
    { key: 'b', ms: 62_000 },
    { key: 'c', ms: 95_000 },
  ];

  test('[typed] comes after the lap before it', () => {
    const next = { kind: 'next' } as const;
    expect(misplaced(times, next, 95_001)).toBeNull();
    expect(misplaced(times, next, 95_000)).toEqual({ kind: 'notAfter', lap: 3, ms: 95_000 });
    expect(misplaced(times, next, 12_000)).toEqual({ kind: 'notAfter', lap: 3, ms: 95_000 });
    expect(misplaced([], next, 1)).toBeNull();
    expect(misplaced([], next, 0)).toEqual({ kind: 'notAfter', lap: 0, ms: 0 });
  });

  test('[typed] in place of another lies between that one’s neighbours', () => {
    const middle = { kind: 'instead', key: 'b' } as const;
    expect(misplaced(times, middle, 61_500)).toBeNull();
    expect(misplaced(times, middle, 62_000)).toBeNull();
    expect(misplaced(times, middle, 30_000)).toEqual({ kind: 'notAfter', lap: 1, ms: 30_000 });
    expect(misplaced(times, middle, 95_000)).toEqual({ kind: 'notBefore', lap: 3, ms: 95_000 });
    const first = { kind: 'instead', key: 'a' } as const;
    expect(misplaced(times, first, 0)).toEqual({ kind: 'notAfter', lap: 0, ms: 0 });
    const last = { kind: 'instead', key: 'c' } as const;
    expect(misplaced(times, last, 3_600_000)).toBeNull();
    expect(misplaced(times, last, 62_000)).toEqual({ kind: 'notAfter', lap: 2, ms: 62_000 });
  });

  test('[typed] that was missed lies before the last, and is no other’s', () => {
    const missed = { kind: 'missed' } as const;
    expect(misplaced(times, missed, 10_000)).toBeNull();
    expect(misplaced(times, missed, 80_000)).toBeNull();
    expect(misplaced(times, missed, 62_000)).toEqual({ kind: 'sameAs', lap: 2, ms: 62_000 });
    expect(misplaced(times, missed, 99_000)).toEqual({ kind: 'notBefore', lap: 3, ms: 95_000 });
    expect(misplaced(times, missed, 0)).toEqual({ kind: 'notAfter', lap: 0, ms: 0 });
  });
});

test('[splits] laps add up to the time that is shown', () => {
  expect(lapTimes([30_009, 62_705, 95_001])).toEqual([30_000, 32_700, 32_300]);
  expect(lapTimes([])).toEqual([]);
});
