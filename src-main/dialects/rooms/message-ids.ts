import type { Seq } from '#shared/domain/ids.ts';

/** The last message that a reader of a stream has. */
export interface LastRead {
  readonly seq: Seq;
  /** Its number is this log's; else the log that it was from has been lost in part, and its numbers went to others. */
  readonly isOurs: boolean;
}

/** How messages are called on streams. */
export interface MessageIds {
  /** The number in the log, and behind a dash which log: one that goes on from a backup gives numbers a second time. */
  idOf(seq: Seq): string;
  /** Reads an id; a number alone is taken for this log's. Null for what no hub ever gave out. */
  read(id: string): LastRead | null;
}

/** Characters at the end of a hub's identity that tell its log from others. */
const telling = 8;

export function messageIds(hubId: string): MessageIds {
  const log = hubId.slice(-telling);
  return {
    idOf: (seq) => `${seq}-${log}`,
    read(id) {
      const [, number, of] = /^(\d{1,15})(?:-([^\s]{1,32}))?$/.exec(id) ?? [];
      return number === undefined ? null : { seq: Number(number), isOurs: of === undefined || of === log };
    },
  };
}
