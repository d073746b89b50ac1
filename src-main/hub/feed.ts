import type { EventRow } from '#main/store/event-store.ts';
import type { Seq } from '#shared/domain/ids.ts';
import type { Sink } from './hub-port.ts';
import { eventsFrame, snapshotFrame } from './wire-text.ts';

/** More events behind than this and a watcher gets the state instead. */
const longestBacklog = 500;

/** What the feed reads to serve a newcomer. */
export interface FeedSource {
  /** Folded state of a topic and the seq of its last event. */
  state(topic: string): { readonly seq: Seq; readonly state: unknown };
  /** Rows of a topic after a seq, at most `limit`. */
  rows(topic: string, after: Seq, limit: number): Iterable<EventRow>;
}

/** The watchers of the log's topics. */
export interface Feed {
  /** Sends the state or the backlog at once, then every later event. Returns its stop. */
  watch(topic: string, after: Seq | undefined, sink: Sink): () => void;
  /** Sends committed rows to the watchers of their topics: each frame is made once and written to all. */
  publish(rows: readonly EventRow[]): void;
}

/**
 * The feed runs in the hub's one thread: what a newcomer is sent and its being listed as a watcher happen in the same
 * turn, so that there is neither a gap nor a repeat between them.
 */
export function createFeed(source: FeedSource): Feed {
  const watchers = new Map<string, Set<Sink>>();
  const snapshots = new Map<string, { seq: Seq; frame: string }>();

  function snapshotOf(topic: string): string {
    const { seq, state } = source.state(topic);
    const known = snapshots.get(topic);
    if (known?.seq === seq) return known.frame;
    const frame = snapshotFrame(topic, seq, JSON.stringify(state));
    snapshots.set(topic, { seq, frame });
    return frame;
  }

  /** The rows a watcher lacks; null if the state serves it better (too far behind, or ahead of this log). */
  function backlog(topic: string, after: Seq): readonly EventRow[] | null {
    const { seq } = source.state(topic);
    if (after > seq || after === 0) return null;
    const rows = [...source.rows(topic, after, longestBacklog + 1)];
    return rows.length > longestBacklog ? null : rows;
  }

  return {
    watch(topic, after, sink) {
      const rows = after === undefined ? null : backlog(topic, after);
      if (rows === null) sink.send(snapshotOf(topic));
      else sink.send(eventsFrame(rows));
      const all = watchers.get(topic) ?? new Set();
      watchers.set(topic, all.add(sink));
      return () => {
        all.delete(sink);
        if (all.size === 0 && watchers.get(topic) === all) {
          watchers.delete(topic);
          snapshots.delete(topic);
        }
      };
    },
    publish(rows) {
      const byTopic = Map.groupBy(rows, (row) => row.topic);
      for (const [topic, ofTopic] of byTopic) {
        const sinks = watchers.get(topic);
        if (!sinks) continue;
        const frame = eventsFrame(ofTopic);
        for (const sink of sinks) sink.send(frame);
      }
    },
  };
}
