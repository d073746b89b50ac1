import { createReadStream } from 'node:fs';
import { objectIn } from '#shared/lib/json-text.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { nanosecondsOf } from '#shared/lib/rfc3339.ts';

/** A line of a file: its number from 1, and its text without its end; or why it can't be read. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: string };

/** A line of a recording: the event as it stands there, and when it was recorded, in nanoseconds since 1970. */
export interface RecordedLine {
  readonly text: string;
  readonly at: bigint;
}

/** Bytes that are read at a time. */
const chunkBytes = 64 * 1024;
/** The longest line that is held in memory, in bytes; no hub takes an event of that size. */
const longestLine = 64 * 1024 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function lineOf(number: number, parts: readonly Buffer[], length: number): Line {
  if (length > longestLine) return { number, problem: `it has more than ${longestLine} bytes` };
  const bytes = Buffer.concat(parts);
  const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  try {
    return { number, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end)) };
  } catch {
    return { number, problem: 'it isn’t UTF-8' };
  }
}

/** Reads a file line by line, holding one of them in memory. Lines end with LF or CRLF; the last one may lack its end. */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (bytes: Buffer): void => {
    length += bytes.length;
    if (length <= longestLine) parts.push(bytes);
    else parts = [];
  };
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
    // The cast: a stream without an encoding gives buffers.
    const bytes = chunk as Buffer;
    let from = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, from)) {
      take(bytes.subarray(from, end));
      yield lineOf(number, parts, length);
      number += 1;
      parts = [];
      length = 0;
      from = end + 1;
    }
    if (from < bytes.length) take(bytes.subarray(from));
  }
  if (length > 0) yield lineOf(number, parts, length);
}

/** Reads a line of a recording; refused with a sentence when it isn't JSON or has no `_time`. */
export function recordedLine(line: Line): Result<RecordedLine, string> {
  if ('problem' in line) return err(line.problem);
  const event = objectIn(line.text);
  if (!event) return err('it isn’t a JSON object');
  if (typeof event._time !== 'string') return err('it has no _time');
  const at = nanosecondsOf(event._time);
  return at === null
    ? err(`its _time isn’t a time as RFC 3339 writes it: ${event._time}`)
    : ok({ text: line.text, at });
}
