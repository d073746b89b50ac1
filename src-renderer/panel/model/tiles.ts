import type { Moment } from '#shared/domain/ids.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import { byPlan, courtNow } from '#shared/domain/tournament/court-now.ts';
import type { Court, MatchPlan, Venue } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { Presence } from '#shared/protocol/down.ts';
import { type Scores, venueRows } from './lookups.ts';
import { type Need, needsOf, phoneOf } from './needs.ts';

/** A court as the live grid shows it. */
export interface Tile {
  readonly court: Court;
  /** The match that is on the court, or the last one while its result waits; null: the court is free. */
  readonly plan: MatchPlan | null;
  readonly score: MatchScore | null;
  /** Who referees: the official in charge, else the one planned; null: nobody. */
  readonly referee: string | null;
  readonly phone: Presence | null;
  readonly needs: readonly Need[];
  /** The match that comes next on this court. */
  readonly next: MatchPlan | null;
}

/** A venue's tiles in the real order of its courts. */
export interface TileRow {
  readonly venue: Venue;
  readonly tiles: readonly Tile[];
}

const waitsForResult = (score: MatchScore | undefined): boolean =>
  score !== undefined &&
  (score.result === 'unconfirmed' || score.result === 'protested' || score.openBranches > 0);

/** The grid: every court with what is on it. `now` is the hub's clock. */
export function tileRows(
  tournament: TournamentState,
  scores: Scores,
  devices: readonly Presence[],
  now: Moment,
): readonly TileRow[] {
  const onCourt = Map.groupBy(Object.values(tournament.matches), (plan) => plan.court);
  return venueRows(tournament).map(({ venue, courts }) => ({
    venue,
    tiles: courts.map((court) =>
      tileOf(tournament, court, (onCourt.get(court.id) ?? []).toSorted(byPlan), scores, devices, now),
    ),
  }));
}

/** A court that boards show as free keeps its last match here while the organiser still has to do something about it. */
function tileOf(
  tournament: TournamentState,
  court: Court,
  plans: readonly MatchPlan[],
  scores: Scores,
  devices: readonly Presence[],
  now: Moment,
): Tile {
  const on = courtNow(plans, scores, now);
  const { next } = on;
  const current = on.match ?? plans.findLast((plan) => waitsForResult(scores.get(plan.id))) ?? null;
  if (!current) {
    const late = next ? needsOf(next, scores.get(next.id), devices, now) : [];
    return { court, plan: null, score: null, referee: null, phone: null, needs: late, next };
  }
  const score = scores.get(current.id);
  const official = score?.official ?? current.official;
  const phone = phoneOf(current, score, devices);
  return {
    court,
    plan: current,
    score: score ?? null,
    referee: (official === null ? undefined : tournament.officials[official]?.name) ?? phone?.name ?? null,
    phone,
    needs: needsOf(current, score, devices, now),
    next,
  };
}
