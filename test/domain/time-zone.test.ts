import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoInZone, isTimeZone, momentInZone } from '#shared/lib/time-zone.ts';

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'America/St_Johns',
);
/** Whole seconds from 1970 to 2099. */
const seconds = fc.integer({ min: 86_400, max: 4_102_444_800 });

describe('[ISO 8601] a moment in a zone', () => {
  test.each([
    ['2026-03-14T08:30:00Z', 'Europe/Berlin', '2026-03-14T09:30:00+01:00'],
    ['2026-07-14T08:30:00Z', 'Europe/Berlin', '2026-07-14T10:30:00+02:00'],
    ['2026-03-14T08:30:00Z', 'Asia/Kathmandu', '2026-03-14T14:15:00+05:45'],
    ['2026-03-14T02:30:00Z', 'America/St_Johns', '2026-03-14T00:00:00-02:30'],
    ['2026-03-14T08:30:00Z', 'UTC', '2026-03-14T08:30:00+00:00'],
    ['2026-12-31T23:30:00Z', 'Pacific/Kiritimati', '2027-01-01T13:30:00+14:00'],
  ])('%s in %s', (moment, zone, expected) => {
    expect(isoInZone(Date.parse(moment), zone)).toBe(expected);
  });

  test('is cut to the second, or has milliseconds', () => {
    expect(isoInZone(1_999, 'UTC')).toBe('1970-01-01T00:00:01+00:00');
    expect(isoInZone(1_999, 'UTC', 'ms')).toBe('1970-01-01T00:00:01.999+00:00');
  });

  test('names the same moment, in whichever zone', () => {
    fc.assert(
      fc.property(seconds, zones, (second, zone) => {
        expect(Date.parse(isoInZone(second * 1000, zone))).toBe(second * 1000);
        expect(Date.parse(isoInZone(second * 1000 + 7, zone, 'ms'))).toBe(second * 1000 + 7);
      }),
    );
  });

  test('an unknown zone is UTC; a moment that no calendar has is its number', () => {
    expect(isTimeZone('Atlantis/Harbour')).toBe(false);
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isoInZone(0, 'Atlantis/Harbour')).toBe('1970-01-01T00:00:00+00:00');
    expect(isoInZone(Number.MAX_SAFE_INTEGER, 'UTC')).toBe('9007199254740991');
    expect(isoInZone(-1, 'UTC')).toBe('-1');
  });
});

describe('[RFC 5545 3.3.5] a date and a time in a zone', () => {
  const at = (date: string, time: string, zone = 'Europe/Berlin'): string | null => {
    const moment = momentInZone(date, time, zone);
    return moment === null ? null : isoInZone(moment, zone);
  };

  test('come back as they were given', () => {
    fc.assert(
      fc.property(seconds, zones, (second, zone) => {
        const [date = '', time = ''] = isoInZone(second * 1000, zone)
          .slice(0, 19)
          .split('T');
        expect(at(date, time, zone)?.slice(0, 19)).toBe(`${date}T${time}`);
      }),
    );
  });

  test('a time that is missing when clocks go forward counts on from before', () => {
    expect(at('2026-03-29', '01:59')).toBe('2026-03-29T01:59:00+01:00');
    expect(at('2026-03-29', '02:30')).toBe('2026-03-29T03:30:00+02:00');
    expect(at('2026-03-29', '03:00')).toBe('2026-03-29T03:00:00+02:00');
    expect(at('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-04T02:45:00+11:00');
  });

  test('a time that comes twice when clocks go back is the first', () => {
    expect(at('2026-10-25', '02:30')).toBe('2026-10-25T02:30:00+02:00');
    expect(at('2026-10-25', '03:00')).toBe('2026-10-25T03:00:00+01:00');
  });

  test.each([
    ['2026-02-29', '12:00'],
    ['2026-13-01', '12:00'],
    ['2026-03-14', '24:00'],
    ['2026-03-14', '12:60'],
    ['14.03.2026', '12:00'],
    ['2026-03-14', '9:30'],
  ])('%s %s doesn’t exist', (date, time) => {
    expect(momentInZone(date, time, 'Europe/Berlin')).toBeNull();
  });

  test('no moment in an unknown zone', () => {
    expect(momentInZone('2026-03-14', '12:00', 'Atlantis/Harbour')).toBeNull();
  });
});
