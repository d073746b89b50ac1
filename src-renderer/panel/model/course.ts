import type { EventId } from '#shared/domain/ids.ts';
import { applyToCourse, isCourseEvent, noCourse } from '#shared/domain/match/apply.ts';
import { lastEvent, replay, withBranch } from '#shared/domain/match/fold.ts';
import { countedSets, runningPoints } from '#shared/domain/match/score.ts';
import type { Branch, MatchRecord, MatchState, SetScore } from '#shared/domain/match/state.ts';
import type { Refusal } from '#shared/domain/refusal.ts';

/** An event with the score it led to, for the list of what happened. */
export interface CourseLine {
  readonly record: MatchRecord;
  /** Points of the running set after it, A first; null where it didn't change a score. */
  readonly points: SetScore | null;
  /** The set that it started, from 1. */
  readonly set: number | null;
  /** Undone by this record. */
  readonly voidedBy: MatchRecord | null;
}

/** Every event in order with the score after it; voided ones have none. One pass over the log. */
export function courseLines(records: readonly MatchRecord[]): readonly CourseLine[] {
  const bySeq = new Map(records.map((record) => [record.seq, record]));
  let course = noCourse;
  return records.map((record) => {
    if (record.voidedBy !== null) {
      return { record, points: null, set: null, voidedBy: bySeq.get(record.voidedBy) ?? null };
    }
    if (!isCourseEvent(record.body)) return { record, points: null, set: null, voidedBy: null };
    const next = applyToCourse(course, record.body, record.at);
    if (!next.ok) return { record, points: null, set: null, voidedBy: null };
    const before = course.play;
    course = next.value;
    const set = record.body.type === 'setStart' ? (before?.sets.length ?? 0) + 1 : null;
    const points = record.body.type === 'point' ? pointsAfter(before?.sets.length ?? 0) : null;
    return { record, points, set, voidedBy: null };
  });

  /** The set's own last score when the point ended it, else the running one. */
  function pointsAfter(setsBefore: number): SetScore | null {
    const ended = course.play?.sets[setsBefore];
    if (ended) return [ended.A, ended.B];
    return course.play ? [course.play.points.A, course.play.points.B] : null;
  }
}

/** A score in short: finished sets and running points, A first. */
export interface ShortScore {
  readonly sets: readonly SetScore[];
  readonly points: SetScore | null;
}

/** The score of a match, or what it would be with a branch in place of the log. */
export const shortScore = (state: Pick<MatchState, 'corrected' | 'play'>): ShortScore => ({
  sets: countedSets(state),
  points: runningPoints(state),
});

/** A conflict as the organiser sees it: both scores side by side. */
export interface BranchView {
  readonly branch: Branch;
  readonly log: ShortScore;
  /** The score if the phone's taps counted; or why they can't. */
  readonly phone:
    | { readonly ok: true; readonly score: ShortScore }
    | { readonly ok: false; readonly why: Refusal };
  /** Events since they parted: in the log, on the phone. */
  readonly taps: { readonly log: number; readonly phone: number };
}

/** The branches of a match that wait for a word. */
export function openBranches(match: MatchState): readonly BranchView[] {
  return match.branches
    .filter((branch) => branch.settled === 'open')
    .map((branch) => {
      const tried = replay(withBranch(match, branch, match.seq + 1));
      const since = match.records.filter(
        (record) => record.seq > branch.base && record.voidedBy === null && isCourseEvent(record.body),
      );
      return {
        branch,
        log: shortScore(match),
        phone: tried.ok ? { ok: true, score: shortScore(tried.value) } : { ok: false, why: tried.error.why },
        taps: { log: since.length, phone: branch.records.length },
      };
    });
}

/**
 * Whether an event can be offered for undoing: part of the course, not voided, result not official yet. Of a match that
 * was never started, a walkover say, the last one can be taken back even then: its confirmation first.
 */
export function canBeVoided(match: MatchState, record: MatchRecord): boolean {
  if (record.voidedBy !== null || !isCourseEvent(record.body)) return false;
  if (match.result !== 'official' && match.result !== 'protested') return true;
  return match.start === null && lastEvent(match)?.event === record.event;
}

/** The record of an event id. */
export const recordOf = (match: MatchState, event: EventId): MatchRecord | null =>
  match.records.find((record) => record.event === event) ?? null;
