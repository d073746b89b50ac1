import type { Moment } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { otherSide, type RallyEvent, type Side } from '#shared/domain/sports/rally-events.ts';
import { isFinishedSetLegal, playRally, setsWinner, startRally } from '#shared/domain/sports/rally-sets.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { MatchCommandBody, MatchEventBody } from './events.ts';
import { isUnderWay, type Mark, type MatchState, type ScheduleStatus } from './state.ts';

/** The part of a match's state that follows from its events alone, without who sent them. */
export type Course = Pick<
  MatchState,
  | 'schedule'
  | 'result'
  | 'revision'
  | 'marks'
  | 'start'
  | 'play'
  | 'corrected'
  | 'winner'
  | 'startedAt'
  | 'endedAt'
>;

/** Before anything has happened. */
export const noCourse: Course = {
  schedule: 'planned',
  result: 'none',
  revision: 0,
  marks: { A: null, B: null },
  start: null,
  play: null,
  corrected: null,
  winner: null,
  startedAt: null,
  endedAt: null,
};

/** Events that say something about the log or its officials and leave the course as it is. */
export type AsideType = 'void' | 'takeCharge' | 'settle' | 'branched';
export type CourseEventBody = Exclude<MatchEventBody, { type: AsideType }>;

/** True for events that change the course of the match. */
export const isCourseEvent = (body: MatchEventBody): body is CourseEventBody =>
  body.type !== 'void' && body.type !== 'takeCharge' && body.type !== 'settle' && body.type !== 'branched';

const rallyTypes: ReadonlySet<string> = new Set<RallyEvent['type']>([
  'toss',
  'ends',
  'service',
  'setStart',
  'point',
  'let',
  'timeout',
  'intervalEnd',
  'substitution',
  'card',
]);

/** True for what the referee enters during play. */
export const isRallyEvent = (body: MatchEventBody | MatchCommandBody): body is RallyEvent =>
  rallyTypes.has(body.type);

const notYet: readonly ScheduleStatus[] = ['planned', 'called', 'warmUp', 'postponed'];

const wrongState = (what: string, schedule: ScheduleStatus): Refusal =>
  refusal('WRONG_STATE', 'This match can’t be {what} now: it is {schedule}.', { what, schedule });

/**
 * Applies one event to the course of a match, or refuses it and says why. This one function decides commands and folds
 * the log, so the two can't differ. The transitions are those of the table in docs/PROTOCOL.md, "A match's states".
 */
export function applyToCourse(course: Course, body: CourseEventBody, at: Moment): Result<Course, Refusal> {
  if (isRallyEvent(body)) return applyRally(course, body, at);
  switch (body.type) {
    case 'call':
      if (course.schedule !== 'planned' && course.schedule !== 'postponed') {
        return err(wrongState('called', course.schedule));
      }
      return ok({ ...course, schedule: 'called' });
    case 'warmUp':
      if (course.schedule !== 'called') return err(wrongState('warmed up', course.schedule));
      return ok({ ...course, schedule: 'warmUp' });
    case 'start': {
      if (course.start) return err(refusal('MATCH_ALREADY_STARTED', 'This match has already been started.'));
      if (!notYet.includes(course.schedule)) return err(wrongState('started', course.schedule));
      const { type: _, ...start } = body;
      return ok({
        ...course,
        schedule: 'running',
        result: 'live',
        start,
        play: startRally(body.rules),
        startedAt: at,
      });
    }
    case 'suspend':
      if (course.schedule !== 'running' && course.schedule !== 'break') {
        return err(wrongState('suspended', course.schedule));
      }
      return ok({ ...course, schedule: 'suspended' });
    case 'resume':
      if (course.schedule !== 'suspended' && course.schedule !== 'abandoned') {
        return err(wrongState('resumed', course.schedule));
      }
      return ok({
        ...course,
        schedule: scheduleOfPlay(course),
        result: 'live',
        marks: noCourse.marks,
        endedAt: null,
      });
    case 'walkover':
      if (!notYet.includes(course.schedule)) return err(wrongState('given as a walkover', course.schedule));
      return ok(endedByMark(course, body.winner, 'WO', at));
    case 'retire':
      if (!isUnderWay(course.schedule)) return err(wrongState('ended by a retirement', course.schedule));
      return ok(endedByMark(course, otherSide(body.side), 'RET', at));
    case 'disqualify':
      // Once official, a result changes by a correction, which says so and adds a revision.
      if (course.result === 'official' || course.revision > 0 || course.schedule === 'cancelled') {
        return err(wrongState('ended by a disqualification', course.schedule));
      }
      return ok(endedByMark(course, otherSide(body.side), 'DSQ', at));
    case 'abandon':
      if (!isUnderWay(course.schedule)) return err(wrongState('abandoned', course.schedule));
      return ok({
        ...course,
        schedule: 'abandoned',
        result: 'none',
        marks: { A: 'ABD', B: 'ABD' },
        endedAt: at,
      });
    case 'postpone':
      if (course.schedule !== 'planned' && course.schedule !== 'called') {
        return err(wrongState('postponed', course.schedule));
      }
      return ok({ ...course, schedule: 'postponed' });
    case 'cancel':
      if (!notYet.includes(course.schedule)) return err(wrongState('cancelled', course.schedule));
      return ok({ ...course, schedule: 'cancelled' });
    case 'confirm':
      if (course.result === 'official') {
        return err(refusal('RESULT_OFFICIAL', 'The result has already been confirmed.'));
      }
      if (course.result !== 'unconfirmed') {
        return err(
          refusal('MATCH_NOT_FINISHED', 'The match isn’t over yet, so there is no result to confirm.'),
        );
      }
      return ok({ ...course, result: 'official', revision: course.revision + 1 });
    case 'protest':
      if (course.result !== 'unconfirmed' && course.result !== 'official') {
        return err(refusal('MATCH_NOT_FINISHED', 'A protest needs a finished match.'));
      }
      return ok({ ...course, result: 'protested' });
    case 'ruling':
      if (course.result !== 'protested') {
        return err(refusal('RESULT_NOT_PROTESTED', 'There is no protest to rule on.'));
      }
      return ok({ ...course, result: 'official', revision: Math.max(1, course.revision) });
    case 'correct':
      return applyCorrection(course, body, at);
    default:
      return unreachable(body);
  }
}

