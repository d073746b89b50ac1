import { CourtId, DrawId, EntryId, MatchId, OfficialId, PoolId } from '#shared/domain/ids.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { isoInZone, momentInZone } from '#shared/lib/time-zone.ts';

/** A planned match as its form holds it: ids as text, empty where nothing is chosen. */
export interface MatchForm {
  readonly number: string;
  readonly draw: string;
  readonly pool: string;
  readonly round: string;
  readonly a: string;
  readonly b: string;
  readonly court: string;
  /** `YYYY-MM-DD` and `HH:MM` in the tournament's time zone. */
  readonly date: string;
  readonly time: string;
  readonly official: string;
}

/** What is wrong with a form. */
export type MatchFormError = 'schedule.sameSide' | 'schedule.badTime' | 'schedule.numberWrong';

/** The form of a planned match, or of a new one in `draw`. */
export function matchForm(tournament: TournamentState, plan: MatchPlan | null, draw: string): MatchForm {
  const { details } = tournament;
  if (!plan) {
    const empty = { number: '', pool: '', round: '', a: '', b: '', court: '', time: '', official: '' };
    return { ...empty, draw, date: details.startsOn };
  }
  const start = plan.scheduled === null ? '' : isoInZone(plan.scheduled, details.timeZone);
  return {
    number: String(plan.number),
    draw: plan.draw,
    pool: plan.pool ?? '',
    round: plan.round,
    a: plan.sides[0] ?? '',
    b: plan.sides[1] ?? '',
    court: plan.court ?? '',
    date: start.slice(0, 10) || details.startsOn,
    time: start.slice(11, 16),
    official: plan.official ?? '',
  };
}

/** The plan that a form writes, or what is wrong with it. A day without a time is no time at all. */
export function planOf(
  form: MatchForm,
  id: string,
  timeZone: string,
): { readonly ok: true; readonly plan: MatchPlan } | { readonly ok: false; readonly error: MatchFormError } {
  if (form.a !== '' && form.a === form.b) return { ok: false, error: 'schedule.sameSide' };
  const number = form.number.trim();
  if (number !== '' && !/^[1-9]\d{0,4}$/.test(number)) return { ok: false, error: 'schedule.numberWrong' };
  const scheduled = form.time === '' ? null : momentInZone(form.date, form.time, timeZone);
  if (form.time !== '' && scheduled === null) return { ok: false, error: 'schedule.badTime' };
  const side = (id: string): EntryId | null => (id === '' ? null : EntryId.parse(id));
  return {
    ok: true,
    plan: {
      id: MatchId.parse(id),
      number: Number(number),
      draw: DrawId.parse(form.draw),
      pool: form.pool === '' ? null : PoolId.parse(form.pool),
      round: form.round.trim(),
      sides: [side(form.a), side(form.b)],
      court: form.court === '' ? null : CourtId.parse(form.court),
      scheduled,
      official: form.official === '' ? null : OfficialId.parse(form.official),
    },
  };
}
