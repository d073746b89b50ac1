import type { MatchId } from '#shared/domain/ids.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { Court, Draw, Entry, MatchPlan, Pool, Venue } from '#shared/domain/tournament/records.ts';
import type { ById, Records } from '#shared/domain/tournament/state.ts';
import { byOrder } from '#ui/order.ts';

/** Records in the order that people gave them. */
export const ordered = <T extends { order: number; name: string }>(records: ById<T>): readonly T[] =>
  Object.values(records).toSorted(byOrder);

/** A venue with its courts in their real order. */
export interface VenueRow {
  readonly venue: Venue;
  readonly courts: readonly Court[];
}

/** Every venue with its courts. */
export const venueRows = (records: Pick<Records, 'venues' | 'courts'>): readonly VenueRow[] => {
  const courts = ordered(records.courts);
  return ordered(records.venues).map((venue) => ({
    venue,
    courts: courts.filter((court) => court.venue === venue.id),
  }));
};

/** Courts in the order of their venues, then their own. */
export const courtsInOrder = (records: Pick<Records, 'venues' | 'courts'>): readonly Court[] =>
  venueRows(records).flatMap((row) => row.courts);

/** A court's name, with its venue's where there are several. */
export function courtName(records: Pick<Records, 'venues' | 'courts'>, court: Court): string {
  const venue = records.venues[court.venue];
  return venue && Object.keys(records.venues).length > 1 ? `${venue.name} · ${court.name}` : court.name;
}

/** Entries of a draw by seed, then name. */
export const entriesOf = (records: Pick<Records, 'entries'>, draw: Draw['id']): readonly Entry[] =>
  Object.values(records.entries)
    .filter((entry) => entry.draw === draw)
    .toSorted((a, b) => (a.seed ?? 999) - (b.seed ?? 999) || a.name.localeCompare(b.name));

/** Pools of a draw in their order. */
export const poolsOf = (records: Pick<Records, 'pools'>, draw: Draw['id']): readonly Pool[] =>
  ordered(records.pools).filter((pool) => pool.draw === draw);

/** Matches by their number. */
export const matchesByNumber = (records: Pick<Records, 'matches'>): readonly MatchPlan[] =>
  Object.values(records.matches).toSorted((a, b) => a.number - b.number);

/** The entry of a side; null while it isn't known. */
export function entryOf(records: Pick<Records, 'entries'>, plan: MatchPlan, side: Side): Entry | null {
  const id = plan.sides[side === 'A' ? 0 : 1];
  return id === null ? null : (records.entries[id] ?? null);
}

/** The name of a side; a question mark while it isn't known. */
export const sideName = (records: Pick<Records, 'entries'>, plan: MatchPlan, side: Side): string =>
  entryOf(records, plan, side)?.name ?? '?';

/** Lines of matches by the match's id. */
export type Scores = ReadonlyMap<MatchId, MatchScore>;

/** The lines by id, of those matches that are still planned. */
export const scoresById = (lines: readonly MatchScore[]): Scores =>
  new Map(lines.map((line) => [line.id, line]));

/** True when something of the match is recorded that fixes its sides. */
export const hasStarted = (score: MatchScore | undefined): boolean =>
  score !== undefined && (score.startedAt !== null || score.result !== 'none');
