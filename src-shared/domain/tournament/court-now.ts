import type { MatchId, Moment } from '#shared/domain/ids.ts';
import type { MatchScore, ScheduleStatus } from '#shared/domain/match/state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Court, MatchPlan } from './records.ts';
import type { Records } from './state.ts';

/** A finished match stays on its court's screens for this long, unless the next one is called, in milliseconds. */
export const justFinishedForMs = 5 * 60_000;

/** Lines of matches by id; a match without one hasn't begun. */
export type ScoresById = ReadonlyMap<MatchId, MatchScore>;

/** What is on a court. `next` is the match after it that waits there; null if none does. */
export type CourtNow =
  /** Being played, in a break between sets, or suspended. */
  | { readonly kind: 'playing'; readonly match: MatchPlan; readonly next: MatchPlan | null }
  /** Over for less than `justFinishedForMs`; nobody has been called since. */
  | { readonly kind: 'finished'; readonly match: MatchPlan; readonly next: MatchPlan | null }
  /** Its players are called or warming up. */
  | { readonly kind: 'called'; readonly match: MatchPlan; readonly next: MatchPlan | null }
  /** Free; `next` comes next. */
  | { readonly kind: 'free'; readonly match: null; readonly next: MatchPlan | null };

/** Where a match stands in the day; one without a line is planned. */
export const scheduleOf = (scores: ScoresById, plan: Pick<MatchPlan, 'id'>): ScheduleStatus =>
  scores.get(plan.id)?.schedule ?? 'planned';

/** Sorts matches as they are to be played: by planned time, those without one last, then by number. */
export const byPlan = (a: MatchPlan, b: MatchPlan): number =>
  (a.scheduled ?? Number.MAX_SAFE_INTEGER) - (b.scheduled ?? Number.MAX_SAFE_INTEGER) || a.number - b.number;

/** The matches that are planned on a court, as they are to be played. */
export const plansOn = (records: Pick<Records, 'matches'>, court: Court['id']): readonly MatchPlan[] =>
  Object.values(records.matches)
    .filter((plan) => plan.court === court)
    .sort(byPlan);

/** How near a match is to its court, 0 the nearest; null for one that has nothing to do there now. */
function nearness(schedule: ScheduleStatus): number | null {
  switch (schedule) {
    case 'running':
      return 0;
    case 'break':
      return 1;
    case 'suspended':
      return 2;
    case 'warmUp':
      return 3;
    case 'called':
      return 4;
    case 'planned':
      return 5;
    case 'postponed':
    case 'cancelled':
    case 'finished':
    case 'abandoned':
      return null;
    default:
      return unreachable(schedule);
  }
}

/**
 * What is on a court at `now` (the hub's clock), given the matches planned there (`plansOn`): a match that is played
 * goes before a suspended one, that before one just over, that before one that is to come. A call takes a finished
 * match off its court at once. Board, live page and control panel all ask this function, so they show the same.
 */
export function courtNow(plans: readonly MatchPlan[], scores: ScoresById, now: Moment): CourtNow {
  const waiting = plans
    .flatMap((plan) => {
      const near = nearness(scheduleOf(scores, plan));
      return near === null ? [] : [{ plan, near }];
    })
    .sort((a, b) => a.near - b.near || byPlan(a.plan, b.plan));
  const first = waiting[0];
  const after = (plan: MatchPlan): MatchPlan | null =>
    waiting.find((other) => other.plan !== plan && other.near > 2)?.plan ?? null;
  if (first && first.near <= 2) return { kind: 'playing', match: first.plan, next: after(first.plan) };
  if (first && first.near <= 4) return { kind: 'called', match: first.plan, next: after(first.plan) };
  const over = justOver(plans, scores, now);
  if (over) return { kind: 'finished', match: over, next: first?.plan ?? null };
  return { kind: 'free', match: null, next: first?.plan ?? null };
}

/** The match that ended last on the court, if that is less than `justFinishedForMs` ago. */
function justOver(plans: readonly MatchPlan[], scores: ScoresById, now: Moment): MatchPlan | null {
  let last: { plan: MatchPlan; endedAt: Moment } | null = null;
  for (const plan of plans) {
    const score = scores.get(plan.id);
    if (!score || score.endedAt === null) continue;
    if (score.schedule !== 'finished' && score.schedule !== 'abandoned') continue;
    if (!last || score.endedAt > last.endedAt) last = { plan, endedAt: score.endedAt };
  }
  return last && now - last.endedAt < justFinishedForMs ? last.plan : null;
}
