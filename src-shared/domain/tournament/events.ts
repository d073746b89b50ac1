import * as z from 'zod/mini';
import { Removal, Setup, TournamentDetails } from './records.ts';

/**
 * What can be asked of a tournament and, word for word, what is recorded: only the organiser asks. `put` writes records
 * whole, all of one command or none; a match's number 0 is recorded as the next free one.
 */
export const TournamentCommandBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), details: TournamentDetails }),
  z.object({ type: z.literal('change'), details: TournamentDetails }),
  z.object({ type: z.literal('close') }),
  z.object({ type: z.literal('reopen') }),
  z.object({ type: z.literal('put'), records: Setup }),
  z.object({ type: z.literal('remove'), records: Removal }),
]);
export type TournamentCommandBody = z.infer<typeof TournamentCommandBody>;

/** Everything that is recorded of a tournament's set-up. */
export type TournamentEventBody = TournamentCommandBody;
