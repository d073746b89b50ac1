import { badField } from '#main/lib/answer-refusal.ts';
import type { Seq } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/**
 * Where a page of the panel begins, of a list that is read backwards: before the event with this number, `?before=`;
 * undefined for the newest page. Refused with BAD_FRAME when it is no number.
 */
export function beforeOf({ before }: { readonly before?: string }): Result<Seq | undefined, Refusal> {
  if (before === undefined) return ok(undefined);
  return /^[1-9]\d{0,14}$/.test(before) ? ok(Number(before)) : err(badField('before'));
}
