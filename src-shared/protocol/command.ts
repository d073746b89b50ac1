import * as z from 'zod/mini';
import { CommandId, Moment, Seq } from '#shared/domain/ids.ts';
import { MatchCommandBody } from '#shared/domain/match/events.ts';
import { TournamentCommandBody } from '#shared/domain/tournament/events.ts';

const envelope = {
  id: CommandId,
  /** Last event of the topic that the device had seen when the command was made. */
  base: Seq,
  /** Counts the device's commands: 1, 2, 3 … It is recorded for whoever reads the log; the hub decides nothing by it. */
  deviceSeq: z.int().check(z.minimum(1)),
  /** When it was made, by the device's clock set to the hub's. */
  at: Moment,
};

/** Something a device asks the hub to record, in the topic it is about. */
export const Command = z.union([
  z.object({
    ...envelope,
    topic: z.templateLiteral(['match/', z.string().check(z.regex(/^[0-9A-Za-z_.-]{1,64}$/))]),
    body: MatchCommandBody,
  }),
  z.object({
    ...envelope,
    topic: z.templateLiteral(['tournament/', z.string().check(z.regex(/^[0-9A-Za-z_.-]{1,64}$/))]),
    body: TournamentCommandBody,
  }),
]);
export type Command = z.infer<typeof Command>;
