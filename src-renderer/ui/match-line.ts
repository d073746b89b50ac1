import type { EntryId, Moment } from '#shared/domain/ids.ts';
import { isUnderWay, type Mark, type MatchScore, type ScheduleStatus } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { PerSide } from '#shared/domain/sports/rally-state.ts';
import { sports } from '#shared/domain/sports/table.ts';
import type { Court, MatchPlan } from '#shared/domain/tournament/records.ts';
import type { Records } from '#shared/domain/tournament/state.ts';

/** One side of a match as spectators see it. */
export interface SideLine {
  readonly side: Side;
  readonly entry: EntryId | null;
  /** Null while it isn't known who plays. */
  readonly name: string | null;
  readonly club: string;
  /** The big figure: points while the match is played, sets when it is over; null before it begins. */
  readonly figure: number | null;
  /** Points in each finished set, and in one left unfinished by a match that is over. */
  readonly sets: readonly SetCell[];
  readonly setsWon: number;
  readonly serving: 'right' | 'left' | 'somewhere' | null;
  readonly winner: boolean;
  readonly mark: Mark | null;
}

/** A side's points in a set, and whether it won it. */
export interface SetCell {
  readonly points: number;
  readonly won: boolean;
}

/** A match with the names of everything that it refers to. */
export interface MatchLine {
  readonly plan: MatchPlan;
  readonly score: MatchScore | null;
  readonly schedule: ScheduleStatus;
  /** Empty while no court is planned; with the venue's name where there are several. */
  readonly court: string;
  readonly draw: string;
  /** What a set is called in this sport. */
  readonly unit: 'set' | 'game';
  readonly sides: PerSide<SideLine>;
  /** What the big figures count. */
  readonly figures: 'points' | 'sets' | 'none';
}

/** A court's name, with its venue's where there are several. */
export function courtLabel(records: Pick<Records, 'venues' | 'courts'>, court: Court): string {
  const venue = records.venues[court.venue];
  return venue && Object.keys(records.venues).length > 1 ? `${venue.name} · ${court.name}` : court.name;
}

/** True for a match that was played, given or broken off. */
export const isOver = (schedule: ScheduleStatus): boolean =>
  schedule === 'finished' || schedule === 'abandoned';

/** Puts a match, its line and the names in the set-up together. */
export function matchLine(records: Records, plan: MatchPlan, score: MatchScore | null): MatchLine {
  const schedule = score?.schedule ?? 'planned';
  const court = plan.court === null ? undefined : records.courts[plan.court];
  const draw = records.draws[plan.draw];
  const figures = figuresOf(score, schedule);
  const side = (which: Side): SideLine => sideLine(records, plan, score, schedule, figures, which);
  return {
    plan,
    score,
    schedule,
    court: court ? courtLabel(records, court) : '',
    draw: draw?.name ?? '',
    unit: draw ? sports[draw.sport].unit : 'set',
    sides: { A: side('A'), B: side('B') },
    figures,
  };
}

function figuresOf(score: MatchScore | null, schedule: ScheduleStatus): MatchLine['figures'] {
  if (!score) return 'none';
  if (isUnderWay(schedule)) return 'points';
  if (!isOver(schedule)) return 'none';
  if (score.sets.length === 1 && score.points === null) return 'points';
  return score.sets.length > 0 ? 'sets' : 'none';
}

function sideLine(
  records: Records,
  plan: MatchPlan,
  score: MatchScore | null,
  schedule: ScheduleStatus,
  figures: MatchLine['figures'],
  side: Side,
): SideLine {
  const own = side === 'A' ? 0 : 1;
  const other = side === 'A' ? 1 : 0;
  const id = plan.sides[own];
  const entry = id === null ? undefined : records.entries[id];
  const sets: SetCell[] = (score?.sets ?? []).map((set) => ({
    points: set[own],
    won: set[own] > set[other],
  }));
  const single = figures === 'points' && isOver(schedule);
  const unfinished = score?.points && isOver(schedule) && score.points[0] + score.points[1] > 0;
  if (unfinished && score?.points) sets.push({ points: score.points[own], won: false });
  const serving = score?.serving?.side === side && isUnderWay(schedule) ? score.serving : null;
  return {
    side,
    entry: entry?.id ?? null,
    name: entry?.name ?? null,
    club: entry && entry.club !== entry.name ? entry.club : '',
    figure: figureOf(score, figures, single, own),
    sets: single ? [] : sets,
    setsWon: score?.setsWon[own] ?? 0,
    serving: serving ? (serving.court ?? 'somewhere') : null,
    winner: score?.winner === side && isOver(schedule),
    mark: score?.marks[side] ?? null,
  };
}

function figureOf(
  score: MatchScore | null,
  figures: MatchLine['figures'],
  single: boolean,
  own: 0 | 1,
): number | null {
  if (!score || figures === 'none') return null;
  if (figures === 'sets') return score.setsWon[own];
  return (single ? score.sets[0] : score.points)?.[own] ?? 0;
}

/** The one thing worth saying of a match beside its figures. */
export type MatchSay =
  | { readonly kind: 'schedule'; readonly schedule: ScheduleStatus }
  | { readonly kind: 'decisive'; readonly what: 'set' | 'match'; readonly side: Side }
  | {
      readonly kind: 'interval';
      readonly what: 'interval' | 'betweenSets' | 'timeout';
      /** Milliseconds until it ends; 0 when its time is up and play hasn't begun again. */
      readonly leftMs: number;
    }
  | { readonly kind: 'inSet'; readonly number: number }
  | { readonly kind: 'won'; readonly side: Side; readonly mark: Mark | null };

/** What to say of a match at `now` (the hub's clock): the end, a suspension, an interval, a decisive point, else the set. */
export function sayOf(line: MatchLine, now: Moment): MatchSay {
  const { score, schedule } = line;
  if (!score) return { kind: 'schedule', schedule };
  if (schedule === 'finished' && score.winner) {
    const loser = score.winner === 'A' ? 'B' : 'A';
    return { kind: 'won', side: score.winner, mark: score.marks[loser] };
  }
  if (schedule === 'suspended' || !isUnderWay(schedule)) return { kind: 'schedule', schedule };
  if (score.interval) {
    const { kind, until } = score.interval;
    return { kind: 'interval', what: kind, leftMs: Math.max(0, until - now) };
  }
  if (score.decisive) return { kind: 'decisive', what: score.decisive.what, side: score.decisive.side };
  if (schedule === 'break') return { kind: 'schedule', schedule };
  return { kind: 'inSet', number: score.sets.length + 1 };
}
