import * as z from 'zod/mini';
import {
  CourtId,
  DrawId,
  EntryId,
  MatchId,
  Moment,
  OfficialId,
  PersonId,
  PoolId,
  VenueId,
} from '#shared/domain/ids.ts';
import { RallyRules } from '#shared/domain/sports/rally-rules.ts';

/** A name as people write it: 1 to 80 characters, not only spaces. */
export const Name = z.string().check(z.minLength(1), z.maxLength(80), z.regex(/\S/));
const order = z.int().check(z.minimum(0), z.maximum(9999));

/** A place with courts; `site` groups venues that lie apart (a second hall, another school). */
export const Venue = z.object({ id: VenueId, name: Name, site: z.string().check(z.maxLength(80)), order });
export type Venue = z.infer<typeof Venue>;

/** A court in its real order within the venue. */
export const Court = z.object({ id: CourtId, venue: VenueId, name: Name, order });
export type Court = z.infer<typeof Court>;

/** What enters a draw. */
export const EntryKind = z.enum(['player', 'pair', 'team']);
export type EntryKind = z.infer<typeof EntryKind>;

/** The sports the hub knows; their presets are in `sports/table.ts`. */
export const SportId = z.enum([
  'badminton',
  'badminton-3x15',
  'table-tennis',
  'volleyball',
  'beach-volleyball',
  'squash',
]);
export type SportId = z.infer<typeof SportId>;

/** One competition with its entries, e.g. "Women's singles". Its rules hold for matches that start after an edit. */
export const Draw = z.object({
  id: DrawId,
  name: Name,
  sport: SportId,
  kind: EntryKind,
  rules: RallyRules,
  /** Ranking points of a match in a pool, by whether it was won or lost. */
  tablePoints: z.object({ won: order, lost: order }),
  order,
});
export type Draw = z.infer<typeof Draw>;

/** A group of entries that all play each other. */
export const Pool = z.object({
  id: PoolId,
  draw: DrawId,
  name: Name,
  entries: z.array(EntryId).check(z.maxLength(64)),
  order,
});
export type Pool = z.infer<typeof Pool>;

/** A player; `club` is empty where none is known. */
export const Person = z.object({ id: PersonId, name: Name, club: z.string().check(z.maxLength(80)) });
export type Person = z.infer<typeof Person>;

/** A competitor of a draw: a player, a pair or a team, with its members in shirt or service order. */
export const Entry = z.object({
  id: EntryId,
  draw: DrawId,
  /** As it is shown: a player's name, "Ito / Berg", a team's name. */
  name: Name,
  club: z.string().check(z.maxLength(80)),
  /** 1 is the strongest; null is unseeded. */
  seed: z.nullable(z.int().check(z.minimum(1), z.maximum(512))),
  members: z.array(PersonId).check(z.maxLength(30)),
});
export type Entry = z.infer<typeof Entry>;

/** What an official may do: a chief may void and correct anything; a referee what is in their hands. */
export const OfficialRole = z.enum(['referee', 'chief']);
export type OfficialRole = z.infer<typeof OfficialRole>;

/** A referee, umpire or chief of this tournament. */
export const Official = z.object({ id: OfficialId, name: Name, role: OfficialRole });
export type Official = z.infer<typeof Official>;

/** A match as planned. What happens in it is in the topic of the match, never here. */
export const MatchPlan = z.object({
  id: MatchId,
  /** The number that people read, unique in the tournament; 0 asks the hub for the next free one. */
  number: z.int().check(z.minimum(0), z.maximum(99_999)),
  draw: DrawId,
  pool: z.nullable(PoolId),
  /** "Round 1", "Final"; empty where it has none. */
  round: z.string().check(z.maxLength(40)),
  /** Side A and side B; null while unknown. */
  sides: z.tuple([z.nullable(EntryId), z.nullable(EntryId)]),
  court: z.nullable(CourtId),
  /** Planned start; null while unscheduled. */
  scheduled: z.nullable(Moment),
  official: z.nullable(OfficialId),
});
export type MatchPlan = z.infer<typeof MatchPlan>;

/** The venue's Wi-Fi, shown as a QR code beside the join code. Empty `ssid`: none given. */
export const Wifi = z.object({
  ssid: z.string().check(z.maxLength(32)),
  password: z.string().check(z.maxLength(63)),
  security: z.enum(['WPA', 'WEP', 'nopass']),
});
export type Wifi = z.infer<typeof Wifi>;

/** What is said of the whole tournament. */
export const TournamentDetails = z.object({
  name: Name,
  /** IANA name, e.g. "Europe/Berlin": planned times are shown in it. */
  timeZone: z.string().check(z.minLength(1), z.maxLength(60)),
  /** First day, `YYYY-MM-DD`. */
  startsOn: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
});
export type TournamentDetails = z.infer<typeof TournamentDetails>;

/** Records to write, by kind: each replaces the record with its id. One `Setup` is written whole or not at all. */
export const Setup = z.object({
  venues: z.optional(z.array(Venue)),
  courts: z.optional(z.array(Court)),
  draws: z.optional(z.array(Draw)),
  pools: z.optional(z.array(Pool)),
  people: z.optional(z.array(Person)),
  entries: z.optional(z.array(Entry)),
  officials: z.optional(z.array(Official)),
  matches: z.optional(z.array(MatchPlan)),
});
export type Setup = z.infer<typeof Setup>;

/** Records to remove, by kind. */
export const Removal = z.object({
  venues: z.optional(z.array(VenueId)),
  courts: z.optional(z.array(CourtId)),
  draws: z.optional(z.array(DrawId)),
  pools: z.optional(z.array(PoolId)),
  people: z.optional(z.array(PersonId)),
  entries: z.optional(z.array(EntryId)),
  officials: z.optional(z.array(OfficialId)),
  matches: z.optional(z.array(MatchId)),
});
export type Removal = z.infer<typeof Removal>;
