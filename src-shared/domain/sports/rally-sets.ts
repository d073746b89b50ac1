import type { Moment } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { ends, service, setStart, toss } from './rally-before-set.ts';
import { hasEnds } from './rally-breaks.ts';
import { otherSide, type RallyEvent, type Side } from './rally-events.ts';
import { type InSet, isInSet, scorePoint } from './rally-point.ts';
import type { RallyRules } from './rally-rules.ts';
import { isDecider, isMatchWon, isSetOver } from './rally-score.ts';
import { noService } from './rally-service.ts';
import type { PerSide, RallyState } from './rally-state.ts';

type EventOf<T extends RallyEvent['type']> = Extract<RallyEvent, { type: T }>;
type Outcome = Result<RallyState, Refusal>;

/** Before the toss. In a sport without ends (squash) side A is shown on the left. */
export function startRally(rules: RallyRules): RallyState {
  return {
    ...noService,
    phase: 'toSet',
    sets: [],
    points: { A: 0, B: 0 },
    setsWon: { A: 0, B: 0 },
    left: hasEnds(rules) ? null : 'A',
    toss: null,
    interval: null,
    timeoutsUsed: { A: 0, B: 0 },
    substitutionsUsed: { A: 0, B: 0 },
    cards: [],
    winner: null,
    endsChanged: false,
  };
}

/**
 * What `event` at `at` makes of a match, or why it can't happen now. The same function decides a tap and folds the log,
 * so what was accepted once is accepted by every replay. `state` itself is never changed.
 */
export function playRally(rules: RallyRules, state: RallyState, event: RallyEvent, at: Moment): Outcome {
  if (event.type === 'card') return card(rules, { ...state, endsChanged: false }, event, at);
  if (state.phase === 'over') return err(refusal('MATCH_OVER', 'The match is over.'));
  const now: RallyState = { ...state, endsChanged: false };
  switch (event.type) {
    case 'toss':
      return toss(rules, now, event);
    case 'ends':
      return ends(now, event);
    case 'service':
      return service(rules, now, event);
    case 'setStart':
      return setStart(rules, now);
    case 'point':
      return point(rules, now, event, at);
    case 'let':
      return callLet(rules, now);
    case 'timeout':
      return timeout(rules, now, event, at);
    case 'intervalEnd':
      if (now.interval === null) return err(refusal('NO_INTERVAL', 'No interval or time-out is running.'));
      return ok({ ...now, interval: null });
    case 'substitution':
      return substitution(rules, now, event);
    default:
      return unreachable(event);
  }
}

/** `state` if rallies are played in it. */
function inSet(state: RallyState): Result<InSet, Refusal> {
  return isInSet(state) ? ok(state) : err(refusal('SET_NOT_STARTED', 'Start the set first.'));
}

function point(rules: RallyRules, state: RallyState, event: EventOf<'point'>, at: Moment): Outcome {
  if (event.how === 'stroke' && rules.serviceCourt !== 'picked') {
    return err(refusal('NOT_IN_THIS_SPORT', 'Strokes are awarded in squash only.'));
  }
  const playing = inSet(state);
  return playing.ok ? ok(scorePoint(rules, playing.value, event.side, at)) : playing;
}

/** A rally that is played again: nothing counts, but play was on, so an interval is over. */
function callLet(rules: RallyRules, state: RallyState): Outcome {
  if (!rules.lets) return err(refusal('NOT_IN_THIS_SPORT', 'This sport has no lets.'));
  const playing = inSet(state);
  return playing.ok ? ok({ ...playing.value, interval: null }) : playing;
}

function timeout(rules: RallyRules, state: RallyState, event: EventOf<'timeout'>, at: Moment): Outcome {
  if (rules.timeouts === null) return err(refusal('NOT_IN_THIS_SPORT', 'This sport has no time-outs.'));
  const playing = inSet(state);
  if (!playing.ok) return playing;
  const { side } = event;
  const { count, lengthMs } = rules.timeouts;
  if (timeoutsLeft(rules, state, side) === 0) {
    return err(refusal('NO_TIMEOUTS_LEFT', 'This side has taken all of its time-outs ({count}).', { count }));
  }
  return ok({
    ...state,
    timeoutsUsed: { ...state.timeoutsUsed, [side]: state.timeoutsUsed[side] + 1 },
    interval: { kind: 'timeout', side, since: at, lengthMs },
  });
}

