import type { Seq } from '#shared/domain/ids.ts';

/** The last message that a reader of a stream has. */
export interface LastRead {
  readonly seq: Seq;
  /** Its number is this log's; else the log that it was from has been lost in part, and its numbers went to others. */
  readonly isOurs: boolean;
}

/** How messages are called on streams. */
export interface MessageIds {
  /**
   * A whole number that grows from message to message: the number in the log, and in the last five digits which log. One
   * that goes on from a backup gives numbers a second time.
   */
  idOf(seq: Seq): string;
  /** Reads an id; null for what no hub ever gave out. */
  read(id: string): LastRead | null;
}

/** So many logs are told apart. */
const logs = 100_000;

/** The ids of a log; `hubId` is the identity of its hub, a new one after each restored backup. */
export function messageIds(hubId: string): MessageIds {
  let log = 0;
  for (const character of hubId) log = (log * 31 + character.charCodeAt(0)) % logs;
  return {
    idOf: (seq) => String(seq * logs + log),
    read(id) {
      if (!/^\d{1,15}$/.test(id)) return null;
      const number = Number(id);
      return { seq: Math.floor(number / logs), isOurs: number % logs === log };
    },
  };
}
