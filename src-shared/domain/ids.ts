import * as z from 'zod/mini';

/**
 * Ids are opaque strings of 1 to 64 characters from [0-9A-Za-z_.-], made as ULIDs. Branding keeps a court's id from
 * being passed where a match's is meant. People never read them; they read a match's number.
 */
const id = <Brand extends string>() =>
  z
    .string()
    .check(z.regex(/^[0-9A-Za-z_.-]{1,64}$/))
    .brand<Brand>();

export const TournamentId = id<'TournamentId'>();
export type TournamentId = z.infer<typeof TournamentId>;
export const VenueId = id<'VenueId'>();
export type VenueId = z.infer<typeof VenueId>;
export const CourtId = id<'CourtId'>();
export type CourtId = z.infer<typeof CourtId>;
export const DrawId = id<'DrawId'>();
export type DrawId = z.infer<typeof DrawId>;
export const PoolId = id<'PoolId'>();
export type PoolId = z.infer<typeof PoolId>;
export const PersonId = id<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
export const EntryId = id<'EntryId'>();
export type EntryId = z.infer<typeof EntryId>;
export const OfficialId = id<'OfficialId'>();
export type OfficialId = z.infer<typeof OfficialId>;
export const MatchId = id<'MatchId'>();
export type MatchId = z.infer<typeof MatchId>;
/** One browser or program: kept on the device for as long as its storage lasts. */
export const DeviceId = id<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
/** Made by the device for each command; a repeated one is recorded once. */
export const CommandId = id<'CommandId'>();
export type CommandId = z.infer<typeof CommandId>;
/** `<command id>.<n>`: a device knows the ids of its events before the hub has seen them. */
export const EventId = id<'EventId'>();
export type EventId = z.infer<typeof EventId>;
export const SeatId = id<'SeatId'>();
export type SeatId = z.infer<typeof SeatId>;

/** Sequence number of an event in the hub's log: 1, 2, 3 …; 0 stands before the first. */
export const Seq = z.int().check(z.nonnegative());
export type Seq = number;

/** A moment in milliseconds since 1970-01-01T00:00Z. */
export const Moment = z.int().check(z.nonnegative());
export type Moment = number;

/** The id of a command's n-th event (from 0). */
export const eventIdOf = (command: CommandId, n: number): EventId => `${command}.${n}` as EventId;
