import type { MatchScore } from '#shared/domain/match/state.ts';
import { poolStandings, type Standings } from '#shared/domain/standings/standings.ts';
import type { Draw, MatchPlan, Pool } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { matchesByNumber, poolsOf, type Scores } from './lookups.ts';

/** A pool with its table. */
export interface PoolTable {
  readonly pool: Pool;
  readonly standings: Standings;
}

/** The tables of a draw. */
export const poolTables = (
  tournament: TournamentState,
  draw: Draw['id'],
  scores: Scores,
): readonly PoolTable[] =>
  poolsOf(tournament, draw).map((pool) => ({
    pool,
    standings: poolStandings(tournament, pool.id, (match) => scores.get(match)),
  }));

/** A match with its line. */
export interface Played {
  readonly plan: MatchPlan;
  readonly score: MatchScore;
}

/** Matches of a draw that have a result, by number. */
export const playedMatches = (
  tournament: TournamentState,
  draw: Draw['id'],
  scores: Scores,
): readonly Played[] =>
  matchesByNumber(tournament).flatMap((plan) => {
    const score = scores.get(plan.id);
    const hasResult = score && (score.schedule === 'finished' || score.schedule === 'abandoned');
    return plan.draw === draw && score && hasResult ? [{ plan, score }] : [];
  });

/** Results of all draws that wait to be confirmed. */
export const unconfirmed = (tournament: TournamentState, scores: Scores): readonly Played[] =>
  matchesByNumber(tournament).flatMap((plan) => {
    const score = scores.get(plan.id);
    return score?.result === 'unconfirmed' ? [{ plan, score }] : [];
  });

/** What Excel expects between cells: a semicolon where the decimal sign is a comma. */
export const excelSeparator = (locale: string | undefined): ',' | ';' =>
  new Intl.NumberFormat(locale).format(1.5).includes(',') ? ';' : ',';
