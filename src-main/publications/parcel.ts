import type { Moment } from '#shared/domain/ids.ts';
import type { Result } from '#shared/lib/result.ts';

/** A publication on its way to a target. */
export interface Parcel {
  readonly id: string;
  readonly meet: string;
  readonly publishedAt: Moment;
  /** The file, byte for byte. */
  readonly csv: Buffer;
  readonly returnEmail: string;
}

/**
 * Brings a parcel to a target: where it went, or why it didn't, in words for the panel. Rejects with nothing; `signal`
 * ends it.
 */
export type Deliver = (parcel: Parcel, signal: AbortSignal) => Promise<Result<string, string>>;

/** A text of ids that is safe in the name of a file, in a header and before the @ of a Message-ID. */
export const plain = (id: string): string => id.replace(/[^0-9A-Za-z_-]/g, '_').slice(0, 100);

/** The code of a failed system call or request, such as `ECONNREFUSED`; empty when there is none. */
export function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  if (!(cause instanceof Error)) return '';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return codeOf(cause.cause);
}

/** One line of at most 200 characters of what somebody else's server said. */
export const oneLine = (said: string): string =>
  said
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 200);
