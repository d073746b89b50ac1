import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { BranchedEvent, MatchCommandBody, StartedEvent } from '#shared/domain/match/events.ts';
import { PeopleEvent } from '#shared/domain/people/people.ts';
import { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import { recordKinds } from '#shared/domain/tournament/state.ts';
import { Down } from '#shared/protocol/down.ts';
import { Up, WatchTopic } from '#shared/protocol/up.ts';

/** Everything that travels and has a schema, as JSON schemas by a name for people. */
export const schemaShapes = (): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries({
      'frames from clients': Up,
      'frames from the hub': Down,
      topics: WatchTopic,
      'commands of a match': MatchCommandBody,
      'events of a match': z.union([StartedEvent, BranchedEvent]),
      'commands of a tournament': TournamentCommandBody,
      'events of people': PeopleEvent,
    }).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]),
  );

/** Objects whose keys are ids rather than names of fields. */
const keyedById = new Set<string>([...recordKinds, 'seats', 'devices', 'organisers']);

/**
 * Paths of a state with the types of their values, sorted: `play.points.A number`. Ids that are keys become `*`, the
 * elements of a list `[]`; bodies of events have schemas and aren't looked into.
 */
export function pathsOf(state: unknown, at = ''): readonly string[] {
  const found = new Set<string>();
  const name = at.slice(at.lastIndexOf('.') + 1);
  if (Array.isArray(state)) {
    found.add(`${at} list`);
    for (const element of state) for (const path of pathsOf(element, `${at}[]`)) found.add(path);
  } else if (typeof state === 'object' && state !== null && name !== 'body') {
    for (const [key, value] of Object.entries(state)) {
      const step = keyedById.has(name) ? '*' : key;
      for (const path of pathsOf(value, at === '' ? step : `${at}.${step}`)) found.add(path);
    }
  } else found.add(`${at} ${state === null ? 'null' : typeof state}`);
  return [...found].toSorted();
}

/** SHA-256 of a shape as JSON with sorted keys, so that the order in which fields are written doesn't matter. */
export const sha256 = (shape: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(shape)))
    .digest('hex');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** What `shape.json` records: the version, whether a release has it, and a hash of each part of the shape. */
export const Recorded = z.object({
  version: z.int(),
  released: z.boolean(),
  sha256: z.record(z.string(), z.string()),
});
export type Recorded = z.infer<typeof Recorded>;

/** Why a shape may not be recorded under the version that the program has now; null if it may. */
export function whyNot({ version, released }: Omit<Recorded, 'sha256'>, now: number): string | null {
  if (!released || now > version) return null;
  return (
    `Protocol version ${version} has been released, so its shape stays as it is. Add ${version + 1} to ` +
    'protocolVersions in src-shared/protocol/version.ts first (docs/PROTOCOL.md, “Versions”).'
  );
}
