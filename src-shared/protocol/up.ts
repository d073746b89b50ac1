import * as z from 'zod/mini';
import { CommandId, DeviceId, MatchId, Seq } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { Command } from './command.ts';

/** What kind of program connects: it decides how fast it is served and what is shed first (rule P40). */
export const ClientKind = z.enum(['panel', 'referee', 'board', 'overlay', 'live', 'tool']);
export type ClientKind = z.infer<typeof ClientKind>;

/** Parts of the hub's status that only the organiser's panel sees; each is sent whole when it changed. */
const statusTopics = ['presence', 'adapters', 'relay', 'meets', 'rooms', 'accounts', 'competitions'] as const;
export const StatusTopic = z.enum(statusTopics);
export type StatusTopic = z.infer<typeof StatusTopic>;
export const isStatusTopic = (topic: string): topic is StatusTopic =>
  statusTopics.some((known) => known === topic);

/** Views of one thing among many that everybody may watch; each is sent whole when it changed. */
const viewPrefixes = ['lifting/', 'timed/'] as const;
export type ViewPrefix = (typeof viewPrefixes)[number];
export const isView = (topic: string): boolean => viewPrefixes.some((prefix) => topic.startsWith(prefix));

/**
 * What can be watched: `tournament/<id>`, `match/<id>`, `people`: state and then every event;
 * `scores/<tournament id>`: a line per match, the newest counts; `presence`: devices and join requests, and
 * what the hub knows of the older systems' clients (organiser only); `tournaments`: the list of tournaments on this hub;
 * `lifting/<meet id>`: what a meet's overlay shows; `timed/<tournament id>`: its timed heats.
 */
export const WatchTopic = z.union([
  z.literal('people'),
  StatusTopic,
  z.literal('tournaments'),
  z.templateLiteral([
    z.enum(['tournament/', 'match/', 'scores/', ...viewPrefixes]),
    z.string().check(z.regex(/^[0-9A-Za-z_.-]{1,64}$/)),
  ]),
]);
export type WatchTopic = z.infer<typeof WatchTopic>;

/** The first frame of a socket (rule P1). Without a token one is a spectator. */
export const Hello = z.object({
  t: z.literal('hello'),
  versions: z.array(z.int()).check(z.minLength(1), z.maxLength(20)),
  client: ClientKind,
  /** Build of the page, as in its `<meta name="touchline-build">`. */
  build: z.optional(z.string().check(z.maxLength(64))),
  device: z.optional(DeviceId),
  token: z.optional(z.string().check(z.maxLength(200))),
});

/** Asks for a topic, from after a sequence number when the client has it up to there (rule P10). */
export const Watch = z.object({ t: z.literal('watch'), topic: WatchTopic, after: z.optional(Seq) });
export const Unwatch = z.object({ t: z.literal('unwatch'), topic: WatchTopic });
export const Submit = z.object({ t: z.literal('submit'), command: Command });

/** Says that the page is alive, what it shows and how many taps wait on it (rule P20). */
export const Beat = z.object({
  t: z.literal('beat'),
  waiting: z.int().check(z.minimum(0)),
  match: z.nullable(MatchId),
});

/** Everything that a client may send. */
export const Up = z.discriminatedUnion('t', [Hello, Watch, Unwatch, Submit, Beat]);
export type Up = z.infer<typeof Up>;

/** Reads a frame from a client. A frame that can't be read is refused with a code and changes nothing (rule P6). */
export function parseUp(raw: string): Result<Up, Refusal> {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return err(refusal('BAD_FRAME', 'The frame isn’t JSON.'));
  }
  const parsed = Up.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  if (path === 't') return err(refusal('UNKNOWN_TYPE', 'The frame’s type isn’t one of this protocol.'));
  return err(refusal('BAD_FRAME', 'The frame’s field “{path}” isn’t as it should be.', { path }));
}

const SubmitOfSomething = z.object({ t: z.literal('submit'), command: z.object({ id: CommandId }) });

/** The id of the command in a frame that can't be read as a whole, so that its device learns which one was refused. */
export function commandIdIn(raw: string): CommandId | null {
  try {
    const parsed = SubmitOfSomething.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data.command.id : null;
  } catch {
    return null;
  }
}
