import { isoInZone, isTimeZone } from '#shared/lib/time-zone.ts';
import { checkEntryRow, neededForEntries, readEntryRow, rosterOf } from './import-entries.ts';
import { entryField, matchField } from './import-headings.ts';
import { directoryOf, neededForMatches, plannedOf, readMatchRow } from './import-matches.ts';
import { type ImportLine, type ImportProblem, type ImportTable, problem, readTable } from './import-table.ts';
import type { Draw, Entry, MatchPlan, Person, Setup } from './records.ts';
import type { Records, TournamentState } from './state.ts';

/** A row of the file and what would become of it. */
export interface ImportRow {
  /** As an editor counts, from 1. */
  readonly line: number;
  /** It would be imported. */
  readonly ok: boolean;
  readonly problems: readonly ImportProblem[];
  /** In a few words, as read; for a row that can't be imported its cells. */
  readonly summary: string;
}

/** What an import would do. Nothing is written until somebody sends `records` as a `put`. */
export interface ImportPreview {
  /** About the whole file; while there are any, there are no records. */
  readonly problems: readonly ImportProblem[];
  /** Headings that were not understood. */
  readonly ignoredColumns: readonly string[];
  readonly rows: readonly ImportRow[];
  /** What the rows that are `ok` would write. */
  readonly records: Setup;
  readonly counts: ImportCounts;
}

/** How much an import would do. */
export interface ImportCounts {
  readonly rows: number;
  readonly ok: number;
  readonly failed: number;
  readonly entries: number;
  readonly matches: number;
  readonly newPeople: number;
  /** People of the tournament who would enter again. */
  readonly knownPeople: number;
}

const noCounts: ImportCounts = {
  rows: 0,
  ok: 0,
  failed: 0,
  entries: 0,
  matches: 0,
  newPeople: 0,
  knownPeople: 0,
};

/**
 * Reads a list of entries for a draw: name, club and seed of players; `player1` and `player2` of pairs; `team` and
 * members (`m1` …, or one column `members`) of teams. Headings may be English, German, French or Spanish. People are
 * known again by name and club, or by their name alone if the file gives no club and there is one of that name;
 * members of a team without a club have the team's name as theirs. A duplicate, in the file or of the draw, isn't
 * imported.
 */
export function previewEntries(
  csvText: string,
  draw: Pick<Draw, 'id' | 'kind'>,
  tournament: Pick<Records, 'people' | 'entries'>,
  newId: () => string,
): ImportPreview {
  const table = readTable(csvText, entryField, neededForEntries[draw.kind]);
  if (table.problems.length > 0) return unreadable(table, table.problems);
  const roster = rosterOf(draw, tournament, newId);
  const entries: Entry[] = [];
  const people: Person[] = [];
  const known = new Set<Person['id']>();
  const rows = table.lines.map((line): ImportRow => {
    const row = readEntryRow(line, draw.kind);
    const wrong = [...cellProblems(line, table), ...checkEntryRow(row, draw.kind)];
    const summary = row.club === '' ? row.name : `${row.name} (${row.club})`;
    if (wrong.length > 0) return { line: line.line, ok: false, problems: wrong, summary };
    const { problems, entry, people: members } = roster.add(row, line.line);
    if (entry) entries.push(entry);
    for (const { person, isNew } of members) {
      if (isNew) people.push(person);
      else known.add(person.id);
    }
    return { line: line.line, ok: entry !== null, problems, summary };
  });
  return preview(table, rows, { people, entries }, { knownPeople: known.size });
}

/**
 * Reads a list of matches: `number` (empty: the hub gives one), `draw` (may be left out where there is only one),
 * `round`, `pool`, `side1`, `side2` (empty: not known yet), `court`, `date` and `time` or both as `scheduled`, and
 * `official`. Names must be known; a row that names an unknown one tells the nearest. Times are those of the tournament's
 * zone; a time without a date is on its first day.
 */
export function previewMatches(
  csvText: string,
  tournament: TournamentState,
  newId: () => string,
): ImportPreview {
  const { details } = tournament;
  const table = readTable(csvText, matchField, neededForMatches);
  const zone = isTimeZone(details.timeZone)
    ? []
    : [problem('TIME_ZONE_UNKNOWN', { timeZone: details.timeZone })];
  const problems = [...table.problems, ...zone];
  if (problems.length > 0) return unreadable(table, problems);
  const directory = directoryOf(tournament);
  const planned = plannedOf(Object.values(tournament.matches));
  const matches: MatchPlan[] = [];
  const rows = table.lines.map((line): ImportRow => {
    const plan = readMatchRow(line, directory, details, newId);
    const wrong = [...cellProblems(line, table), ...(plan.ok ? [] : plan.error)];
    if (plan.ok && wrong.length === 0) wrong.push(...planned.add(plan.value, line.line));
    if (plan.ok && wrong.length === 0) matches.push(plan.value);
    const summary = matchSummary(line, plan.ok ? plan.value : null, details.timeZone);
    return { line: line.line, ok: wrong.length === 0, problems: wrong, summary };
  });
  return preview(table, rows, { matches }, {});
}

const cellProblems = (line: ImportLine, table: ImportTable): readonly ImportProblem[] =>
  line.tooLong ? [problem('TOO_MANY_CELLS', { columns: table.columns })] : [];

function matchSummary(line: ImportLine, plan: MatchPlan | null, timeZone: string): string {
  const sides = [line.cell('side1') || '?', line.cell('side2') || '?'].join(' – ');
  const start = plan?.scheduled ? isoInZone(plan.scheduled, timeZone).slice(0, 16).replace('T', ' ') : '';
  return [line.cell('draw'), line.cell('pool'), line.cell('round'), sides, line.cell('court'), start]
    .filter((part) => part !== '')
    .join(', ');
}

const unreadable = (table: ImportTable, problems: readonly ImportProblem[]): ImportPreview => ({
  problems,
  ignoredColumns: table.ignoredColumns,
  rows: [],
  records: {},
  counts: noCounts,
});

function preview(
  table: ImportTable,
  rows: readonly ImportRow[],
  written: Pick<Setup, 'people' | 'entries' | 'matches'>,
  counts: Partial<ImportCounts>,
): ImportPreview {
  const passed = rows.filter((row) => row.ok).length;
  const records: Setup = {};
  if (written.people?.length) records.people = written.people;
  if (written.entries?.length) records.entries = written.entries;
  if (written.matches?.length) records.matches = written.matches;
  return {
    problems: [],
    ignoredColumns: table.ignoredColumns,
    rows,
    records,
    counts: {
      ...noCounts,
      rows: rows.length,
      ok: passed,
      failed: rows.length - passed,
      entries: written.entries?.length ?? 0,
      matches: written.matches?.length ?? 0,
      newPeople: written.people?.length ?? 0,
      ...counts,
    },
  };
}
