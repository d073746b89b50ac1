import { createHash } from 'node:crypto';
import * as z from 'zod';
import { deepestKey, longestKey, stepsOf } from '#shared/domain/meet/keys.ts';
import type { OfferedUpdate } from '#shared/domain/meet/told.ts';
import { canonicalText, depthOf, memberText } from '#shared/domain/meet/value-text.ts';
import { elementTexts } from '#shared/lib/json-text.ts';

/** How deep the lists and objects of a value may nest. */
const deepestValue = 64;
/** Updates of one frame. */
const mostUpdates = 50_000;
/** Texts of values up to this length are their own prints. */
const longestPlainPrint = 40;

const Name = z.string().max(200);
const Password = z.string().max(1_000);
const LocationName = Name.min(1);

const CreateMeet = z.object({
  msgType: z.literal('CREATE_MEET'),
  thisLocationName: Name,
  password: Password,
  endpoints: z
    .array(z.object({ locationName: LocationName, priority: z.number().nullable().optional() }))
    .min(1)
    .max(100),
  /** Of a meet that the hub has lost. */
  meetId: z.string().max(100).optional(),
});
const JoinMeet = z.object({
  msgType: z.literal('JOIN_MEET'),
  meetId: z.string().max(100),
  password: Password,
  locationName: Name,
});
const Token = z.string().max(200);
const UpdateInit = z.object({
  msgType: z.literal('UPDATE_INIT'),
  sessionToken: Token,
  updates: z
    .array(
      z.object({
        updateKey: z.string(),
        localSeqNum: z.int(),
        afterServerSeqNum: z.int(),
      }),
    )
    .max(mostUpdates),
});
const ClientPull = z.object({
  msgType: z.literal('CLIENT_PULL'),
  sessionToken: Token,
  lastServerSeq: z.int(),
});
const PublishMeet = z.object({
  msgType: z.literal('PUBLISH_MEET'),
  sessionToken: Token,
  returnEmail: z.string().max(1_000),
  oplCsv: z.string(),
});

/** A client's frame. */
export type MeetFrame =
  | z.infer<typeof CreateMeet>
  | z.infer<typeof JoinMeet>
  | {
      readonly msgType: 'UPDATE_INIT';
      readonly sessionToken: string;
      readonly updates: readonly OfferedUpdate[];
    }
  | z.infer<typeof ClientPull>
  | z.infer<typeof PublishMeet>;

/** A frame that is none: not JSON or with wrong members, or of a type that isn't known. */
export type NoFrame =
  | { readonly kind: 'malformed'; readonly message: string }
  | { readonly kind: 'unknown'; readonly msgType: string };

/** Reads a frame. Values of updates keep their spelling. */
export function readFrame(text: string): { readonly kind: 'frame'; readonly frame: MeetFrame } | NoFrame {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    return malformed(cause instanceof Error ? cause.message : String(cause));
  }
  const envelope = z.object({ msgType: z.string() }).safeParse(parsed);
  if (!envelope.success) return malformed(said(envelope.error));
  switch (envelope.data.msgType) {
    case 'CREATE_MEET':
      return read(CreateMeet, parsed);
    case 'JOIN_MEET':
      return read(JoinMeet, withPassword(parsed));
    case 'UPDATE_INIT':
      return readUpdates(text, parsed);
    case 'CLIENT_PULL':
      return read(ClientPull, parsed);
    case 'PUBLISH_MEET':
      return read(PublishMeet, parsed);
    default:
      return { kind: 'unknown', msgType: envelope.data.msgType.slice(0, 200) };
  }
}

const malformed = (message: string): NoFrame => ({ kind: 'malformed', message });

/** What is wrong with a frame's members: the first thing. */
function said(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  return where === '' ? (issue?.message ?? 'not a frame') : `${where}: ${issue?.message}`;
}

function read<T extends MeetFrame>(
  schema: z.ZodType<T>,
  parsed: unknown,
): { readonly kind: 'frame'; readonly frame: T } | NoFrame {
  const frame = schema.safeParse(parsed);
  return frame.success ? { kind: 'frame', frame: frame.data } : malformed(said(frame.error));
}

/** The first clients wrote `Password`. */
function withPassword(parsed: unknown): unknown {
  const old = z.looseObject({ Password: z.string() }).safeParse(parsed);
  return old.success ? { password: old.data.Password, ...old.data } : parsed;
}

function readUpdates(
  text: string,
  parsed: unknown,
): { readonly kind: 'frame'; readonly frame: MeetFrame } | NoFrame {
  const frame = UpdateInit.safeParse(parsed);
  if (!frame.success) return malformed(said(frame.error));
  const items = elementTexts(memberText(text, 'updates') ?? '[]') ?? [];
  const values = items.map((item) => memberText(item, 'updateValue'));
  const missing = values.indexOf(null);
  if (missing !== -1) return malformed(`updates.${missing}.updateValue: missing`);
  const updates = frame.data.updates.map(({ updateKey, localSeqNum, afterServerSeqNum }, n) =>
    offered(updateKey, values[n] ?? 'null', localSeqNum, afterServerSeqNum),
  );
  const { msgType, sessionToken } = frame.data;
  return { kind: 'frame', frame: { msgType, sessionToken, updates } };
}

function offered(key: string, value: string, local: number, after: number): OfferedUpdate {
  const steps = key.length <= longestKey ? stepsOf(key) : [];
  const fault = faultOf(key, steps.length, value);
  return { key, steps, value, print: fault === null ? printOf(value) : '', local, after, fault };
}

function faultOf(key: string, depth: number, value: string): string | null {
  if (key === '') return 'updateKey is empty';
  if (key.length > longestKey) return `updateKey is longer than ${longestKey} characters`;
  if (depth > deepestKey) return `updateKey has more than ${deepestKey} parts`;
  return depthOf(value) > deepestValue ? `updateValue nests deeper than ${deepestValue} levels` : null;
}

/** Equal for equal values, however they are spelled. */
function printOf(value: string): string {
  const text = canonicalText(value);
  return text.length <= longestPlainPrint ? text : createHash('sha256').update(text).digest('base64url');
}
