import * as z from 'zod/mini';
import { type CommandId, DeviceId, EventId, Moment, type OfficialId, Seq } from '#shared/domain/ids.ts';
import { RallyEvent, Side } from '#shared/domain/sports/rally-events.ts';
import { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { SportId } from '#shared/domain/tournament/records.ts';

const reason = z.string().check(z.maxLength(200));
const givenReason = reason.check(z.regex(/\S/));

/** A set's points, as typed in by hand. */
const setPoints = z.object({
  A: z.int().check(z.minimum(0), z.maximum(999)),
  B: z.int().check(z.minimum(0), z.maximum(999)),
});

/**
 * What can be asked of a match and, word for word, what is recorded of it: the referee's tap is the event. A `start`
 * is recorded with the rules of its draw and the names of its players (`StartedEvent`), so that a match's log can be
 * read without the set-up it came from.
 */
export const MatchCommandBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call') }),
  z.object({ type: z.literal('warmUp') }),
  z.object({ type: z.literal('start') }),
  z.object({ type: z.literal('suspend'), reason }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('walkover'), winner: Side }),
  z.object({ type: z.literal('retire'), side: Side, reason }),
  z.object({ type: z.literal('disqualify'), side: Side, reason: givenReason }),
  z.object({ type: z.literal('abandon'), reason }),
  z.object({ type: z.literal('postpone') }),
  z.object({ type: z.literal('cancel'), reason }),
  z.object({ type: z.literal('confirm') }),
  z.object({ type: z.literal('protest'), side: Side, reason: givenReason }),
  z.object({ type: z.literal('ruling'), upheld: z.boolean(), reason: givenReason }),
  /** Sets typed in by a chief or the organiser; replaces the score, never the log. */
  z.object({
    type: z.literal('correct'),
    reason: givenReason,
    sets: z.array(setPoints).check(z.maxLength(9)),
    winner: Side,
  }),
  z.object({ type: z.literal('void'), event: EventId, reason }),
  /** Puts the sender in charge of the match. */
  z.object({ type: z.literal('takeCharge') }),
  /** The organiser's word on a branch: the log stays as it is, or the branch's taps replace what came after its base. */
  z.object({ type: z.literal('settle'), device: DeviceId, keep: z.enum(['log', 'branch']) }),
  RallyEvent,
]);
export type MatchCommandBody = z.infer<typeof MatchCommandBody>;

/** How a side's players are named on phones and boards. */
export const SideNames = z.object({ name: z.string(), players: z.array(z.string()) });
export type SideNames = z.infer<typeof SideNames>;

/** A start as recorded: with the rules it was started under. */
export const StartedEvent = z.object({
  type: z.literal('start'),
  sport: SportId,
  rules: RallyRules,
  sides: z.object({ A: SideNames, B: SideNames }),
});
export type StartedEvent = z.infer<typeof StartedEvent>;

/** A command by somebody who was no longer in charge and could not have known: kept whole, applied by nobody. */
export const BranchedEvent = z.object({
  type: z.literal('branched'),
  /** The last event of the match that the device had seen. */
  base: Seq,
  body: MatchCommandBody,
  at: Moment,
});
export type BranchedEvent = z.infer<typeof BranchedEvent>;

/** Everything that is recorded of a match. */
export type MatchEventBody = Exclude<MatchCommandBody, { type: 'start' }> | StartedEvent | BranchedEvent;

/** What every recorded event of a match carries beside its body. */
export interface MatchEventMeta {
  readonly seq: Seq;
  readonly event: EventId;
  readonly command: CommandId;
  readonly device: DeviceId;
  /** The official who sent it; null for the organiser and for programs. */
  readonly official: OfficialId | null;
  /** When it happened by the sender's clock, set to the hub's. */
  readonly at: Moment;
}
