import type { CourtId, DrawId, EntryId, MatchId } from '#shared/domain/ids.ts';
import { isUnderWay } from '#shared/domain/match/state.ts';
import { byPlan, type ScoresById } from '#shared/domain/tournament/court-now.ts';
import type { Records } from '#shared/domain/tournament/state.ts';
import { isOver, type MatchLine, matchLine } from '#ui/match-line.ts';
import { byOrder } from '#ui/order.ts';
import { finder, plain } from '#ui/search.ts';

/** What a spectator wants to see; nulls and the empty search leave everything. */
export interface Filter {
  /** Words of names, clubs, draws, courts or a match's number, as people type them. */
  readonly search: string;
  readonly court: CourtId | null;
  readonly draw: DrawId | null;
  readonly club: string | null;
  /** Only matches of these entries are left. */
  readonly favouritesOnly: boolean;
}

export const everything: Filter = { search: '', court: null, draw: null, club: null, favouritesOnly: false };

/** True when the filter may hide something. */
export const isFiltering = (filter: Filter): boolean =>
  filter.search.trim() !== '' ||
  filter.court !== null ||
  filter.draw !== null ||
  filter.club !== null ||
  filter.favouritesOnly;

/** The matches of a tournament as spectators follow them. */
export interface Groups {
  /** Being played: favourites first, then by court. */
  readonly live: readonly MatchLine[];
  /** To come: those called or warming up first, then by time, then by court. */
  readonly next: readonly MatchLine[];
  /** Over: the last to end first. */
  readonly finished: readonly MatchLine[];
  /** Postponed or cancelled. */
  readonly off: readonly MatchLine[];
}

/** True when one of the sides is a favourite. */
const hasFavourite = (line: MatchLine, favourites: ReadonlySet<EntryId>): boolean =>
  [line.sides.A.entry, line.sides.B.entry].some((entry) => entry !== null && favourites.has(entry));

/** Sorts the matches that the filter leaves into groups. */
export function groupMatches(
  records: Records,
  scores: ScoresById,
  filter: Filter,
  favourites: ReadonlySet<EntryId>,
): Groups {
  const isFound = finder(filter.search, searched);
  const lines = Object.values(records.matches)
    .map((plan) => matchLine(records, plan, scores.get(plan.id) ?? null))
    .filter((line) => isWanted(line, filter, isFound, favourites));
  const places = courtPlaces(records);
  const place = (line: MatchLine): number =>
    (line.plan.court === null ? undefined : places.get(line.plan.court)) ?? places.size;
  const liked = (line: MatchLine): number => (hasFavourite(line, favourites) ? 0 : 1);
  const isOff = (line: MatchLine): boolean => line.schedule === 'postponed' || line.schedule === 'cancelled';
  const byTime = (a: MatchLine, b: MatchLine): number => {
    const first = a.plan.scheduled ?? Number.MAX_SAFE_INTEGER;
    const second = b.plan.scheduled ?? Number.MAX_SAFE_INTEGER;
    return first - second || place(a) - place(b) || a.plan.number - b.plan.number;
  };
  return {
    live: lines
      .filter((line) => isUnderWay(line.schedule))
      .sort((a, b) => liked(a) - liked(b) || place(a) - place(b) || byPlan(a.plan, b.plan)),
    next: lines
      .filter((line) => !isUnderWay(line.schedule) && !isOver(line.schedule) && !isOff(line))
      .sort((a, b) => readiness(a) - readiness(b) || byTime(a, b)),
    finished: lines
      .filter((line) => isOver(line.schedule))
      .sort((a, b) => (b.score?.endedAt ?? 0) - (a.score?.endedAt ?? 0) || b.plan.number - a.plan.number),
    off: lines.filter(isOff).sort(byTime),
  };
}

const readiness = (line: MatchLine): number =>
  line.schedule === 'warmUp' ? 0 : line.schedule === 'called' ? 1 : 2;

function isWanted(
  line: MatchLine,
  filter: Filter,
  isFound: (line: MatchLine) => boolean,
  favourites: ReadonlySet<EntryId>,
): boolean {
  const { A, B } = line.sides;
  if (filter.court !== null && line.plan.court !== filter.court) return false;
  if (filter.draw !== null && line.plan.draw !== filter.draw) return false;
  if (filter.club !== null && A.club !== filter.club && B.club !== filter.club) return false;
  if (filter.favouritesOnly && !hasFavourite(line, favourites)) return false;
  return isFound(line);
}

/** What a search looks at. */
function searched({ sides: { A, B }, draw, court, plan }: MatchLine): string {
  const texts = [A.name, B.name, A.club, B.club, draw, court, plan.round];
  return plain([...texts, `#${plan.number}`].join(' '));
}

/** The place of each court in the order of the venues and their courts. */
function courtPlaces(records: Pick<Records, 'venues' | 'courts'>): ReadonlyMap<CourtId, number> {
  const courts = Object.values(records.courts).sort(
    (a, b) =>
      (records.venues[a.venue]?.order ?? 0) - (records.venues[b.venue]?.order ?? 0) ||
      a.venue.localeCompare(b.venue) ||
      byOrder(a, b),
  );
  return new Map(courts.map((court, place) => [court.id, place]));
}

/** A thing to filter by. */
export interface Option<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

/** What can be filtered by, in the order people know it. */
export function filterOptions(records: Records): {
  readonly courts: readonly Option<CourtId>[];
  readonly draws: readonly Option<DrawId>[];
  readonly clubs: readonly string[];
} {
  const several = Object.keys(records.venues).length > 1;
  const courts = [...courtPlaces(records).keys()].flatMap((id) => {
    const court = records.courts[id];
    if (!court) return [];
    const venue = records.venues[court.venue];
    return [{ id, name: several && venue ? `${venue.name} · ${court.name}` : court.name }];
  });
  const draws = Object.values(records.draws)
    .sort(byOrder)
    .map(({ id, name }) => ({ id, name }));
  const clubs = new Set(Object.values(records.entries).map((entry) => entry.club));
  return { courts, draws, clubs: [...clubs].filter(Boolean).sort((a, b) => a.localeCompare(b)) };
}

/** The first of these matches that is yet to come and has a time: what an empty screen points to. */
export const firstToCome = (next: readonly MatchLine[]): MatchLine | null =>
  next.find((line) => line.plan.scheduled !== null) ?? next[0] ?? null;

/** The lines of matches by id. */
export const scoresById = <T extends { readonly id: MatchId }>(
  lines: readonly T[] | undefined,
): ReadonlyMap<MatchId, T> => new Map((lines ?? []).map((line) => [line.id, line]));
