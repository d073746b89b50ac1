import type { Moment } from '#shared/domain/ids.ts';
import type { DeliveryFailure } from '#shared/domain/meet/delivery-failure.ts';
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

/** Brings a parcel to a target: where it went, or why it didn't. Rejects with nothing; `signal` ends it. */
export type Deliver = (parcel: Parcel, signal: AbortSignal) => Promise<Result<string, DeliveryFailure>>;

/** A text of ids that is safe in the name of a file, in a header and before the @ of a Message-ID. */
export const plain = (id: string): string => id.replace(/[^0-9A-Za-z_-]/g, '_').slice(0, 100);

/**
 * The code of a failed system call or request, such as `ECONNREFUSED`; empty when there is none. The mail library puts
 * one of its own in its place and keeps it as `originalCode`.
 */
export function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  if (!(cause instanceof Error)) return '';
  if ('originalCode' in cause && typeof cause.originalCode === 'string') return cause.originalCode;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return codeOf(cause.cause);
}

/** Why a server at `where` wasn't reached, by what the request failed with. */
export function unreached(where: string, cause: unknown): DeliveryFailure {
  const detail = codeOf(cause);
  if (detail === 'ECONNREFUSED') return { code: 'refused', where, detail };
  if (unknownNames.has(detail)) return { code: 'unknownName', where, detail };
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(detail)) return { code: 'certificate', where, detail };
  if (/TIMEDOUT|TIMEOUT/.test(detail)) return { code: 'timeout', where, detail };
  return { code: 'unreachable', where, detail };
}

const unknownNames = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EDNS']);

/** One line of at most 200 characters of what somebody else's server said. */
export const oneLine = (said: string): string =>
  said
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 200);
