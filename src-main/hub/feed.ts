import type { EventRow } from '#main/store/event-store.ts';
import type { Seq } from '#shared/domain/ids.ts';
import type { Sink } from './hub-port.ts';
import { coalesceMs, type Every } from './pace.ts';
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
  stop(): void;
}

/** Who watches a topic. */
interface Audience {
  /** Served at once. */
  readonly prompt: Set<Sink>;
  /** Served once a second, with the last event that each has: who reads too slowly is left out until it has caught up. */
  readonly coalesced: Map<Sink, Seq>;
  /** The last event that those served once a second were sent. */
  servedTo: Seq;
}

/**
 * The feed runs in the hub's one thread: what a newcomer is sent and its being listed as a watcher happen in the same
 * turn, so that there is neither a gap nor a repeat between them.
 */
export function createFeed(source: FeedSource, every: Every): Feed {
  const audiences = new Map<string, Audience>();
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

  /** The frame that brings one who has everything up to `after` up to date. */
  function frameAfter(topic: string, after: Seq | undefined): string {
    const rows = after === undefined ? null : backlog(topic, after);
    return rows === null ? snapshotOf(topic) : eventsFrame(rows);
  }

  /** Serves those who are served once a second: one frame for all who were served the last time. */
  function serveCoalesced(topic: string, audience: Audience): void {
    const head = source.state(topic).seq;
    let shared: string | null = null;
    for (const [sink, has] of audience.coalesced) {
      if (has >= head || !sink.ready()) continue;
      if (has === audience.servedTo) {
        shared ??= frameAfter(topic, has);
        sink.send(shared);
      } else {
        sink.send(frameAfter(topic, has));
      }
      audience.coalesced.set(sink, head);
    }
    audience.servedTo = head;
  }

  const stop = every(coalesceMs, () => {
    for (const [topic, audience] of audiences) serveCoalesced(topic, audience);
  });

  return {
    watch(topic, after, sink) {
      sink.send(frameAfter(topic, after));
      const { seq } = source.state(topic);
      const audience = audiences.get(topic) ?? { prompt: new Set(), coalesced: new Map(), servedTo: seq };
      audiences.set(topic, audience);
      if (sink.pace === 'all') audience.prompt.add(sink);
      else audience.coalesced.set(sink, seq);
      return () => {
        audience.prompt.delete(sink);
        audience.coalesced.delete(sink);
        if (audience.prompt.size + audience.coalesced.size > 0 || audiences.get(topic) !== audience) return;
        audiences.delete(topic);
        snapshots.delete(topic);
      };
    },
    publish(rows) {
      for (const [topic, ofTopic] of Map.groupBy(rows, (row) => row.topic)) {
        const prompt = audiences.get(topic)?.prompt;
        if (!prompt || prompt.size === 0) continue;
        const frame = eventsFrame(ofTopic);
        for (const sink of prompt) sink.send(frame);
      }
    },
    stop,
  };
}
