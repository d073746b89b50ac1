import * as z from 'zod/mini';

/** A count of one or more. */
const count = z.int().check(z.minimum(1), z.maximum(999));
/** A length of time in milliseconds, up to a day. */
const length = z.int().check(z.minimum(0), z.maximum(86_400_000));

/**
 * The numbers of one draw in a sport of rallies and sets. Every one can be edited; a sport is a preset of them
 * (`sports/table.ts`, which cites the rule books). Lengths are milliseconds.
 */
export const RallyRules = z.object({
  engine: z.literal('rally-sets'),
  /** Odd; the match is won with more than half of them. */
  bestOf: z.int().check(z.minimum(1), z.maximum(9)),
  /** Points that win a set, with `lead`. */
  target: count,
  /** The same in the deciding set. */
  deciderTarget: count,
  /** Points ahead that a set needs, until the cap. */
  lead: count,
  /** Points that win a set whatever the lead; null where there is none. */
  cap: z.nullable(count),
  /** How the next server is found: the rally's winner, or `servesEach` in turn and one each from `target - 1` all. */
  nextServer: z.enum(['rallyWinner', 'inTurn']),
  servesEach: count,
  /** Who serves first in the next set. */
  setOpener: z.enum(['setWinner', 'alternate']),
  /** The deciding set begins with a new toss. */
  deciderToss: z.boolean(),
  /** Service court: none, by the server's score (badminton 10.1: even right, odd left), or picked on hand-out (squash 5.2). */
  serviceCourt: z.enum(['none', 'byScore', 'picked']),
  /** Players of a side that are on court at once. */
  players: count,
  /** Who of a side serves and receives: one player, badminton's pairs, table tennis's fixed order, a rotation on side-out. */
  order: z.enum(['single', 'badmintonDoubles', 'tableTennisDoubles', 'rotation']),
  /** An interval when a side first reaches `at` points in a set (null: none), and between sets. */
  interval: z.object({ at: z.nullable(count), lengthMs: length, betweenSetsMs: length }),
  /** When sides change ends: after each set, when a side first reaches `deciderAt` in the decider, every n points played. */
  ends: z.object({
    betweenSets: z.boolean(),
    deciderAt: z.nullable(count),
    every: z.nullable(count),
    deciderEvery: z.nullable(count),
  }),
  /** Time-outs of a side; null where the sport has none. */
  timeouts: z.nullable(z.object({ per: z.enum(['set', 'match']), count, lengthMs: length })),
  /** Substitutions of a side per set; null where the sport has none. */
  substitutions: z.nullable(count),
  /** A red card gives the other side a point. */
  redCardPoint: z.boolean(),
  /** A let may be recorded. */
  lets: z.boolean(),
});
export type RallyRules = z.infer<typeof RallyRules>;
