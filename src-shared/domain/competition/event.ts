import { objectIn } from '#shared/lib/json-text.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** A heat of a distance. In long-track skating each pair is a heat, all of them in round 1. */
export interface HeatKey {
  readonly round: number;
  readonly number: number;
}

/**
 * What the hub reads of a competition's event; everything else of it is opaque and passed on as it came. The level is
 * what its ids say: with a distance it is the distance's, with a heat besides the heat's.
 */
export interface CompetitionEvent {
  readonly typeName: string;
  /** In lower case: ids are the same however they are spelled. */
  readonly competition: string;
  /** In lower case; null: an event of the competition. */
  readonly distance: string | null;
  /** Null: an event of the competition or the distance. */
  readonly heat: HeatKey | null;
  /** Name of the competition or the distance that it activates; empty if it says none. */
  readonly name: string;
}

const longestTypeName = 200;
const longestName = 200;

/**
 * An id as it may stand in a topic's name and in a path: up to 128 characters, none of them a slash or a control, nor half
 * of a surrogate pair, since not everything that carries an id keeps those.
 */
const idPattern = /^[^\p{Cc}\p{Cs}/\\]{1,128}$/u;

/** A competition's id in the one spelling that the hub uses; null when it isn't one. */
export const competitionIdOf = (spelled: string): string | null =>
  idPattern.test(spelled) ? spelled.toLowerCase() : null;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;

function heatOf(value: unknown): HeatKey | null {
  const round = memberOf(value, 'round');
  const number = memberOf(value, 'number');
  return typeof round === 'number' && typeof number === 'number' ? { round, number } : null;
}

/**
 * Reads an event's text. Refused with a sentence when it isn't a JSON object, or its `typeName` or `competitionId` is
 * missing.
 */
export function readEvent(text: string): Result<CompetitionEvent, string> {
  const event = objectIn(text);
  if (!event) return err('it isn’t a JSON object');
  const typeName = textOf(event.typeName);
  if (typeName === null) return err('its typeName is missing');
  if (typeName.length > longestTypeName)
    return err(`its typeName has more than ${longestTypeName} characters`);
  const spelled = textOf(event.competitionId);
  if (spelled === null) return err('its competitionId is missing');
  const competition = competitionIdOf(spelled);
  if (competition === null) return err('its competitionId isn’t one');
  const distance = textOf(event.distanceId)?.toLowerCase() ?? null;
  const named = textOf(memberOf(distance === null ? event.competition : event.distance, 'name'));
  return ok({
    typeName,
    competition,
    distance,
    heat: distance === null ? null : heatOf(event.heat),
    name: (named ?? '').slice(0, longestName),
  });
}
