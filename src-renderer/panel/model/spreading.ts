import { type Clash, clashes, spread } from '#shared/domain/formats/schedule.ts';
import type { CourtId, MatchId, Moment } from '#shared/domain/ids.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { dayKey, timeText } from '#ui/format.ts';
import { hasStarted, matchesByNumber, type Scores } from './lookups.ts';

/** Minutes within which the schedule looks for clashes while nothing else was chosen. */
export const usualSlotMinutes = 30;

/**
 * When the first match is proposed to begin, "HH:MM" in the tournament's zone: nine o'clock, or on a day already under
 * way the next quarter of an hour, so that no match is late from the start.
 */
export function usualFirstTime(startsOn: string, timeZone: string, now: Moment): string {
  const quarter = 15 * 60_000;
  const next = Math.ceil(now / quarter) * quarter;
  const usual = '09:00';
  if (dayKey(next, timeZone) !== startsOn) return usual;
  const time = timeText(next, timeZone, 'en');
  return time > usual ? time : usual;
}

/** How the organiser wants matches spread. */
export interface SpreadChoice {
  readonly from: Moment;
  readonly slotMinutes: number;
  readonly restMinutes: number;
  readonly courts: readonly CourtId[];
  /** Matches that have a place but haven't begun are placed anew. */
  readonly again: boolean;
}

const isDone = (scores: Scores, match: MatchId): boolean => {
  const score = scores.get(match);
  return score !== undefined && ['finished', 'cancelled', 'abandoned'].includes(score.schedule);
};

/** The matches that would get a place, and how many lack one. */
export function spreadMatches(
  tournament: TournamentState,
  scores: Scores,
  choice: SpreadChoice,
): { readonly placed: readonly MatchPlan[]; readonly lacking: number } {
  const open = matchesByNumber(tournament)
    .filter((plan) => !isDone(scores, plan.id))
    .map((plan) =>
      choice.again && !hasStarted(scores.get(plan.id)) ? { ...plan, court: null, scheduled: null } : plan,
    );
  // Round by round, so that nobody waits for others of their pool; numbers keep the order within a round.
  const byRound = open.toSorted((a, b) => roundOf(a) - roundOf(b) || a.number - b.number);
  const placed = spread(byRound, choice.courts, { ...choice, entries: tournament.entries });
  const lacking = open.filter((plan) => plan.court === null || plan.scheduled === null).length;
  return { placed, lacking };
}

const roundOf = (plan: MatchPlan): number => Number(/\d+/.exec(plan.round)?.[0] ?? Number.MAX_SAFE_INTEGER);

/** A clash with the names that its sentence needs. */
export interface ClashView {
  readonly kind: Clash['kind'];
  readonly a: MatchPlan;
  readonly b: MatchPlan;
  readonly name: string;
}

/** Ids of matches that are over, sorted and joined: the same text as long as no match ends. */
export const overIds = (scores: Scores): string =>
  [...scores.keys()]
    .filter((match) => isDone(scores, match))
    .toSorted()
    .join(' ');

/** Every clash of what is still to be played; `over` are the matches that aren't. */
export function clashViews(
  tournament: TournamentState,
  over: ReadonlySet<string>,
  slotMinutes: number = usualSlotMinutes,
): readonly ClashView[] {
  return clashes(tournament, slotMinutes, (match) => over.has(match)).flatMap((clash) => {
    const [a, b] = clash.matches.map((id) => tournament.matches[id]);
    return a && b ? [{ kind: clash.kind, a, b, name: nameOf(tournament, clash) }] : [];
  });
}

function nameOf(tournament: TournamentState, { kind, id }: Clash): string {
  switch (kind) {
    case 'court':
      return tournament.courts[id]?.name ?? '';
    case 'entry':
      return tournament.entries[id]?.name ?? '';
    case 'person':
      return tournament.people[id]?.name ?? '';
    case 'official':
      return tournament.officials[id]?.name ?? '';
    default:
      return unreachable(kind);
  }
}
