import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { otherSide, type RallyEvent } from './rally-events.ts';
import { isInSet } from './rally-point.ts';
import type { RallyRules } from './rally-rules.ts';
import { isDecider } from './rally-score.ts';
import { namesServer, openService, servers } from './rally-service.ts';
import type { RallyState } from './rally-state.ts';

type EventOf<T extends RallyEvent['type']> = Extract<RallyEvent, { type: T }>;
type Outcome = Result<RallyState, Refusal>;

const setRunning = (message: string): Outcome => err(refusal('SET_RUNNING', message));

/** The toss, before the first set and, where the rules have one, before the decider. It may be corrected until the set starts. */
export function toss(rules: RallyRules, state: RallyState, event: EventOf<'toss'>): Outcome {
  if (state.phase === 'set') return setRunning('The set has started: the toss is over.');
  const due = state.sets.length === 0 || (rules.deciderToss && isDecider(rules, state));
  if (!due) return err(refusal('WRONG_STATE', 'There is no toss before this set.'));
  const { winner, choice } = event;
  const tossed = { ...state, toss: { winner, choice } };
  // Whoever chose ends leaves the service to the other side, which may still say "receive".
  if (choice === 'ends')
    return ok({ ...tossed, opener: null, serving: null, receiver: null, firstPair: null });
  const side = choice === 'serve' ? winner : otherSide(winner);
  if (namesServer(rules))
    return ok({ ...tossed, opener: side, serving: null, receiver: null, firstPair: null });
  return ok({ ...tossed, ...openService(rules, state, { side }) });
}

/** Which side plays on the left: chosen before a set, or put right at any time between two rallies. */
export function ends(state: RallyState, event: EventOf<'ends'>): Outcome {
  return ok({ ...state, left: event.left });
}

/**
 * Who serves first and to whom. It may be corrected until the first point of the set. Where the server picks the box
 * (squash), `court` alone may be said or put right before any rally.
 */
export function service(rules: RallyRules, state: RallyState, event: EventOf<'service'>): Outcome {
  if (event.court !== undefined && rules.serviceCourt !== 'picked') {
    return err(refusal('NOT_IN_THIS_SPORT', 'The service court isn’t chosen in this sport.'));
  }
  const named = servers(rules);
  if ((event.server ?? 0) >= named || (event.receiver ?? 0) >= named) {
    return err(refusal('NO_SUCH_PLAYER', 'This side has no such player on court.'));
  }
  const played = state.points.A + state.points.B > 0;
  if (!isInSet(state) || !played) return ok({ ...state, ...openService(rules, state, event) });
  if (event.court === undefined || event.side !== state.serving.side) {
    return setRunning('The set is under way: the rallies decide who serves.');
  }
  return ok({ ...state, serving: { ...state.serving, court: event.court } });
}

/** Begins the set. Ends that nobody chose put side A on the left; a server that a pair didn't name is its first player. */
export function setStart(rules: RallyRules, state: RallyState): Outcome {
  if (state.phase === 'set') return setRunning('The set has already started.');
  if (state.opener === null) {
    return err(refusal('SERVER_UNKNOWN', 'Choose who serves first, then start the set.'));
  }
  const opened = state.serving ? state : { ...state, ...openService(rules, state, { side: state.opener }) };
  return ok({ ...opened, phase: 'set', left: state.left ?? 'A', interval: null });
}
