import type { EventRow } from '#main/store/event-store.ts';
import type { Seq } from '#shared/domain/ids.ts';

/** Rows read from the log at a time; one of a competition can have 84 KB and more. */
const pageRows = 50;
/** What may be recorded while a reader doesn't read before it is let go: messages and characters. */
const mostUnread = { messages: 10_000, characters: 8 * 1024 * 1024 };

/** Someone who reads rows at their own pace. */
export interface Reader {
  /**
   * Takes a row. False: no room for another one until the reader calls `more`; this row is taken all the same. Must not
   * throw, and must not call `more` before it has returned.
   */
  take(row: EventRow): boolean;
  /** So much was recorded while it had no room that it is let go; nothing is given any more. */
  lost(): void;
}

/** What a reader is given, all of it in the log's order. */
export interface FollowFrom {
  /** Topics whose rows are given. */
  readonly topics: readonly string[];
  /** Only rows after this one. */
  readonly after: Seq;
  /** Single earlier rows that are given before, in this order. */
  readonly backlog?: readonly Seq[];
}

/** A reader's place in the log. */
export interface Following {
  /** The reader has room again. */
  more(): void;
  /** Rows that were recorded since it came and that it hasn't taken yet. */
  unread(): number;
  /** Gives a single row of the log, too, behind the backlog and those added before. For readers without topics. */
  add(seq: Seq): void;
  stop(): void;
}

/** What the followers read. */
export interface FollowSource {
  rows(topic: string, after: Seq, limit: number): Iterable<EventRow>;
  at(seqs: readonly Seq[]): Iterable<EventRow>;
}

/** All who follow topics row by row. */
export interface Follows {
  follow(from: FollowFrom, reader: Reader): Following;
  /** Gives committed rows to those who have all before them; the others read them from the log later. */
  publish(rows: readonly EventRow[]): void;
  /** How many follow a topic. */
  count(topic: string): number;
}

interface Follower {
  publish(row: EventRow): void;
}

/**
 * The queue of a slow reader is the log itself: a reader is a place in it, so that a backlog of any length and a reader
 * who takes one row a second cost no memory. Reading and publishing run in the hub's one thread, whole, so that there is
 * neither a gap nor a repeat between what was read and what is published.
 */
export function createFollows(source: FollowSource): Follows {
  const audiences = new Map<string, Set<Follower>>();

  /** The next rows of several topics, merged. */
  function page(topics: readonly string[], after: Seq): readonly EventRow[] {
    const [only, ...others] = topics;
    if (only === undefined) return [];
    if (others.length === 0) return [...source.rows(only, after, pageRows)];
    return topics
      .flatMap((topic) => [...source.rows(topic, after, pageRows)])
      .toSorted((a, b) => a.seq - b.seq)
      .slice(0, pageRows);
  }

  return {
    follow({ topics, after, backlog = [] }, reader) {
      const earlier = [...backlog];
      const unread = { messages: 0, characters: 0 };
      /** Rows that were published but left in the log for later, by their order: what `unread` counts. */
      let firstLeft: Seq | null = null;
      let cursor = after;
      let given = 0;
      let hasRoom = true;
      let caughtUp = false;
      let pumping = false;
      let ended = false;

      function give(row: EventRow): void {
        hasRoom = reader.take(row);
        if (firstLeft === null || row.seq < firstLeft) return;
        unread.messages -= 1;
        unread.characters -= row.body.length;
      }

      function giveBacklog(): void {
        const seqs = earlier.slice(given, given + pageRows);
        const rows = new Map([...source.at(seqs)].map((row) => [row.seq, row]));
        for (const seq of seqs) {
          if (ended || !hasRoom) return;
          given += 1;
          const row = rows.get(seq);
          // One that isn't in the log is passed over.
          if (row) give(row);
        }
      }

      function giveNext(): void {
        const rows = page(topics, cursor);
        for (const row of rows) {
          if (ended || !hasRoom) return;
          cursor = row.seq;
          give(row);
        }
        if (rows.length < pageRows && !ended && hasRoom) {
          caughtUp = true;
          firstLeft = null;
        }
      }

      function pump(): void {
        if (pumping) return;
        pumping = true;
        while (!ended && hasRoom && !caughtUp) {
          if (given < earlier.length) giveBacklog();
          else giveNext();
        }
        pumping = false;
        if (given < earlier.length) return;
        earlier.length = 0;
        given = 0;
      }

      const follower: Follower = {
        publish(row) {
          if (row.seq <= cursor) return;
          if (caughtUp) {
            cursor = row.seq;
            give(row);
            caughtUp = hasRoom;
            return;
          }
          firstLeft ??= row.seq;
          unread.messages += 1;
          unread.characters += row.body.length;
          if (unread.messages <= mostUnread.messages && unread.characters <= mostUnread.characters) return;
          stop();
          reader.lost();
        },
      };

      function stop(): void {
        ended = true;
        for (const topic of topics) {
          const audience = audiences.get(topic);
          audience?.delete(follower);
          if (audience?.size === 0) audiences.delete(topic);
        }
      }

      for (const topic of topics) {
        const audience = audiences.get(topic) ?? new Set();
        audiences.set(topic, audience.add(follower));
      }
      pump();
      return {
        more() {
          if (ended) return;
          hasRoom = true;
          pump();
        },
        unread: () => unread.messages,
        add(seq) {
          if (ended) return;
          earlier.push(seq);
          if (earlier.length - given > mostUnread.messages) {
            stop();
            reader.lost();
            return;
          }
          caughtUp = false;
          pump();
        },
        stop,
      };
    },
    publish(rows) {
      for (const row of rows) {
        const audience = audiences.get(row.topic);
        if (!audience) continue;
        for (const follower of [...audience]) follower.publish(row);
      }
    },
    count: (topic) => audiences.get(topic)?.size ?? 0,
  };
}
