import type { Seq } from '#shared/domain/ids.ts';

/** Numbers in one chunk of a list. */
const chunkSize = 256;

/**
 * Sequence numbers in order, in chunks: adding one to a list of tens of thousands copies a few hundred, since states are
 * replaced and never changed.
 */
export type SeqList = readonly (readonly Seq[])[];

/** The list before the first. */
export const noSeqs: SeqList = [];

/** The list with one more at its end. */
export function withSeq(list: SeqList, seq: Seq): SeqList {
  const last = list.at(-1);
  if (!last || last.length >= chunkSize) return [...list, [seq]];
  return [...list.slice(0, -1), [...last, seq]];
}
