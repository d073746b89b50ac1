import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { Command } from '#shared/protocol/command.ts';
import type { Up } from '#shared/protocol/up.ts';
import { largestFrame } from '#shared/protocol/version.ts';
import type { Draft } from './outbox-store.ts';

/** A draft before it has been checked. */
export interface Unchecked {
  readonly id: string;
  readonly topic: string;
  readonly base: number;
  readonly at: number;
  readonly body: { readonly type: string };
}

/**
 * Checks what a page hands over by the schema of the wire, before it is stored: a command that the hub can't read would
 * never be answered and would hold up everything behind it.
 */
export function drafted(unchecked: Unchecked): Result<Draft, Refusal> {
  const parsed = Command.safeParse({ ...unchecked, deviceSeq: Number.MAX_SAFE_INTEGER });
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    return err(refusal('BAD_FRAME', 'The entry’s field “{path}” isn’t as it should be.', { path }));
  }
  const frame: Up = { t: 'submit', command: parsed.data };
  if (utf8Length(JSON.stringify(frame)) > largestFrame) {
    return err(
      refusal('FRAME_TOO_LARGE', 'This is too much at once: more than {kib} KB. Send it in parts.', {
        kib: largestFrame / 1024,
      }),
    );
  }
  const { deviceSeq: _, ...draft } = parsed.data;
  return ok(draft);
}

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes += 1;
    else if (point < 0x800) bytes += 2;
    else bytes += point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
