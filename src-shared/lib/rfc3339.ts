const pattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

const nanosecondsPerMs = 1_000_000n;
const msPerMinute = 60_000;

/**
 * A time as RFC 3339 writes it (0 to 9 digits of fraction, `Z` or an offset), in nanoseconds since 1970; null when it
 * isn't one. A leap second counts as the first of the next minute.
 */
export function nanosecondsOf(text: string): bigint | null {
  const found = pattern.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  const isDate = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  const [offsetHours, offsetMinutes] = [Number(found[10] ?? 0), Number(found[11] ?? 0)];
  if (!isDate || hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59)
    return null;
  const offset = (found[9] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  const ms = midnight.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1_000;
  return BigInt(ms) * nanosecondsPerMs + BigInt((found[7] ?? '').padEnd(9, '0'));
}

/** A time in nanoseconds since 1970 as RFC 3339 writes it, with nine digits and the offset from UTC in minutes. */
export function rfc3339(nanoseconds: bigint, offsetMinutes: number): string {
  const ms = Number(nanoseconds / nanosecondsPerMs);
  const local = new Date(ms + offsetMinutes * msPerMinute).toISOString().slice(0, 19);
  const fraction = String(nanoseconds % 1_000_000_000n).padStart(9, '0');
  const sign = offsetMinutes < 0 ? '-' : '+';
  const two = (n: number): string => String(Math.trunc(n)).padStart(2, '0');
  const size = Math.abs(offsetMinutes);
  return `${local}.${fraction}${sign}${two(size / 60)}:${two(size % 60)}`;
}
