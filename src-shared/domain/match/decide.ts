import type { DeviceId, Moment, OfficialId, Seq } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import type { PerSide } from '#shared/domain/sports/rally-state.ts';
import type { Draw, MatchPlan } from '#shared/domain/tournament/records.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { applyToCourse, isCourseEvent, isRallyEvent } from './apply.ts';
import type { MatchCommandBody, MatchEventBody, SideNames } from './events.ts';
import { lastEvent, replay, withBranch, withVoided } from './fold.ts';
import type { MatchState } from './state.ts';

/** Who asks. */
export interface Actor {
  readonly role: 'organiser' | 'chief' | 'referee';
  readonly device: DeviceId;
  readonly official: OfficialId | null;
}

/** A command of a match, as its device made it. */
export interface MatchCommand {
  readonly body: MatchCommandBody;
  /** Last event of the match that the device had seen. */
  readonly base: Seq;
  readonly at: Moment;
}

/** What deciding needs to know of the tournament around the match. */
export interface MatchContext {
  readonly plan: MatchPlan;
  readonly draw: Draw;
  readonly names: PerSide<SideNames | null>;
  readonly open: boolean;
  /** Number of another match that is being played on this court; null if none. */
  readonly courtBusyWith: number | null;
}

/**
 * Decides a command against the state of its match: the events to record, or why not. Pure; the phone runs the same
 * function to show a tap at once, the hub's answer is the one that counts.
 */
export function decideMatch(
  state: MatchState,
  command: MatchCommand,
  actor: Actor,
  context: MatchContext,
): Result<readonly MatchEventBody[], Refusal> {
  if (!context.open) {
    return err(refusal('TOURNAMENT_CLOSED', 'The tournament is closed. The organiser can open it again.'));
  }
  const { body } = command;
  const charge = checkCharge(state, command, actor);
  if (charge) return charge;
  switch (body.type) {
    case 'void':
      return decideVoid(state, body, actor);
    case 'takeCharge':
      return ok([body]);
    case 'settle':
      return decideSettle(state, body, actor);
    case 'start':
      return decideStart(state, command.at, context);
    case 'call':
      if (context.courtBusyWith !== null) {
        return err(
          refusal('COURT_BUSY', 'Match {number} is still being played on this court.', {
            number: context.courtBusyWith,
          }),
        );
      }
      if (!context.names.A || !context.names.B) return err(sidesUnknown);
      return applied(state, body, command.at);
    case 'correct':
    case 'ruling':
    case 'postpone':
    case 'cancel':
      if (actor.role === 'referee') {
        return err(refusal('NOT_ALLOWED', 'Only a chief referee or the organiser can do this.'));
      }
      return applied(state, body, command.at);
    default:
      return applied(state, body, command.at);
  }
}

const sidesUnknown = refusal('SIDES_UNKNOWN', 'The two sides of this match aren’t known yet.');

function applied(
  state: MatchState,
  body: Exclude<MatchCommandBody, { type: 'start' | 'void' | 'takeCharge' | 'settle' }>,
  at: Moment,
): Result<readonly MatchEventBody[], Refusal> {
  const next = applyToCourse(state, body, at);
  return next.ok ? ok([body]) : next;
}

/** Commands that only the official in charge gives; the others need a role, not the charge. */
function needsCharge(body: MatchCommandBody, actor: Actor): boolean {
  if (isRallyEvent(body)) return true;
  switch (body.type) {
    case 'warmUp':
    case 'start':
      return true;
    case 'takeCharge':
    case 'settle':
    case 'call':
      return false;
    default:
      return actor.role === 'referee';
  }
}

/**
 * A match has one official in charge. Somebody else's command is refused if its device knew of the change of charge,
 * and kept aside as a branch if it could not have known.
 */
function checkCharge(
  state: MatchState,
  command: MatchCommand,
  actor: Actor,
): Result<readonly MatchEventBody[], Refusal> | null {
  const { charge } = state;
  if (!charge || charge.device === actor.device || !needsCharge(command.body, actor)) return null;
  if (command.body.type === 'start' || command.base >= charge.since) {
    return err(
      refusal('NOT_IN_CHARGE', 'Somebody else is in charge of this match. Take it over to go on here.'),
    );
  }
  return ok([{ type: 'branched', base: command.base, body: command.body, at: command.at }]);
}

function decideStart(
  state: MatchState,
  at: Moment,
  context: MatchContext,
): Result<readonly MatchEventBody[], Refusal> {
  const { A, B } = context.names;
  if (!A || !B) return err(sidesUnknown);
  const body: MatchEventBody = {
    type: 'start',
    sport: context.draw.sport,
    rules: context.draw.rules,
    sides: { A, B },
  };
  const next = applyToCourse(state, body, at);
  return next.ok ? ok([body]) : next;
}

function decideVoid(
  state: MatchState,
  body: Extract<MatchCommandBody, { type: 'void' }>,
  actor: Actor,
): Result<readonly MatchEventBody[], Refusal> {
  const target = state.records.find((record) => record.event === body.event);
  if (!target || !isCourseEvent(target.body))
    return err(refusal('NO_SUCH_EVENT', 'The event to undo isn’t in this match.'));
  if (target.voidedBy !== null) return err(refusal('ALREADY_VOIDED', 'This event has already been undone.'));
  // A walkover that was confirmed by mistake can be taken back, its confirmation first; a match that was played can't.
  const isUnplayed = state.start === null && actor.role !== 'referee';
  if ((state.result === 'official' || state.result === 'protested') && !isUnplayed) {
    return err(refusal('RESULT_OFFICIAL', 'The result is official. A chief referee can correct it.'));
  }
  if (actor.role === 'referee') {
    const last = lastEvent(state);
    const own = target.official === actor.official || target.device === actor.device;
    if (last?.event !== target.event || !own) {
      return err(
        refusal('NOT_YOUR_LAST_EVENT', 'You can undo your own last entry; a chief referee can undo any.'),
      );
    }
  }
  const rest = replay(withVoided(state.records, body.event, state.seq + 1));
  if (!rest.ok) {
    return err(
      refusal(
        'LATER_EVENT_BREAKS',
        'This can’t be undone, since “{type}” after it would no longer be possible: {why}',
        {
          type: rest.error.at.body.type,
          event: rest.error.at.event,
          seq: rest.error.at.seq,
          why: rest.error.why.message,
        },
      ),
    );
  }
  return ok([body]);
}

function decideSettle(
  state: MatchState,
  body: Extract<MatchCommandBody, { type: 'settle' }>,
  actor: Actor,
): Result<readonly MatchEventBody[], Refusal> {
  if (actor.role === 'referee') {
    return err(refusal('NOT_ALLOWED', 'Only a chief referee or the organiser can settle a conflict.'));
  }
  const branch = state.branches.find((b) => b.device === body.device && b.settled === 'open');
  if (!branch) return err(refusal('NO_SUCH_BRANCH', 'There is nothing left to settle for this phone.'));
  if (body.keep === 'branch') {
    if (state.result === 'official' || state.result === 'protested') {
      return err(
        refusal(
          'RESULT_OFFICIAL',
          'The result is official. Keep the log, and correct the result if it is wrong.',
        ),
      );
    }
    const taken = replay(withBranch(state, branch, state.seq + 1));
    if (!taken.ok) {
      return err(
        refusal('LATER_EVENT_BREAKS', 'These taps don’t fit the match as it is now: {why}', {
          why: taken.error.why.message,
        }),
      );
    }
  }
  return ok([body]);
}
