import type { CourtId, MatchId, Moment } from '#shared/domain/ids.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { Records } from '#shared/domain/tournament/state.ts';
import { type BusyTimes, courtOf, isFree, type Occupied, occupy, peopleOf } from './busy-times.ts';

const minute = 60_000;

/** How matches are spread over courts and time. */
export interface SpreadOptions {
  /** When the first may begin. */
  readonly from: Moment;
  /** How long a court is kept for a match, changeover included; at least 1. */
  readonly slotMinutes: number;
  /** How long nobody plays after a match; an official needs no rest. */
  readonly restMinutes: number;
  /** Tells which players an entry has: two entries may share one. */
  readonly entries: Records['entries'];
}

/**
 * Gives each match a court and a time, in the order of the list as early as it goes, and returns those that got one.
 * Matches with both already are kept and worked around: pass all that count, also of other draws, and leave out those
 * that are over or cancelled. A match that has only a court keeps it and gets a time; one that has only a time keeps
 * that and gets a court, or stays out of the answer if none is free then.
 *
 * Hard constraints: one match at a time on a court, of an entry, of a player and of an official; rest between two
 * matches of a player. Without courts only matches that have one are placed.
 */
export function spread(
  matches: readonly MatchPlan[],
  courts: readonly CourtId[],
  options: SpreadOptions,
): MatchPlan[] {
  const placer = newPlacer(options);
  for (const plan of matches) if (plan.scheduled !== null) placer.note(plan, plan.scheduled);
  const placed = new Map<MatchId, MatchPlan>();
  for (const plan of matches) {
    const { scheduled } = plan;
    if (scheduled === null || plan.court !== null) continue;
    const court = courts.find((candidate) => placer.courtIsFree(candidate, scheduled));
    if (court === undefined) continue;
    placer.noteCourt(court, scheduled);
    placed.set(plan.id, { ...plan, court });
  }
  for (const plan of fillSlots(matches, courts, options, placer)) placed.set(plan.id, plan);
  return matches.flatMap((plan) => placed.get(plan.id) ?? []);
}

/** Goes from slot to slot and puts the first match of the list that may be played there on each free court. */
function fillSlots(
  matches: readonly MatchPlan[],
  courts: readonly CourtId[],
  { from, slotMinutes }: SpreadOptions,
  placer: Placer,
): readonly MatchPlan[] {
  let waiting = matches.filter(
    (plan) => plan.scheduled === null && (plan.court !== null || courts.length > 0),
  );
  const used = new Set([...courts, ...waiting.flatMap((plan) => plan.court ?? [])]);
  const filled: MatchPlan[] = [];
  for (let start = from; waiting.length > 0; start += Math.max(1, slotMinutes) * minute) {
    for (const court of used) {
      if (!placer.courtIsFree(court, start)) continue;
      const next = waiting.find((plan) => mayUse(plan, court, courts) && placer.peopleAreFree(plan, start));
      if (!next) continue;
      const plan = { ...next, court, scheduled: start };
      placer.note(plan, start);
      filled.push(plan);
      waiting = waiting.filter((other) => other !== next);
    }
  }
  return filled;
}

const mayUse = (plan: MatchPlan, court: CourtId, courts: readonly CourtId[]): boolean =>
  plan.court === null ? courts.includes(court) : plan.court === court;

/** Remembers who and what is busy when. */
interface Placer {
  note(plan: MatchPlan, start: Moment): void;
  noteCourt(court: CourtId, start: Moment): void;
  courtIsFree(court: CourtId, start: Moment): boolean;
  peopleAreFree(plan: MatchPlan, start: Moment): boolean;
}

function newPlacer({ slotMinutes, restMinutes, entries }: SpreadOptions): Placer {
  const busy: BusyTimes = new Map();
  const slotMs = Math.max(1, slotMinutes) * minute;
  const restedMs = slotMs + Math.max(0, restMinutes) * minute;
  return {
    note(plan, start) {
      occupy(busy, [...courtOf(plan), ...peopleOf({ entries }, plan)], start);
    },
    noteCourt(court, start) {
      occupy(busy, courtOf({ court }), start);
    },
    courtIsFree: (court, start) => isFree(busy, courtOf({ court }), start, slotMs),
    peopleAreFree(plan, start) {
      const people = peopleOf({ entries }, plan);
      const players = people.filter((one) => one.kind !== 'official');
      const officials = people.filter((one) => one.kind === 'official');
      return isFree(busy, players, start, restedMs) && isFree(busy, officials, start, slotMs);
    },
  };
}

/** Two matches that can't both be played as planned. */
export interface Clash extends Occupied {
  /** The earlier match first. */
  readonly matches: readonly [MatchId, MatchId];
}

/**
 * Every double booking: two planned matches less than a slot apart that need the same court, entry, player or official,
 * in order of time. A player is named only where the entries differ. `isOver` leaves out what is played or cancelled.
 */
export function clashes(
  records: Pick<Records, 'matches' | 'entries'>,
  slotMinutes: number,
  isOver: (match: MatchId) => boolean = () => false,
): readonly Clash[] {
  const slotMs = slotMinutes * minute;
  const planned = Object.values(records.matches)
    .flatMap((plan) => (plan.scheduled === null || isOver(plan.id) ? [] : { plan, start: plan.scheduled }))
    .toSorted((a, b) => a.start - b.start || a.plan.number - b.plan.number);
  const open: typeof planned = [];
  return planned.flatMap((later) => {
    while (open[0] && later.start - open[0].start >= slotMs) open.shift();
    const found = open.flatMap((earlier) => clashesOf(records, earlier.plan, later.plan));
    open.push(later);
    return found;
  });
}

function clashesOf(
  records: Pick<Records, 'entries'>,
  earlier: MatchPlan,
  later: MatchPlan,
): readonly Clash[] {
  const all = (plan: MatchPlan): readonly Occupied[] => [...courtOf(plan), ...peopleOf(records, plan)];
  const wanted = all(later);
  const shared = all(earlier).filter((one) =>
    wanted.some((other) => other.kind === one.kind && other.id === one.id),
  );
  const entries = shared.flatMap((one) => (one.kind === 'entry' ? [records.entries[one.id]] : []));
  const matches = [earlier.id, later.id] as const;
  return shared
    .filter(
      (one) => one.kind !== 'person' || !entries.some((entry) => entry?.members.some((m) => m === one.id)),
    )
    .map((one) => ({ ...one, matches }));
}