function applyRally(course: Course, event: RallyEvent, at: Moment): Result<Course, Refusal> {
  if (!course.start || !course.play) {
    return err(refusal('MATCH_NOT_STARTED', 'Start the match first.'));
  }
  if (course.schedule === 'suspended') {
    return err(refusal('MATCH_SUSPENDED', 'The match is suspended. Resume it first.'));
  }
  // A card can be shown after the last rally; it changes no score.
  const isLateCard = event.type === 'card' && course.result === 'unconfirmed';
  if (course.schedule !== 'running' && course.schedule !== 'break' && !isLateCard) {
    return err(refusal('MATCH_OVER', 'The match is over.'));
  }
  const played = playRally(course.start.rules, course.play, event, at);
  if (!played.ok) return played;
  if (isLateCard) return ok({ ...course, play: played.value });
  const next: Course = { ...course, play: played.value, winner: played.value.winner };
  if (played.value.phase === 'over') {
    return ok({ ...next, schedule: 'finished', result: 'unconfirmed', endedAt: at });
  }
  return ok({ ...next, schedule: scheduleOfPlay(next) });
}

function scheduleOfPlay(course: Course): 'running' | 'break' {
  return course.play && course.play.phase === 'toSet' && course.play.sets.length > 0 ? 'break' : 'running';
}

function endedByMark(course: Course, winner: Side, mark: Mark, at: Moment): Course {
  const marks = winner === 'A' ? { A: null, B: mark } : { A: mark, B: null };
  return {
    ...course,
    schedule: 'finished',
    result: 'unconfirmed',
    marks,
    winner,
    endedAt: course.endedAt ?? at,
  };
}

/** A match that ended before it began has no score; only who won can be put right, and the mark goes to the other. */
function correctUnplayed(
  course: Course,
  { sets, winner }: Extract<CourseEventBody, { type: 'correct' }>,
): Result<Course, Refusal> {
  const mark = course.marks.A ?? course.marks.B;
  if (course.schedule !== 'finished' || mark === null || sets.length > 0) {
    return err(refusal('MATCH_NOT_STARTED', 'Start the match first, then its score can be typed in.'));
  }
  const marks = winner === 'A' ? { A: null, B: mark } : { A: mark, B: null };
  return ok({ ...course, result: 'official', revision: course.revision + 1, marks, winner });
}

function applyCorrection(
  course: Course,
  body: Extract<CourseEventBody, { type: 'correct' }>,
  at: Moment,
): Result<Course, Refusal> {
  if (!course.start) return correctUnplayed(course, body);
  if (course.schedule === 'cancelled') return err(wrongState('corrected', course.schedule));
  const { rules } = course.start;
  const endedEarly = course.marks.A !== null || course.marks.B !== null;
  if (!endedEarly) {
    const decider = rules.bestOf - 1;
    const wrong = body.sets.findIndex((set, i) => !isFinishedSetLegal(rules, i === decider, set.A, set.B));
    const first = body.sets[wrong];
    if (first) {
      return err(
        refusal('BAD_SCORE', '{a}–{b} can’t be the score of set {set} under this draw’s rules.', {
          a: first.A,
          b: first.B,
          set: wrong + 1,
        }),
      );
    }
    if (setsWinner(rules, body.sets) !== body.winner) {
      return err(refusal('BAD_SCORE', 'These sets don’t make that side the winner.'));
    }
  }
  return ok({
    ...course,
    schedule: 'finished',
    result: 'official',
    revision: course.revision + 1,
    corrected: body.sets.map((set) => [set.A, set.B] as const),
    winner: body.winner,
    endedAt: course.endedAt ?? at,
  });
}
