import {
  BranchedEvent,
  MatchCommandBody,
  type MatchEventBody,
  StartedEvent,
} from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch } from '#shared/domain/match/fold.ts';
import { evolvePeople, noPeople, PeopleEvent } from '#shared/domain/people/people.ts';
import { matchOf, tournamentOf } from '#shared/domain/topic.ts';
import { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import { evolveTournament } from '#shared/domain/tournament/fold.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { StateOf, WireEvent } from '#shared/protocol/down.ts';
import type { WatchTopic } from '#shared/protocol/up.ts';

/**
 * Reads a topic's state as it came over the wire or out of the cache. The hub has folded it with the types of this
 * protocol version, so it isn't checked field by field.
 */
export const readState = <T extends WatchTopic>(_topic: T, state: unknown): StateOf<T> | undefined =>
  state as StateOf<T> | undefined;

/** True for topics that are folded from events here; the others are sent whole or line by line. */
export const isFolded = (topic: WatchTopic): boolean =>
  topic === 'people' || isMatch(topic) || isTournament(topic);

export const isMatch = (topic: WatchTopic): topic is `match/${string}` => topic.startsWith('match/');
export const isTournament = (topic: WatchTopic): topic is `tournament/${string}` =>
  topic.startsWith('tournament/');
export const isScores = (topic: WatchTopic): topic is `scores/${string}` => topic.startsWith('scores/');

/**
 * Folds one event into a topic's state, as the hub did. Not possible when the event's body is of a kind that only a
 * newer hub knows: then the state has to be fetched.
 */
export function foldEvent(topic: WatchTopic, state: unknown, wire: WireEvent): Result<unknown, 'unreadable'> {
  const match = matchOf(topic);
  if (match !== null && isMatch(topic)) {
    const body = readMatchEvent(wire.body);
    if (!body) return err('unreadable');
    return ok(evolveMatch(readState(topic, state) ?? newMatch(match), body, wire));
  }
  const tournament = tournamentOf(topic);
  if (tournament !== null && isTournament(topic)) {
    const body = TournamentCommandBody.safeParse(wire.body);
    if (!body.success) return err('unreadable');
    return ok(evolveTournament(readState(topic, state) ?? null, tournament, body.data, wire.seq));
  }
  if (topic === 'people') {
    const body = PeopleEvent.safeParse(wire.body);
    if (!body.success) return err('unreadable');
    return ok(evolvePeople(readState(topic, state) ?? noPeople, body.data, wire.seq, wire.hubAt));
  }
  return err('unreadable');
}

function readMatchEvent(body: WireEvent['body']): MatchEventBody | null {
  if (body.type === 'start') return StartedEvent.safeParse(body).data ?? null;
  if (body.type === 'branched') return BranchedEvent.safeParse(body).data ?? null;
  const command = MatchCommandBody.safeParse(body);
  return command.success && command.data.type !== 'start' ? command.data : null;
}

/** Score lines with newer ones put in: the newest of each match counts, whatever the order in which they came. */
export function withNewerScores(
  known: StateOf<`scores/${string}`>,
  lines: StateOf<`scores/${string}`>,
): StateOf<`scores/${string}`> {
  const newer = new Map(lines.map((line) => [line.id, line]));
  const kept = known.map((line) => {
    const other = newer.get(line.id);
    newer.delete(line.id);
    return other && other.seq > line.seq ? other : line;
  });
  return [...kept, ...newer.values()];
}
