import type { Moment } from '#shared/domain/ids.ts';
import type { MatchScore, ScheduleStatus } from '#shared/domain/match/state.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { Presence } from '#shared/protocol/down.ts';
import type { Scores } from './lookups.ts';
import { isPlayed } from './needs.ts';

/** Half a day: what began or is planned nearer than this belongs to the day in hand, past midnight too. */
export const sameDayMs = 12 * 3_600_000;

const overForToday: readonly ScheduleStatus[] = ['finished', 'abandoned', 'cancelled', 'postponed'];

const isOver = (score: MatchScore | undefined): boolean =>
  score !== undefined && overForToday.includes(score.schedule);

/**
 * Whether the laptop must stay awake: the tournament is open and a match is being played, or matches are still to come
 * and the day has begun or begins within half a day. `now` is the hub's clock.
 */
export function keepsAwake(
  tournament: Pick<TournamentState, 'status' | 'matches'>,
  scores: Scores,
  now: Moment,
): boolean {
  if (tournament.status === 'closed') return false;
  const plans = Object.values(tournament.matches);
  if (plans.some(({ id }) => isPlayed(scores.get(id)))) return true;
  const toCome = plans.filter(({ id }) => !isOver(scores.get(id)));
  if (toCome.length === 0) return false;
  const isNear = (moment: Moment | null | undefined): boolean =>
    typeof moment === 'number' && Math.abs(moment - now) <= sameDayMs;
  return (
    toCome.some(({ scheduled }) => isNear(scheduled)) ||
    plans.some(({ id }) => isNear(scores.get(id)?.startedAt))
  );
}

/** What is still going on: the organiser is told before the tournament is closed. */
export interface GoingOn {
  /** Matches that are being played, or suspended. */
  readonly playing: number;
  /** Taps that referees' phones keep and the hub doesn't have, as far as it knows. */
  readonly waiting: number;
}

/** What closing the tournament now would stop. */
export function goingOn(
  tournament: Pick<TournamentState, 'matches'>,
  scores: Scores,
  devices: readonly Presence[],
): GoingOn {
  const playing = Object.values(tournament.matches).filter(({ id }) => {
    const score = scores.get(id);
    return isPlayed(score) || score?.schedule === 'suspended';
  }).length;
  const waiting = devices
    .filter(({ client }) => client === 'referee')
    .reduce((sum, device) => sum + device.waiting, 0);
  return { playing, waiting };
}
