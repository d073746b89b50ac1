import { unreachable } from '#shared/lib/unreachable.ts';
import { otherSide, type ServiceCourt, type Side } from './rally-events.ts';
import type { RallyRules } from './rally-rules.ts';
import { isDecider, targetOf } from './rally-score.ts';
import type { PerSide, RallyState } from './rally-state.ts';
import { expectedReceiver, pairInTurn, partnerOf, turnOf } from './table-tennis-order.ts';

/** The part of a state that says who serves to whom. */
export type Service = Pick<RallyState, 'opener' | 'serving' | 'receiver' | 'positions' | 'firstPair'>;

/** Who opens a set, as far as it was said; players left out are the first of their side. */
export interface ServiceChoice {
  readonly side: Side;
  readonly server?: number | undefined;
  readonly receiver?: number | undefined;
  readonly court?: ServiceCourt | undefined;
}

/** The side that serves, or that opens the coming set; null while nobody knows. */
export function servingSide(state: RallyState): Side | null {
  return state.serving?.side ?? state.opener;
}

/** Pairs name who serves first in each set; others need only the side. */
export function namesServer(rules: RallyRules): boolean {
  return rules.order !== 'single' && rules.players === 2;
}

/** How many players of a side can be named in a `service`: one in singles, else all on court. */
export function servers(rules: RallyRules): number {
  return rules.order === 'single' ? 1 : rules.players;
}

/** The court that `score` or the server's choice gives; null where there is none or it hasn't been picked. */
function courtFor(rules: RallyRules, score: number, picked: ServiceCourt | null): ServiceCourt | null {
  if (rules.serviceCourt === 'none') return null;
  if (rules.serviceCourt === 'picked') return picked;
  return score % 2 === 0 ? 'right' : 'left';
}

/**
 * Where the order of service of the side that receives first stands, so that its first server is the next in it. The
 * six of volleyball rotate when they gain service, so the player in position 2 serves first (FIVB 7.6.2); a pair on
 * the beach has no positions and begins with its first player.
 */
const headBeforeFirstService = (rules: RallyRules): number => (rules.players === 2 ? 1 : 0);

const eachSide = <T>(side: Side, own: T, other: T): PerSide<T> =>
  side === 'A' ? { A: own, B: other } : { A: other, B: own };

/**
 * Service at 0-0 when `choice.side` opens. In `rotation` players are places in the order of service, and `receiver` is
 * who serves first of the other side. In table tennis doubles the receiver of a later game follows from the server
 * (ITTF 2.13.4) unless it is given.
 */
export function openService(rules: RallyRules, state: RallyState, choice: ServiceChoice): Service {
  const { side } = choice;
  const server = choice.server ?? 0;
  const court = courtFor(rules, 0, choice.court ?? null);
  const serving = { side, player: server, court };
  switch (rules.order) {
    case 'single':
      return {
        opener: side,
        serving: { ...serving, player: 0 },
        receiver: null,
        positions: state.positions,
        firstPair: null,
      };
    case 'badmintonDoubles': {
      // At 0-0 both stand in their right courts (BWF 11.1.1), so the server and receiver are the right-hand players.
      const receiver = choice.receiver ?? 0;
      return {
        opener: side,
        serving,
        receiver,
        positions: eachSide(side, server, receiver),
        firstPair: null,
      };
    }
    case 'tableTennisDoubles': {
      const receiver = choice.receiver ?? expectedReceiver(state, side, server) ?? 0;
      return {
        opener: side,
        serving,
        receiver,
        positions: state.positions,
        firstPair: { server, receiver },
      };
    }
    case 'rotation': {
      const head =
        choice.receiver === undefined
          ? headBeforeFirstService(rules)
          : (choice.receiver + rules.players - 1) % rules.players;
      return {
        opener: side,
        serving,
        receiver: null,
        positions: eachSide(side, server, head),
        firstPair: null,
      };
    }
    default:
      return unreachable(rules.order);
  }
}

/** Who serves to whom after `winner` won the rally that makes it `points`; the set goes on. */
export function serviceAfterPoint(
  rules: RallyRules,
  state: RallyState & { readonly serving: NonNullable<RallyState['serving']> },
  points: PerSide<number>,
  winner: Side,
): Service {
  const side = nextServingSide(rules, state, points, winner);
  const kept = side === state.serving.side;
  const before = state.serving;
  switch (rules.order) {
    case 'single':
      return {
        ...serviceOf(state),
        serving: {
          side,
          player: 0,
          court: courtFor(rules, points[side], kept ? otherCourt(before.court) : null),
        },
      };
    case 'badmintonDoubles':
      return badmintonDoubles(rules, state, points, side, winner);
    case 'tableTennisDoubles': {
      const turn = turnOf(rules, targetOf(rules, isDecider(rules, state)), points);
      const pair = pairInTurn(state.firstPair ?? { server: 0, receiver: 0 }, turn);
      return {
        ...serviceOf(state),
        serving: { side, player: pair.server, court: null },
        receiver: pair.receiver,
      };
    }
    case 'rotation': {
      const player = kept ? before.player : (state.positions[side] + 1) % rules.players;
      return {
        ...serviceOf(state),
        serving: {
          side,
          player,
          court: courtFor(rules, points[side], kept ? otherCourt(before.court) : null),
        },
        positions: { ...state.positions, [side]: player },
      };
    }
    default:
      return unreachable(rules.order);
  }
}

/** The rally's winner, or the side whose turn it is. */
function nextServingSide(rules: RallyRules, state: RallyState, points: PerSide<number>, winner: Side): Side {
  if (rules.nextServer === 'rallyWinner') return winner;
  const opener = state.opener ?? winner;
  const turn = turnOf(rules, targetOf(rules, isDecider(rules, state)), points);
  return turn % 2 === 0 ? opener : otherSide(opener);
}

/**
 * BWF 11.1 and 11.3: who scored while serving serves on from the other court, so its partners swap; when the receiving
 * side scores, nobody moves and the player in the court of the score serves. The receiver stands diagonally opposite.
 */
function badmintonDoubles(
  rules: RallyRules,
  state: RallyState & { readonly serving: NonNullable<RallyState['serving']> },
  points: PerSide<number>,
  side: Side,
  winner: Side,
): Service {
  const other = otherSide(side);
  const keptByScoring = side === state.serving.side && side === winner;
  const positions = keptByScoring
    ? { ...state.positions, [side]: partnerOf(state.positions[side]) }
    : state.positions;
  const inRight = points[side] % 2 === 0;
  const player = (right: number): number => (inRight ? right : partnerOf(right));
  return {
    ...serviceOf(state),
    serving: { side, player: player(positions[side]), court: courtFor(rules, points[side], null) },
    receiver: player(positions[other]),
    positions,
  };
}

/** WSF 5.2: who keeps the service serves from alternate boxes; an unpicked one stays unknown. */
function otherCourt(court: ServiceCourt | null): ServiceCourt | null {
  if (court === null) return null;
  return court === 'right' ? 'left' : 'right';
}

function serviceOf(state: RallyState): Service {
  const { opener, serving, receiver, positions, firstPair } = state;
  return { opener, serving, receiver, positions, firstPair };
}

/** Nobody serves: after the match, and before a set whose opener a toss decides. */
export const noService: Service = {
  opener: null,
  serving: null,
  receiver: null,
  positions: { A: 0, B: 0 },
  firstPair: null,
};
