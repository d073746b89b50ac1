import { fieldsInAnyCase } from '#main/lib/any-case.ts';
import { RelayId } from '#shared/domain/relay/relay-match.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** A frame of a referee: the match that it names, and its text to the letter. */
export interface RefereeFrame {
  readonly id: RelayId;
  readonly text: string;
}

/** The largest frame that is taken, in bytes. */
export const largestFrame = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a frame of a referee, `{"referee":{"ID":"x"}, …}`, sent as text or as binary. Refuses with the reason what isn't
 * UTF-8 or JSON, what names no match, and what is larger than 1 MB.
 */
export function readFrame(bytes: Buffer): Result<RefereeFrame, string> {
  if (bytes.length > largestFrame) return err('it is larger than 1 MB');
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return err('it isn’t UTF-8');
  }
  const json = jsonOf(text);
  if (!json.ok) return err('it isn’t JSON');
  const id = RelayId.safeParse(field(field(json.value, 'referee'), 'ID'));
  return id.success ? ok({ id: id.data, text }) : err('it names no match in referee.ID');
}

/** Reads the body of a registration, `{"ID":"x"}`; refused with a sentence for the client's log. */
export function readRegistration(body: unknown): Result<RelayId, string> {
  const json = jsonOf(typeof body === 'string' ? body : '');
  if (!json.ok) return err(`the body isn’t JSON: ${json.error}`);
  const id = RelayId.safeParse(field(json.value, 'ID'));
  return id.success
    ? ok(id.data)
    : err('the body names no match: it takes {"ID":"…"} of 1 to 200 characters');
}

/** Names under which clients give the match in the address of their socket. */
const queryNames = ['matchID', 'refereeID', 'IdMatch'] as const;

/** The match that the address of an upgrade names; null when it names none. Refused when that can't be a match. */
export function readQuery(url: string | undefined): Result<RelayId | null, string> {
  const query = new URL(url ?? '/', 'http://hub').searchParams;
  const named = queryNames.map((name) => query.get(name)).find((value) => value !== null && value !== '');
  if (named === undefined) return ok(null);
  const id = RelayId.safeParse(named);
  return id.success ? ok(id.data) : err('the address names no match: an ID has 1 to 200 characters');
}

function jsonOf(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

/** A field of an object, whatever the case of its name. */
const field = (value: unknown, name: string): unknown => fieldsInAnyCase(value)?.get(name.toLowerCase());
