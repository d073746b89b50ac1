import type { Side } from './rally-events.ts';
import type { RallyRules } from './rally-rules.ts';
import type { PerSide, RallyState } from './rally-state.ts';

/** First server and first receiver of a game of doubles, from which the order of the four follows. */
export type FirstPair = NonNullable<RallyState['firstPair']>;

/** The other player of a pair. */
export const partnerOf = (player: number): number => (player === 0 ? 1 : 0);

/**
 * How many times the service has changed in this set. Each turn is `servesEach` points, and one point each from
 * `target - 1` all (ITTF 2.13.3). A set that needs a lead of three or more can pass that score by, so it is the number
 * of points played that tells: with a lead of two it says the same.
 */
export function turnOf(rules: RallyRules, target: number, points: PerSide<number>): number {
  const played = points.A + points.B;
  const level = 2 * (target - 1);
  if (played < level) return Math.floor(played / rules.servesEach);
  return Math.ceil(level / rules.servesEach) + (played - level);
}

/**
 * Who serves to whom in a turn: the receiver serves next, to the partner of who served to them (ITTF 2.13.5), so the
 * order comes round after four turns.
 */
export function pairInTurn(first: FirstPair, turn: number): FirstPair {
  const { server, receiver } = first;
  switch (turn % 4) {
    case 0:
      return first;
    case 1:
      return { server: receiver, receiver: partnerOf(server) };
    case 2:
      return { server: partnerOf(server), receiver: partnerOf(receiver) };
    default:
      return { server: partnerOf(receiver), receiver: server };
  }
}

/**
 * The first pair as it would have been had the side that receives in `turn` always received the other way round: what
 * the order becomes when the decider changes ends (ITTF 2.13.6).
 */
export function withReceiversSwapped(first: FirstPair, turn: number): FirstPair {
  return turn % 2 === 0
    ? { ...first, receiver: partnerOf(first.receiver) }
    : { ...first, server: partnerOf(first.server) };
}

/**
 * The first pair of the next game if the first player of `side` serves first: its receiver is the player who served to
 * that player in the game that `first` began (ITTF 2.13.4). `opened`: `side` opened that game too.
 */
export function nextFirstPair(first: FirstPair, opened: boolean): FirstPair {
  const server = 0;
  if (opened) {
    const receiver = server === first.server ? partnerOf(first.receiver) : first.receiver;
    return { server, receiver };
  }
  return { server, receiver: server === first.receiver ? first.server : partnerOf(first.server) };
}

/**
 * Who receives from `server` of `side` at the start of the coming game, by the order of the game before; null where the
 * receiving pair is free to choose: in the first game, and where the opener isn't known.
 */
export function expectedReceiver(
  state: Pick<RallyState, 'sets' | 'firstPair' | 'opener'>,
  side: Side,
  server: number,
): number | null {
  const { firstPair, opener } = state;
  if (state.sets.length === 0 || firstPair === null || opener === null) return null;
  // In the game before, the coming receiver served to the coming server; the rest of that order follows.
  if (side === opener)
    return server === firstPair.server ? firstPair.receiver : partnerOf(firstPair.receiver);
  return server === firstPair.receiver ? partnerOf(firstPair.server) : firstPair.server;
}
