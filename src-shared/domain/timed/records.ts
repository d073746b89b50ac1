import * as z from 'zod/mini';
import { Moment } from '#shared/domain/ids.ts';
import { Name } from '#shared/domain/tournament/records.ts';

/** Ids that the panel makes (ULIDs). */
const id = z.string().check(z.regex(/^[0-9A-Za-z_.-]{1,64}$/));
const text = z.string().check(z.maxLength(80));

/** One race of a timed sport with its heats, e.g. "Women's 400 m". */
export const Distance = z.object({
  id,
  name: Name,
  /** Length in metres; 0 where the field has none to say. */
  metres: z.int().check(z.minimum(0), z.maximum(1_000_000)),
  /** Times that are taken of each competitor, the last of them at the finish. */
  laps: z.int().check(z.minimum(1), z.maximum(200)),
  /**
   * Equal hundredths are split by thousandths (athletics, long-track skating: `true`) or share a rank (swimming, World
   * Aquatics SW 11: `false`).
   */
  splitTies: z.boolean(),
});
export type Distance = z.infer<typeof Distance>;

/** A competitor in a lane. */
export const Lane = z.object({
  lane: z.int().check(z.minimum(0), z.maximum(99)),
  bib: z.string().check(z.maxLength(20)),
  name: Name,
  club: text,
});
export type Lane = z.infer<typeof Lane>;

/** A heat as planned; `round` and `number` name it within its distance. */
export const HeatPlan = z.object({
  id,
  distance: id,
  round: z.int().check(z.minimum(1), z.maximum(20)),
  number: z.int().check(z.minimum(1), z.maximum(500)),
  lanes: z.array(Lane).check(z.minLength(1), z.maxLength(40)),
});
export type HeatPlan = z.infer<typeof HeatPlan>;

/** Why a competitor has no time that counts: did not start, did not finish, disqualified. */
export const HeatMark = z.enum(['DNS', 'DNF', 'DSQ']);
export type HeatMark = z.infer<typeof HeatMark>;

/** The longest time that can be taken, in milliseconds: a day. */
export const longestMs = 86_400_000;

/** What can be recorded of timed heats. */
export const TimedEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('distancePut'), distance: Distance }),
  z.object({ type: z.literal('heatPut'), heat: HeatPlan }),
  z.object({ type: z.literal('heatRemoved'), heat: id }),
  /** The heat is called to the start: those who follow see its lanes. */
  z.object({ type: z.literal('activate'), heat: id }),
  z.object({ type: z.literal('start'), heat: id, at: Moment }),
  /** A false start: the clock is cleared, the heat stays at the start. */
  z.object({ type: z.literal('falseStart'), heat: id }),
  /** A time taken by hand. `key`: made for each tap, so that a repeated one counts once. */
  z.object({
    type: z.literal('reading'),
    heat: id,
    key: id,
    lane: z.int(),
    /** Since the start, in milliseconds. */
    ms: z.int().check(z.minimum(0), z.maximum(longestMs)),
    /** It was typed, as read from another watch, and not tapped. */
    typed: z.optional(z.literal(true)),
    /**
     * Key of the time of the same lane in whose place it counts. One event for both: no log has the old one taken back
     * without the new one.
     */
    replaces: z.optional(id),
  }),
  /** A time that was taken by mistake. */
  z.object({ type: z.literal('void'), heat: id, key: id }),
  z.object({ type: z.literal('mark'), heat: id, lane: z.int(), mark: z.nullable(HeatMark) }),
  z.object({ type: z.literal('commit'), heat: id }),
  z.object({ type: z.literal('reopen'), heat: id, reason: Name }),
  /** The heat leaves the start without a result. */
  z.object({ type: z.literal('deactivate'), heat: id }),
]);
export type TimedEvent = z.infer<typeof TimedEvent>;
