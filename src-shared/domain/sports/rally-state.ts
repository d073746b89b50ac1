import type { Moment } from '#shared/domain/ids.ts';
import type { ServiceCourt, Side } from './rally-events.ts';

/** One number for each side. */
export interface PerSide<T> {
  readonly A: T;
  readonly B: T;
}

/** A finished set. */
export interface FinishedSet {
  readonly A: number;
  readonly B: number;
  readonly winner: Side;
}

/** A break with a clock: it began at `since` and lasts `lengthMs`. */
export interface Interval {
  readonly kind: 'interval' | 'betweenSets' | 'timeout';
  /** The side that took the time-out. */
  readonly side: Side | null;
  readonly since: Moment;
  readonly lengthMs: number;
}

/** The fold of a match's rally events: plain data that travels as JSON. */
export interface RallyState {
  /** `toSet`: waits for service and `setStart`; `set`: rallies are played; `over`: the rules ended it. */
  readonly phase: 'toSet' | 'set' | 'over';
  readonly sets: readonly FinishedSet[];
  /** Points in the set that is played or about to be; 0-0 in `over`. */
  readonly points: PerSide<number>;
  readonly setsWon: PerSide<number>;
  /** The side on the left as seen from the umpire's chair; null until chosen. */
  readonly left: Side | null;
  readonly toss: { readonly winner: Side; readonly choice: 'serve' | 'receive' | 'ends' } | null;
  /** Who serves now (or opens the coming set); null until chosen. `player` indexes the entry's members. */
  readonly serving: {
    readonly side: Side;
    readonly player: number;
    readonly court: ServiceCourt | null;
  } | null;
  /** Who receives; the player where the sport names one. */
  readonly receiver: number | null;
  /** Who opened the set that is played or about to be. */
  readonly opener: Side | null;
  /** badmintonDoubles: member index in the right court of each side; rotation: place in the service order of who serves or served last. */
  readonly positions: PerSide<number>;
  /**
   * tableTennisDoubles: first server and receiver of the set that is played or about to be, from which the fixed order
   * follows. Before `service` it is the one pair that the game before allows with the first player serving.
   */
  readonly firstPair: { readonly server: number; readonly receiver: number } | null;
  readonly interval: Interval | null;
  readonly timeoutsUsed: PerSide<number>;
  readonly substitutionsUsed: PerSide<number>;
  readonly cards: readonly {
    readonly side: Side;
    readonly card: 'yellow' | 'red' | 'black';
    readonly player: string | null;
  }[];
  readonly winner: Side | null;
  /** True when the rules changed the ends with the last event: the pages say so. False when the referee set them. */
  readonly endsChanged: boolean;
}
