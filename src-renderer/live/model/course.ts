import type { Moment, Seq } from '#shared/domain/ids.ts';
import { applyToCourse, type Course, isCourseEvent, noCourse } from '#shared/domain/match/apply.ts';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import type { MatchState, SetScore } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';

/** A set as it went: the score after each of its points, A first. The first step is 0–0. */
export interface SetCourse {
  readonly number: number;
  readonly steps: readonly SetScore[];
  /** Who won it; null while it is played or if it was left unfinished. */
  readonly winner: Side | null;
}

/** Something that happened, as it stands in the log. */
export interface CourseEvent {
  readonly seq: Seq;
  readonly at: Moment;
  readonly body: MatchEventBody;
  /** Set it happened in, from 1. */
  readonly set: number;
  /** The score after it, A first; null for what doesn't change the score or was taken back. */
  readonly score: SetScore | null;
  /** It ended the set that was played. */
  readonly endsSet: boolean;
  readonly voided: boolean;
}

/** What a match's log tells spectators. */
export interface MatchCourse {
  readonly sets: readonly SetCourse[];
  /** The last to happen first; what was taken back is in it too. */
  readonly events: readonly CourseEvent[];
}

/** Events that say nothing to spectators: who holds the phone, and the log's own book-keeping. */
const unsaid: ReadonlySet<MatchEventBody['type']> = new Set([
  'void',
  'takeCharge',
  'settle',
  'branched',
  'ends',
]);

/** Follows a match through its log. The same functions fold it as on the hub, so the figures can't differ. */
export function courseOf(state: Pick<MatchState, 'records'>): MatchCourse {
  const sets: { number: number; steps: SetScore[]; winner: Side | null }[] = [];
  const events: CourseEvent[] = [];
  let course: Course = noCourse;
  for (const { seq, at, body, voidedBy } of state.records) {
    const number = (course.play?.sets.length ?? 0) + 1;
    const plain = { seq, at, body, set: number, score: null, endsSet: false };
    if (voidedBy !== null || !isCourseEvent(body)) {
      if (!unsaid.has(body.type)) events.push({ ...plain, voided: true });
      continue;
    }
    const applied = applyToCourse(course, body, at);
    if (!applied.ok) continue;
    const step = stepBetween(course, applied.value);
    course = applied.value;
    if (body.type === 'setStart') sets.push({ number, steps: [[0, 0]], winner: null });
    if (step) {
      const set = sets.at(-1);
      set?.steps.push(step.score);
      if (set && step.winner) set.winner = step.winner;
    }
    if (unsaid.has(body.type)) continue;
    events.push({
      ...plain,
      score: step?.score ?? null,
      endsSet: step !== null && step.winner !== null,
      voided: false,
    });
  }
  return { sets, events: events.reverse() };
}

/** The score after a point, also after the one that ended the set; null if no point was won. */
function stepBetween(before: Course, after: Course): { score: SetScore; winner: Side | null } | null {
  if (!before.play || !after.play || before.play === after.play) return null;
  if (after.play.sets.length > before.play.sets.length) {
    const ended = after.play.sets.at(-1);
    return ended ? { score: [ended.A, ended.B], winner: ended.winner } : null;
  }
  const { points } = after.play;
  const same = points.A === before.play.points.A && points.B === before.play.points.B;
  return same ? null : { score: [points.A, points.B], winner: null };
}

/** What the line of a set shows, for those who don't see it. */
export interface SetSummary {
  readonly final: SetScore;
  /** The largest lead of each side; null if it never led. */
  readonly bestLead: { readonly A: SetScore | null; readonly B: SetScore | null };
  /** How often the score was level after 0–0. */
  readonly level: number;
}

/** Sums a set up. */
export function summaryOf(set: SetCourse): SetSummary {
  const points = set.steps.slice(1);
  return {
    final: set.steps.at(-1) ?? [0, 0],
    bestLead: { A: bestLead(points, ([a, b]) => a - b), B: bestLead(points, ([a, b]) => b - a) },
    level: points.filter(([a, b]) => a === b).length,
  };
}

/** The first score at which a side was farthest ahead; null if it never was. */
function bestLead(steps: readonly SetScore[], leadAt: (score: SetScore) => number): SetScore | null {
  let best: SetScore | null = null;
  for (const step of steps) if (leadAt(step) > (best ? leadAt(best) : 0)) best = step;
  return best;
}
