import type { EventRow } from '#main/store/event-store.ts';
import type { Seq } from '#shared/domain/ids.ts';

/** Rows read from the log at a time; one of a competition can have 84 KB and more. */
const pageRows = 50;
/** Rows given to one reader in one go, then it is the turn of everything else: a long history holds nobody up. */
const rowsInOneGo = 5 * pageRows;
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
  /** The log is about to be closed: nobody is given what they haven't read yet. */
  stop(): void;
}

interface Follower {
  publish(row: EventRow): void;
}

/**
 * The queue of a slow reader is the log itself: a reader is a place in it, so that a backlog of any length and a reader
 * who takes one row a second cost no memory. Reading and publishing run in the hub's one thread: a row is published to those
 * who have all before it, and read from the log by the others, so that there is neither a gap nor a repeat between the two.
 */
export function createFollows(source: FollowSource): Follows {
  const audiences = new Map<string, Set<Follower>>();
  /** Readers with room who had their go and aren't through; one has the next one in each turn of the event loop. */
  const goesOn: (() => void)[] = [];

  let nextIsDue = false;

  function goOnLater(go: () => void): void {
    goesOn.push(go);
    callNext();
  }

  function callNext(): void {
    if (nextIsDue || goesOn.length === 0) return;
    nextIsDue = true;
    setImmediate(() => {
      nextIsDue = false;
      const go = goesOn.shift();
      callNext();
      go?.();
    });
  }

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
      let goingOn = false;
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

      /** Gives what there is room for, as far as `rows` reach; the rest follows later. */
      function pump(rows: number): void {
        if (pumping) return;
        pumping = true;
        let pages = rows / pageRows;
        while (!ended && hasRoom && !caughtUp && pages > 0) {
          if (given < earlier.length) giveBacklog();
          else giveNext();
          pages -= 1;
        }
        pumping = false;
        if (given >= earlier.length) {
          earlier.length = 0;
          given = 0;
        }
        if (ended || !hasRoom || caughtUp || goingOn) return;
        goingOn = true;
        goOnLater(() => {
          goingOn = false;
          pump(rowsInOneGo);
        });
      }

      /** More lies unread than may: one without room is let go, one with room is behind by no fault of its own. */
      function tooMuchUnread(): void {
        if (hasRoom) {
          pump(Number.POSITIVE_INFINITY);
          return;
        }
        stop();
        reader.lost();
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
          if (unread.messages > mostUnread.messages || unread.characters > mostUnread.characters)
            tooMuchUnread();
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
      pump(rowsInOneGo);
      return {
        more() {
          if (ended) return;
          hasRoom = true;
          if (!goingOn) pump(rowsInOneGo);
        },
        unread: () => unread.messages,
        add(seq) {
          if (ended) return;
          earlier.push(seq);
          caughtUp = false;
          if (earlier.length - given > mostUnread.messages) tooMuchUnread();
          else if (!goingOn) pump(rowsInOneGo);
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
    stop: () => void goesOn.splice(0),
  };
}