/** Also before a set: a player of the line-up who can't begin is replaced, and it counts in that set. */
function substitution(rules: RallyRules, state: RallyState, event: EventOf<'substitution'>): Outcome {
  const count = rules.substitutions;
  if (count === null) return err(refusal('NOT_IN_THIS_SPORT', 'This sport has no substitutions.'));
  const { side } = event;
  if (event.in === event.out) {
    return err(refusal('NO_SUCH_PLAYER', 'Name two different players: one who leaves and one who comes in.'));
  }
  if (substitutionsLeft(rules, state, side) === 0) {
    return err(
      refusal('NO_SUBSTITUTIONS_LEFT', 'This side has made all of its substitutions ({count}).', { count }),
    );
  }
  return ok({
    ...state,
    substitutionsUsed: { ...state.substitutionsUsed, [side]: state.substitutionsUsed[side] + 1 },
  });
}

/**
 * Cards are shown at any time, before the first set and after the match too. A red one gives the other side a point
 * only while a set is played; for one shown between sets the referee enters the point when the set has begun.
 */
function card(rules: RallyRules, state: RallyState, event: EventOf<'card'>, at: Moment): Outcome {
  const { side } = event;
  const shown = { side, card: event.card, player: event.player ?? null };
  const noted = { ...state, cards: [...state.cards, shown] };
  if (event.card !== 'red' || !rules.redCardPoint || !isInSet(noted)) return ok(noted);
  const scored = scorePoint(rules, noted, otherSide(side), at);
  // No rally was played, so a running interval or time-out goes on.
  const goesOn = scored.phase === 'set' && scored.interval === null;
  return ok(goesOn ? { ...scored, interval: noted.interval } : scored);
}

/** What the referee does next. `service` also asks pairs for their players; each may be corrected until play begins. */
export function nextStep(
  rules: RallyRules,
  state: RallyState,
): 'ends' | 'service' | 'setStart' | 'play' | 'over' {
  if (state.phase === 'over') return 'over';
  if (state.phase === 'set') return 'play';
  if (hasEnds(rules) && state.left === null) return 'ends';
  return state.serving === null ? 'service' : 'setStart';
}

/**
 * The side that wins the set with the next point; null when there is none or no set is played. At 29-all in badminton
 * both do: then it is the side that serves.
 */
export function setPointFor(rules: RallyRules, state: RallyState): Side | null {
  return decisiveFor(state, (side) => endsSet(rules, state, side));
}

/** The side that wins the match with the next point, else null; where both do, the side that serves. */
export function matchPointFor(rules: RallyRules, state: RallyState): Side | null {
  return decisiveFor(
    state,
    (side) => endsSet(rules, state, side) && isMatchWon(rules, state.setsWon[side] + 1),
  );
}

function decisiveFor(state: RallyState, wins: (side: Side) => boolean): Side | null {
  if (!isInSet(state)) return null;
  if (wins('A') && wins('B')) return state.serving.side;
  if (wins('A')) return 'A';
  return wins('B') ? 'B' : null;
}

function endsSet(rules: RallyRules, state: RallyState, side: Side): boolean {
  const points = { ...state.points, [side]: state.points[side] + 1 };
  return isSetOver(rules, isDecider(rules, state), points);
}

/** Time-outs that a side may still take in this set or match; 0 where the sport has none. */
export function timeoutsLeft(rules: RallyRules, state: RallyState, side: Side): number {
  return rules.timeouts === null ? 0 : Math.max(0, rules.timeouts.count - state.timeoutsUsed[side]);
}

/** Substitutions that a side may still make in this set; 0 where the sport has none. */
export function substitutionsLeft(rules: RallyRules, state: RallyState, side: Side): number {
  return rules.substitutions === null ? 0 : Math.max(0, rules.substitutions - state.substitutionsUsed[side]);
}

/**
 * Whether a set can have ended with `a` to `b` points: it was over with the last point, and not before it. For scores
 * that are typed in; `decider` is true for the last possible set.
 */
export function isFinishedSetLegal(rules: RallyRules, decider: boolean, a: number, b: number): boolean {
  if (!Number.isInteger(a) || !Number.isInteger(b) || a === b) return false;
  const high = Math.max(a, b);
  const low = Math.min(a, b);
  if (low < 0) return false;
  const before = { A: high - 1, B: low };
  return isSetOver(rules, decider, { A: high, B: low }) && !isSetOver(rules, decider, before);
}

/**
 * The winner of a match with these sets: more than half of `bestOf`, reached with the last of them. Null when nobody
 * has won yet, and when a set was played after somebody had. A level set counts for nobody.
 */
export function setsWinner(rules: RallyRules, sets: readonly PerSide<number>[]): Side | null {
  if (majority(rules, sets.slice(0, -1)) !== null) return null;
  return majority(rules, sets);
}

function majority(rules: RallyRules, sets: readonly PerSide<number>[]): Side | null {
  if (isMatchWon(rules, sets.filter((set) => set.A > set.B).length)) return 'A';
  return isMatchWon(rules, sets.filter((set) => set.B > set.A).length) ? 'B' : null;
}
