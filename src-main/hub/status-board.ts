import type { Sink } from './hub-port.ts';
import type { Every } from './pace.ts';
import { snapshotFrame } from './wire-text.ts';

/** The most often that a changed status is sent, in milliseconds. */
const statusEveryMs = 500;

/** Status that isn't in the log (devices, addresses) or is a summary of it: sent whole, the newest counts. */
export interface StatusBoard {
  provide(topic: string, read: () => unknown): () => void;
  watch(topic: string, sink: Sink): () => void;
  stop(): void;
}

interface Provided {
  readonly read: () => unknown;
  readonly sinks: Set<Sink>;
  version: number;
  changed: boolean;
}

export function createStatusBoard(every: Every): StatusBoard {
  const topics = new Map<string, Provided>();

  const frame = (topic: string, provided: Provided): string =>
    snapshotFrame(topic, provided.version, JSON.stringify(provided.read()));

  const stop = every(statusEveryMs, () => {
    for (const [topic, provided] of topics) {
      if (!provided.changed) continue;
      provided.changed = false;
      provided.version += 1;
      if (provided.sinks.size === 0) continue;
      const text = frame(topic, provided);
      for (const sink of provided.sinks) sink.send(text);
    }
  });

  return {
    provide(topic, read) {
      const provided: Provided = {
        read,
        sinks: topics.get(topic)?.sinks ?? new Set(),
        version: 1,
        changed: false,
      };
      topics.set(topic, provided);
      return () => {
        provided.changed = true;
      };
    },
    watch(topic, sink) {
      const provided = topics.get(topic);
      if (!provided) return () => {};
      sink.send(frame(topic, provided));
      provided.sinks.add(sink);
      return () => provided.sinks.delete(sink);
    },
    stop,
  };
}
