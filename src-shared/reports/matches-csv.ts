import type { MatchId } from '#shared/domain/ids.ts';
import { countedSets, runningPoints, setsWon } from '#shared/domain/match/score.ts';
import type { MatchState, SetScore } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { isoInZone } from '#shared/lib/time-zone.ts';
import { type CsvCell, type CsvOptions, csvText } from './csv.ts';

/** The columns of `matches.csv`, in their fixed order. */
export const matchesColumns = [
  'matchId',
  'number',
  'sport',
  'draw',
  'phase',
  'round',
  'site',
  'court',
  'scheduled',
  'started',
  'ended',
  'side1',
  'side2',
  'club1',
  'club2',
  'score',
  'periods',
  'winner',
  'status',
  'resultStatus',
  'mark1',
  'mark2',
  'officials',
  'revision',
] as const;

/** How `matches.csv` is written. */
export interface MatchesCsvOptions extends CsvOptions {
  /** Between the numbers of a score. Excel turns `2-1` into a date; it leaves `2–1` (an en dash) alone. */
  readonly dash?: '-' | '–';
}

/**
 * `matches.csv`: every planned match by its number, played or not. Sides have their entry's present name, or the one
 * they were started with if the entry is gone. `score` is the sets won ("2-1"), `periods` the points of each set, the
 * unfinished one of a running or retired match too ("21-15 17-21 21-18"). Times have the offset of the tournament's zone.
 */
export function matchesCsv(
  tournament: TournamentState,
  stateOf: (match: MatchId) => MatchState | undefined,
  options: MatchesCsvOptions,
): string {
  const plans = Object.values(tournament.matches).toSorted(
    (a, b) => a.number - b.number || (a.id < b.id ? -1 : 1),
  );
  const dash = options.dash ?? '-';
  const rows = plans.map((plan) => matchRow(tournament, plan, stateOf(plan.id), dash));
  return csvText(matchesColumns, rows, options);
}

function matchRow(
  tournament: TournamentState,
  plan: MatchPlan,
  state: MatchState | undefined,
  dash: string,
): readonly CsvCell[] {
  const draw = tournament.draws[plan.draw];
  const court = plan.court === null ? undefined : tournament.courts[plan.court];
  const venue = court && tournament.venues[court.venue];
  const pool = plan.pool === null ? undefined : tournament.pools[plan.pool];
  const [a, b] = plan.sides.map((side) => (side === null ? undefined : tournament.entries[side]));
  const time = (moment: number | null | undefined): string =>
    typeof moment === 'number' ? isoInZone(moment, tournament.details.timeZone) : '';
  const name = (side: Side): string => (side === 'A' ? a : b)?.name ?? state?.start?.sides[side].name ?? '';
  return [
    plan.id,
    plan.number,
    draw?.sport ?? '',
    draw?.name ?? '',
    pool?.name ?? '',
    plan.round,
    // A hall that stands alone is its own site.
    venue?.site || venue?.name || '',
    court?.name ?? '',
    time(plan.scheduled),
    time(state?.startedAt),
    time(state?.endedAt),
    name('A'),
    name('B'),
    a?.club ?? '',
    b?.club ?? '',
    ...scoreCells(state, dash),
    state?.winner ? name(state.winner) : '',
    statusOf(plan, state),
    state?.result ?? 'none',
    state?.marks.A ?? '',
    state?.marks.B ?? '',
    officialsOf(tournament, plan, state).join('; '),
    state?.revision ?? 0,
  ];
}

/** Sets won and the points of each set; both empty while nothing has been played. */
function scoreCells(state: MatchState | undefined, dash: string): readonly [string, string] {
  if (!state?.start) return ['', ''];
  const sets = countedSets(state);
  const points = runningPoints(state);
  const played = points && (points[0] > 0 || points[1] > 0) ? [...sets, points] : sets;
  const written = (score: SetScore): string => score.join(dash);
  return [written(setsWon(sets)), played.map(written).join(' ')];
}

function statusOf(plan: MatchPlan, state: MatchState | undefined): string {
  if (state && state.schedule !== 'planned') return state.schedule;
  return plan.scheduled === null ? 'unscheduled' : 'scheduled';
}

/** The official of the plan, then the one in charge if it is another. */
function officialsOf(tournament: TournamentState, plan: MatchPlan, state: MatchState | undefined): string[] {
  const ids = new Set([plan.official, state?.charge?.official ?? null]);
  return [...ids].flatMap((id) => (id === null ? [] : (tournament.officials[id]?.name ?? [])));
}
