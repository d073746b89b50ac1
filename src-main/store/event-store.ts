import type { CommandId, DeviceId, EventId, Moment, OfficialId, Seq } from '#shared/domain/ids.ts';

/** One row of the log. `body` is JSON text, kept and sent as it is. */
export interface EventRow {
  readonly seq: Seq;
  readonly topic: string;
  readonly type: string;
  readonly event: EventId;
  readonly command: CommandId;
  readonly device: DeviceId;
  readonly deviceSeq: number;
  /** Official who acted; null for the organiser and for the hub itself. */
  readonly official: OfficialId | null;
  /** When it happened, by the device's clock set to the hub's. */
  readonly at: Moment;
  /** When the hub recorded it. */
  readonly hubAt: Moment;
  readonly body: string;
}

/** A folded state kept to save time at the next start; it can be deleted whenever one likes. */
export interface StoredSnapshot {
  readonly seq: Seq;
  /** JSON text. */
  readonly state: string;
}

/** Which rows to read: of one topic or of all, after a sequence number, in order. */
export interface ReadQuery {
  readonly topic?: string;
  readonly after?: Seq;
  readonly limit?: number;
}

/**
 * The append-only log. Every implementation passes test/store/contract.ts. All calls are synchronous: the hub is the only
 * writer, and a transaction that can't be interrupted is what makes it one.
 */
export interface EventStore {
  /** Identity of this log, made when it was created; devices know a hub by it. */
  readonly hubId: string;
  /** Sequence number of the last event; 0 when there is none. */
  head(): Seq;
  /**
   * Appends rows whose `seq` continue the log without gap, all or none, and returns when they are on disk.
   * Throws `StoreFailure` when they aren't; the log is then as it was.
   */
  append(rows: readonly EventRow[]): void;
  /** Rows in order of `seq`; at most `limit` (default: all). */
  read(query: ReadQuery): Iterable<EventRow>;
  /** The rows with these sequence numbers, in order of `seq`. */
  at(seqs: readonly Seq[]): Iterable<EventRow>;
  /** The newest rows of a topic, newest first: at most `limit`, only those before a `seq` if one is given. */
  newest(topic: string, limit: number, before?: Seq): readonly EventRow[];
  /** Events that a command was recorded as; empty when it never was. */
  ofCommand(command: CommandId): readonly EventRow[];
  /** Topics that begin with a prefix, in the order in which they first occurred. */
  topics(prefix: string): readonly string[];
  snapshot(topic: string): StoredSnapshot | null;
  /** Keeps folded states. Never throws: one that can't be written is left out, and costs time at the next start. */
  saveSnapshots(snapshots: ReadonlyMap<string, StoredSnapshot>): void;
  close(): void;
}

/** Rows could not be written; `cause` says why (disk full, seq out of order, an event id that exists). */
export class StoreFailure extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreFailure';
  }
}
