import type { DeviceId, OfficialId } from '#shared/domain/ids.ts';
import { hasEnds } from '#shared/domain/sports/rally-breaks.ts';
import { otherSide, type ServiceCourt, type Side } from '#shared/domain/sports/rally-events.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { isDecider } from '#shared/domain/sports/rally-score.ts';
import { namesServer, servers } from '#shared/domain/sports/rally-service.ts';
import { startRally } from '#shared/domain/sports/rally-sets.ts';
import type { RallyState } from '#shared/domain/sports/rally-state.ts';
import { expectedReceiver } from '#shared/domain/sports/table-tennis-order.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { MatchCommandBody } from './events.ts';
import { lastEvent } from './fold.ts';
import type { MatchRecord, MatchState } from './state.ts';

/**
 * What the referee does with a match, without any screen: which step comes next, and which commands an answer or a tap
 * becomes. The page and the tests that play whole matches use the same functions.
 */

/** The step a match is at, as the referee's page shows it. */
export type Step =
  | 'prepare'
  | 'betweenSets'
  | 'play'
  | 'suspended'
  | 'confirm'
  | 'official'
  | 'protested'
  | 'abandoned'
  | 'cancelled';

/** The step that `state` is at. A match that was started and has no set yet is still being prepared. */
export function stepOf(state: MatchState): Step {
  switch (state.schedule) {
    case 'planned':
    case 'called':
    case 'warmUp':
    case 'postponed':
      return 'prepare';
    case 'cancelled':
    case 'abandoned':
    case 'suspended':
      return state.schedule;
    case 'running':
    case 'break':
      if (state.play?.phase === 'set') return 'play';
      return (state.play?.sets.length ?? 0) > 0 ? 'betweenSets' : 'prepare';
    case 'finished':
      if (state.result === 'unconfirmed') return 'confirm';
      return state.result === 'protested' ? 'protested' : 'official';
    default:
      return unreachable(state.schedule);
  }
}

/** The answers that a set begins with. Players are indexes of the side's players. */
export interface SetOpening {
  readonly left: Side;
  readonly serves: Side;
  readonly server: number;
  /** Who receives; in a rotation of two, who serves first of the other side. */
  readonly receiver: number;
  /** The box that the server picks in squash; null: not said. */
  readonly court: ServiceCourt | null;
  /** Who won the toss, and what they chose; null: not recorded. */
  readonly toss: { readonly winner: Side; readonly choice: TossChoice } | null;
}

/** What the winner of the toss may choose. */
export type TossChoice = 'serve' | 'receive' | 'ends';

/** Which of the answers the referee is asked before a set. */
export interface OpeningQuestions {
  readonly ends: boolean;
  /** Whether the serving side is open; otherwise the rules have decided it. */
  readonly serves: boolean;
  /** Whether pairs name their players. */
  readonly players: boolean;
  /** Whether the receiver follows from the server by the rules (table tennis doubles after the first game). */
  readonly receiverFollows: boolean;
  readonly court: boolean;
  /** A new toss decides ends and service before this set. */
  readonly toss: boolean;
  /** There is a toss before this set that can be recorded. */
  readonly tossRecord: boolean;
}

/** What has to be asked before the coming set. `play` is null before the match has started. */
export function openingQuestions(rules: RallyRules, play: RallyState | null): OpeningQuestions {
  const state = play ?? startRally(rules);
  const first = state.sets.length === 0;
  const toss = first || (rules.deciderToss && isDecider(rules, state));
  return {
    ends: hasEnds(rules) && toss,
    serves: toss,
    players: namesServer(rules),
    receiverFollows: rules.order === 'tableTennisDoubles' && !first,
    court: rules.serviceCourt === 'picked',
    toss: toss && !first,
    tossRecord: toss,
  };
}

/** Sensible answers to begin with: what the rules and the set before give, else side A on the left and serving. */
export function presetOpening(rules: RallyRules, play: RallyState | null): SetOpening {
  const state = play ?? startRally(rules);
  const serves = state.serving?.side ?? state.opener ?? 'A';
  const server = state.serving?.player ?? state.firstPair?.server ?? 0;
  const head = state.positions[otherSide(serves)];
  const receiver =
    state.receiver ??
    (rules.order === 'rotation' && namesServer(rules) && state.serving
      ? (head + 1) % servers(rules)
      : null) ??
    expectedReceiver(state, serves, server) ??
    0;
  return {
    left: state.left ?? 'A',
    serves,
    server,
    receiver,
    court: state.serving?.court ?? null,
    toss: state.toss,
  };
}

