import * as z from 'zod/mini';

/** The two competitors of a match. A is the one named first in the plan. */
export const Side = z.enum(['A', 'B']);
export type Side = z.infer<typeof Side>;
/** The other one. */
export const otherSide = (side: Side): Side => (side === 'A' ? 'B' : 'A');

/** Index of a player within the entry's members, from 0. */
const player = z.int().check(z.minimum(0), z.maximum(29));

/** Service courts as the server sees them. */
export const ServiceCourt = z.enum(['right', 'left']);
export type ServiceCourt = z.infer<typeof ServiceCourt>;

/**
 * What happens in a match of rallies and sets; the referee's taps are these. `left` is the side that plays on the left
 * as seen from the umpire's chair.
 */
export const RallyEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('toss'), winner: Side, choice: z.enum(['serve', 'receive', 'ends']) }),
  z.object({ type: z.literal('ends'), left: Side }),
  /**
   * Who serves first and, in doubles, which players serve and receive. In a rotation players are places in the service
   * order, and `receiver` is the first to serve of the other side. In squash also the box picked on hand-out.
   */
  z.object({
    type: z.literal('service'),
    side: Side,
    server: z.optional(player),
    receiver: z.optional(player),
    court: z.optional(ServiceCourt),
  }),
  /** Begins the next set; ends the break before it. */
  z.object({ type: z.literal('setStart') }),
  z.object({ type: z.literal('point'), side: Side, how: z.optional(z.enum(['stroke'])) }),
  z.object({ type: z.literal('let') }),
  z.object({ type: z.literal('timeout'), side: Side }),
  /** Ends an interval or a time-out before its clock does. */
  z.object({ type: z.literal('intervalEnd') }),
  z.object({
    type: z.literal('substitution'),
    side: Side,
    out: z.string().check(z.maxLength(60)),
    in: z.string().check(z.maxLength(60)),
  }),
  z.object({
    type: z.literal('card'),
    side: Side,
    card: z.enum(['yellow', 'red', 'black']),
    player: z.optional(z.string().check(z.maxLength(60))),
  }),
]);
export type RallyEvent = z.infer<typeof RallyEvent>;
