import * as z from 'zod/mini';
import type { MatchId, TournamentId } from './ids.ts';

/** What an event is about; each topic is folded to a state of its own. */
export type Topic = `tournament/${string}` | `match/${string}` | 'people';

/** A topic as it comes over the wire: `tournament/<id>`, `match/<id>` or `people`. */
export const Topic = z.templateLiteral([
  z.union([z.literal('tournament/'), z.literal('match/')]),
  z.string().check(z.regex(/^[0-9A-Za-z_.-]{1,64}$/)),
]);

export const tournamentTopic = (id: TournamentId): `tournament/${string}` => `tournament/${id}`;
export const matchTopic = (id: MatchId): `match/${string}` => `match/${id}`;

/** The tournament or match that a topic names; null for other topics. */
export const tournamentOf = (topic: string): TournamentId | null =>
  topic.startsWith('tournament/') ? (topic.slice(11) as TournamentId) : null;
/** The tournament whose timed heats a topic is about; null for other topics. */
export const timedOf = (topic: string): TournamentId | null =>
  topic.startsWith('timed/') ? (topic.slice(6) as TournamentId) : null;
export const matchOf = (topic: string): MatchId | null =>
  topic.startsWith('match/') ? (topic.slice(6) as MatchId) : null;
