import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Reading } from './heat.ts';
import { longestMs } from './records.ts';

/** Why what was typed is no time: it can't be read, has digits beyond thousandths, or is a day and more. */
export type Unreadable = 'unreadable' | 'tooFine' | 'tooLong';

/** Seconds, minutes and seconds, or hours, minutes and seconds, with a point or a comma before the rest. */
const shape = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,3})(?:[.,](\d+))?$/;

/**
 * Reads a time as it stands on a watch: `51.23`, `51,2`, `1:02.70`, `1:00:00.00`; spaces around it count for nothing. The
 * first number may be larger than its unit (`75.3` is 1:15.30), those after it have two digits and go up to 59. Gives
 * milliseconds.
 */
export function readTime(text: string): Result<number, Unreadable> {
  const found = shape.exec(text.trim());
  if (!found) return err('unreadable');
  const [, hours, minutes, seconds = '', fraction = ''] = found;
  if (hours !== undefined && !isUnderSixty(minutes)) return err('unreadable');
  if (minutes !== undefined && !isUnderSixty(seconds)) return err('unreadable');
  if (fraction.length > 3) return err('tooFine');
  const whole = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds);
  const ms = whole * 1_000 + Number(fraction.padEnd(3, '0'));
  return ms < longestMs ? ok(ms) : err('tooLong');
}

/** `00` to `59`: a single digit after a colon may as well be a tenth that was forgotten. */
const isUnderSixty = (digits = ''): boolean => /^[0-5]\d$/.test(digits);

/**
 * Which time of a lane a typed one is: a further one after those that there are, one that was missed before the last of
 * them, or the one that counts in place of another.
 */
export type TypedPlace =
  | { readonly kind: 'next' }
  | { readonly kind: 'missed' }
  | { readonly kind: 'instead'; readonly key: string };

/** Why a time doesn't fit among a lane's others: `lap` counts from 1, 0 is the start; `ms` is that lap's time. */
export type Misplaced =
  | { readonly kind: 'notAfter'; readonly lap: number; readonly ms: number }
  | { readonly kind: 'notBefore'; readonly lap: number; readonly ms: number }
  | { readonly kind: 'sameAs'; readonly lap: number; readonly ms: number };

/**
 * Why a time of `ms` can't have this place among the times of its lane that count, earliest first; null if it can. Each is
 * later than the one before it. A place whose time isn't there any more is one after the last.
 */
export function misplaced(
  times: readonly Pick<Reading, 'key' | 'ms'>[],
  place: TypedPlace,
  ms: number,
): Misplaced | null {
  if (place.kind === 'missed') return missedTrouble(times, ms);
  const at = place.kind === 'instead' ? times.findIndex(({ key }) => key === place.key) : -1;
  const lap = at < 0 ? times.length : at;
  return notAfter(times, lap, ms) ?? (at < 0 ? null : notBefore(times, at + 1, ms));
}

/** Such a time may lie between any two, but not after all of them. */
function missedTrouble(times: readonly Pick<Reading, 'ms'>[], ms: number): Misplaced | null {
  const same = times.findIndex((one) => one.ms === ms);
  if (same >= 0) return { kind: 'sameAs', lap: same + 1, ms };
  return notAfter(times, 0, ms) ?? notBefore(times, times.length - 1, ms);
}

/** `lap`: how many times lie before it. */
function notAfter(times: readonly Pick<Reading, 'ms'>[], lap: number, ms: number): Misplaced | null {
  const before = times[lap - 1]?.ms ?? 0;
  return ms > before ? null : { kind: 'notAfter', lap, ms: before };
}

/** `at`: index of the time that it must be earlier than. */
function notBefore(times: readonly Pick<Reading, 'ms'>[], at: number, ms: number): Misplaced | null {
  const after = times[at]?.ms;
  return after === undefined || ms < after ? null : { kind: 'notBefore', lap: at + 1, ms: after };
}