/** The same answers with another one put in, and what follows from it. */
export function withAnswer(
  rules: RallyRules,
  play: RallyState | null,
  opening: SetOpening,
  answer: Partial<SetOpening>,
): SetOpening {
  const next = { ...opening, ...answer, ...servesByToss(answer.toss) };
  const changed = next.serves !== opening.serves;
  const named = changed ? { ...next, server: 0, receiver: 0 } : next;
  const follows = expectedReceiver(play ?? startRally(rules), named.serves, named.server);
  const asked = answer.receiver !== undefined;
  return follows === null || asked || rules.order !== 'tableTennisDoubles'
    ? named
    : { ...named, receiver: follows };
}

/** Who serves when the toss settles it; nothing when its winner chose ends. */
function servesByToss(toss: SetOpening['toss'] | undefined): { serves?: Side } {
  if (!toss || toss.choice === 'ends') return {};
  return { serves: toss.choice === 'serve' ? toss.winner : otherSide(toss.winner) };
}

/**
 * The commands that begin a set with these answers: `start` if the match hasn't started, then what isn't yet as
 * answered, then `setStart`.
 */
export function commandsToOpen(
  rules: RallyRules,
  state: Pick<MatchState, 'start' | 'play'>,
  opening: SetOpening,
): readonly MatchCommandBody[] {
  const play = state.play ?? startRally(rules);
  const commands: MatchCommandBody[] = [];
  if (!state.start) commands.push({ type: 'start' });
  const tossed = isNewToss(opening.toss, play.toss) ? opening.toss : null;
  if (tossed) commands.push({ type: 'toss', winner: tossed.winner, choice: tossed.choice });
  if (hasEnds(rules) && play.left !== opening.left) commands.push({ type: 'ends', left: opening.left });
  if (
    tossed ||
    namesServer(rules) ||
    play.serving?.side !== opening.serves ||
    play.serving.court !== opening.court
  ) {
    commands.push(serviceCommand(rules, opening));
  }
  commands.push({ type: 'setStart' });
  return commands;
}

const isNewToss = (answered: SetOpening['toss'], recorded: RallyState['toss']): boolean =>
  answered !== null && (recorded?.winner !== answered.winner || recorded.choice !== answered.choice);

function serviceCommand(rules: RallyRules, opening: SetOpening): MatchCommandBody {
  const players = namesServer(rules) ? { server: opening.server, receiver: opening.receiver } : {};
  const court = rules.serviceCourt === 'picked' && opening.court ? { court: opening.court } : {};
  return { type: 'service', side: opening.serves, ...players, ...court };
}

/** The side whose half is on the left of the screen; `opposite`: the referee stands across from the umpire's chair. */
export function sideOnLeft(play: RallyState | null, opposite: boolean): Side {
  const left = play?.left ?? 'A';
  return opposite ? otherSide(left) : left;
}

/** Who uses this page, as far as it matters for what may be undone and who is in charge. */
export interface Me {
  readonly device: DeviceId;
  readonly official: OfficialId | null;
  readonly role: 'organiser' | 'chief' | 'referee';
}

/** What undo would take back now: the last event that counts; `own` tells whether this referee may take it back. */
export function undoOf(state: MatchState, me: Me): { record: MatchRecord; own: boolean } | null {
  const record = lastEvent(state);
  if (!record || state.result === 'official' || state.result === 'protested') return null;
  const own = record.device === me.device || (me.official !== null && record.official === me.official);
  return { record, own: own || me.role !== 'referee' };
}

/** The command that takes back an event. */
export const undoCommand = (record: Pick<MatchRecord, 'event'>): MatchCommandBody => ({
  type: 'void',
  event: record.event,
  reason: '',
});

/** Who has the match in hand: nobody yet, this phone, or another. */
export function chargeOf(
  state: Pick<MatchState, 'charge'>,
  me: Pick<Me, 'device'>,
): 'nobody' | 'me' | 'other' {
  if (!state.charge) return 'nobody';
  return state.charge.device === me.device ? 'me' : 'other';
}
