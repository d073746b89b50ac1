import type { Moment } from '#shared/domain/ids.ts';
import type { SetScore } from '#shared/domain/match/state.ts';
import type { Language } from './language.ts';
import { sharedTextIn } from './text.ts';

/** "12–9" with an en dash; A first. */
export const pointsText = (a: number, b: number): string => `${a}–${b}`;

/** "21–17 18–21"; A first unless `left` is B. */
export const setsText = (sets: readonly SetScore[], left: 'A' | 'B' = 'A'): string =>
  sets.map(([a, b]) => (left === 'A' ? pointsText(a, b) : pointsText(b, a))).join(' ');

/** An age in words: "12 s", "2 min", "3 h"; always rounded down. */
export function ageText(ageMs: number, language: Language): string {
  const t = sharedTextIn(language);
  const seconds = Math.floor(ageMs / 1000);
  if (seconds < 60) return t('age.seconds', { n: seconds });
  if (seconds < 3600) return t('age.minutes', { n: Math.floor(seconds / 60) });
  return t('age.hours', { n: Math.floor(seconds / 3600) });
}

/** What is left of a countdown as "1:05"; "0:00" when it is over, rounded up so that it ends as the last second does. */
export function countdownText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([language, timeZone, options]);
  const known = formats.get(key);
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat(language, { ...options, timeZone });
  } catch {
    // A time zone that this browser doesn't know: the device's own is nearer the truth than an empty screen.
    made = new Intl.DateTimeFormat(language, options);
  }
  formats.set(key, made);
  return made;
}

/** "14:30" in the tournament's time zone, always on the 24-hour clock as schedules are printed. */
export const timeText = (moment: Moment, timeZone: string, language: Language): string =>
  format(language, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);

/** "14:30:05", where seconds matter: events that other programs sent. */
export const secondsText = (moment: Moment, timeZone: string, language: Language): string =>
  format(language, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(moment);

/** "Sat 21 Nov" in the tournament's time zone. */
export const dayText = (moment: Moment, timeZone: string, language: Language): string =>
  format(language, timeZone, { weekday: 'short', day: 'numeric', month: 'short' }).format(moment);

/** The day a moment falls on in the tournament's time zone, as `YYYY-MM-DD`. */
export function dayKey(moment: Moment, timeZone: string): string {
  const parts = format('en', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    moment,
  );
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
