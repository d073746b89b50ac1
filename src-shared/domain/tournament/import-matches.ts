import { MatchId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { findNamed, type Named } from './import-names.ts';
import { type ImportLine, type ImportProblem, problem } from './import-table.ts';
import { readStart } from './import-times.ts';
import type { Court, Draw, Entry, MatchPlan, Official, Pool } from './records.ts';
import type { TournamentState } from './state.ts';

/** The columns that a match list must have. */
export const neededForMatches: readonly (readonly string[])[] = [['side1'], ['side2']];

const longestRound = 40;
const lastNumber = 99_999;

/** Everything that a match list may name, by its names. */
export interface Directory {
  readonly draws: readonly Named<Draw>[];
  readonly entries: ReadonlyMap<Draw['id'], readonly Named<Entry>[]>;
  readonly pools: ReadonlyMap<Draw['id'], readonly Named<Pool>[]>;
  readonly courts: readonly Named<Court>[];
  readonly officials: readonly Named<Official>[];
}

/**
 * The directory of a tournament. An entry also goes by "Name (Club)", a court by "Hall · Court" (also with `-`, `/` or a
 * space), for those of which there are several of one name.
 */
export function directoryOf(tournament: TournamentState): Directory {
  const named = <T extends { name: string }>(records: readonly T[]): readonly Named<T>[] =>
    records.map((record) => ({ record, names: [record.name] }));
  const entries = Object.values(tournament.entries).map((record) => ({
    record,
    names: record.club === '' ? [record.name] : [record.name, `${record.name} (${record.club})`],
  }));
  return {
    draws: named(Object.values(tournament.draws)),
    entries: Map.groupBy(entries, ({ record }) => record.draw),
    pools: Map.groupBy(named(Object.values(tournament.pools)), ({ record }) => record.draw),
    courts: Object.values(tournament.courts).map((record) => {
      const hall = tournament.venues[record.venue]?.name ?? '';
      const full = [' · ', ' - ', ' / ', ' '].map((between) => `${hall}${between}${record.name}`);
      return { record, names: [record.name, ...full] };
    }),
    officials: named(Object.values(tournament.officials)),
  };
}

/** Reads a row of a match list as a plan, or tells everything that is wrong with it. */
export function readMatchRow(
  line: ImportLine,
  directory: Directory,
  details: TournamentState['details'],
  newId: () => string,
): Result<MatchPlan, readonly ImportProblem[]> {
  const problems: ImportProblem[] = [];
  const taken = <T>(result: Result<T, ImportProblem>): T | null => {
    if (result.ok) return result.value;
    problems.push(result.error);
    return null;
  };
  const named = <T>(column: string, candidates: readonly Named<T>[]): T | null => {
    const value = line.cell(column);
    return value === '' ? null : taken(findNamed(column, value, candidates));
  };
  const draw = taken(drawOf(line, directory));
  // Without a draw nothing says which entries and pools are meant; one problem is enough.
  const ofDraw = <T>(column: string, records: ReadonlyMap<Draw['id'], readonly Named<T>[]>): T | null =>
    draw ? named(column, records.get(draw.id) ?? []) : null;
  const pool = ofDraw('pool', directory.pools);
  const sides = [ofDraw('side1', directory.entries), ofDraw('side2', directory.entries)] as const;
  const start = { date: line.cell('date'), time: line.cell('time'), scheduled: line.cell('scheduled') };
  const plan = {
    number: taken(numberOf(line)) ?? 0,
    pool: pool?.id ?? null,
    round: line.cell('round'),
    court: named('court', directory.courts)?.id ?? null,
    scheduled: taken(readStart(start, details.timeZone, details.startsOn)),
    official: named('official', directory.officials)?.id ?? null,
  };
  if (plan.round.length > longestRound) {
    problems.push(problem('TOO_LONG', { column: 'round', max: longestRound }));
  }
  problems.push(...sideProblems(sides, pool));
  if (!draw || problems.length > 0) return err(problems);
  const [a, b] = sides;
  return ok({ ...plan, id: MatchId.parse(newId()), draw: draw.id, sides: [a?.id ?? null, b?.id ?? null] });
}

/** The draw that a row names; where there is only one it needs no naming. */
function drawOf(line: ImportLine, { draws }: Directory): Result<Draw, ImportProblem> {
  const value = line.cell('draw');
  const [only, another] = draws;
  if (value !== '') return findNamed('draw', value, draws);
  return only && !another ? ok(only.record) : err(problem('VALUE_MISSING', { column: 'draw' }));
}

/** The number that a row gives; 0, which asks the hub for one, if it gives none. */
function numberOf(line: ImportLine): Result<number, ImportProblem> {
  const value = line.cell('number');
  if (value === '') return ok(0);
  const number = Number(/^#?(\d{1,5})$/.exec(value)?.[1] ?? 0);
  if (number >= 1) return ok(number);
  return err(problem('BAD_NUMBER', { column: 'number', value, min: 1, max: lastNumber }));
}

function sideProblems(
  sides: readonly [Entry | null, Entry | null],
  pool: Pool | null,
): readonly ImportProblem[] {
  const [a, b] = sides;
  if (a && a.id === b?.id) return [problem('SAME_SIDE_TWICE', { name: a.name })];
  return sides.flatMap((side) =>
    pool && side && !pool.entries.includes(side.id)
      ? problem('NOT_IN_POOL', { name: side.name, pool: pool.name })
      : [],
  );
}

/** Plans that may not come twice: a number, or two sides in the same round of the same draw and pool. */
export interface Planned {
  /** What the plan collides with; a plan that collides with nothing is remembered. */
  add(plan: MatchPlan, line: number): readonly ImportProblem[];
}

/** The plans of a tournament, to which those of a file are added. */
export function plannedOf(matches: Iterable<MatchPlan>): Planned {
  const numbers = new Set<number>();
  const meetings = new Map<string, number>();
  const remember = (plan: MatchPlan, line: number): void => {
    if (plan.number !== 0) numbers.add(plan.number);
    if (plan.sides.every((side) => side !== null)) meetings.set(meetingOf(plan), line);
  };
  for (const plan of matches) remember(plan, 0);
  return {
    add(plan, line) {
      if (plan.number !== 0 && numbers.has(plan.number)) {
        return [problem('NUMBER_TAKEN', { number: plan.number })];
      }
      const earlier = meetings.get(meetingOf(plan));
      if (earlier !== undefined) return [problem('DUPLICATE_MATCH', { line: earlier })];
      remember(plan, line);
      return [];
    },
  };
}

const meetingOf = ({ draw, pool, round, sides }: MatchPlan): string =>
  [draw, pool, round.toLowerCase(), ...sides.map(String).toSorted()].join('\n');
