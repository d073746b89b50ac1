const minute = 60_000;
const day = 24 * 60 * minute;
/** 9999-12-31T23:59:59.999Z less a day: later moments have no four-digit year in every zone. */
const lastMoment = 253_402_300_799_999 - day;

interface ZoneClock {
  readonly format: Intl.DateTimeFormat;
  /** The quarter of an hour last asked for, and its offset: changes of offset fall on quarters. */
  quarter: number;
  offsetMs: number;
}

// Making a formatter costs a thousand times what using it does. Only zones that exist are kept, so this stays small.
const clocks = new Map<string, ZoneClock>();

function clockOf(timeZone: string): ZoneClock | null {
  const known = clocks.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const clock: ZoneClock = { format, quarter: Number.NaN, offsetMs: 0 };
    clocks.set(timeZone, clock);
    return clock;
  } catch {
    return null;
  }
}

/** True for an IANA name that this runtime knows, e.g. "Europe/Berlin". */
export const isTimeZone = (name: string): boolean => clockOf(name) !== null;

/** Milliseconds by which the zone's clocks are ahead of UTC, in whole minutes; 0 for a zone that isn't known. */
function offsetAt(moment: number, timeZone: string): number {
  const clock = clockOf(timeZone);
  if (!clock) return 0;
  const quarter = Math.floor(moment / (15 * minute));
  if (clock.quarter === quarter) return clock.offsetMs;
  const parts = new Map(clock.format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  clock.quarter = quarter;
  clock.offsetMs = Math.round((local - Math.floor(moment / 1000) * 1000) / minute) * minute;
  return clock.offsetMs;
}

/**
 * A moment (milliseconds since 1970, UTC) as ISO 8601 with the zone's offset, e.g. `2026-03-14T09:30:00+01:00`; cut to
 * the second, or with the milliseconds if `unit` is `ms`. An unknown zone gives UTC, since the offset keeps the moment
 * right. What lies outside of the years 1970 to 9999 (a device with a broken clock) is given as its number.
 */
export function isoInZone(moment: number, timeZone: string, unit: 's' | 'ms' = 's'): string {
  if (!(moment >= 0 && moment <= lastMoment)) return String(moment);
  const offset = offsetAt(moment, timeZone);
  const local = new Date(moment + offset).toISOString().slice(0, unit === 's' ? 19 : 23);
  const minutes = Math.abs(offset) / minute;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/**
 * The moment (milliseconds since 1970, UTC) at which the clocks of a zone show a date (`YYYY-MM-DD`) and a time
 * (`HH:MM` or `HH:MM:SS`, to 23:59:59); null for a date or time that doesn't exist and for an unknown zone.
 *
 * Where clocks are put back, a time comes twice: the first is meant. Where they are put forward, a time is missing: it
 * is counted on from before the change, so 02:30 becomes 03:30. Both as `Temporal`'s "compatible" (RFC 5545 §3.3.5).
 */
export function momentInZone(date: string, time: string, timeZone: string): number | null {
  const local = wallClock(date, time);
  if (local === null || !isTimeZone(timeZone)) return null;
  const before = offsetAt(local - day, timeZone);
  const after = offsetAt(local + day, timeZone);
  const moments = [before, after]
    .map((offset) => local - offset)
    .filter((moment) => moment + offsetAt(moment, timeZone) === local);
  const moment = moments.length > 0 ? Math.min(...moments) : local - before;
  return moment >= 0 ? moment : null;
}

/** Date and time as if they were UTC; null if the calendar or the clock has no such. */
function wallClock(date: string, time: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d(:\d\d)?$/.test(time)) return null;
  const text = `${date}T${time.length === 5 ? `${time}:00` : time}`;
  const at = Date.parse(`${text}Z`);
  // February 30 is read as March 2, so what was read is compared with what was given.
  if (!Number.isFinite(at) || at > lastMoment - day || at < -day) return null;
  return new Date(at).toISOString().startsWith(text) ? at : null;
}
