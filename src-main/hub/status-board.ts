import type { Sink } from './hub-port.ts';
import type { Every } from './pace.ts';
import { snapshotFrame } from './wire-text.ts';

/** The most often that a changed status is sent, in milliseconds. */
const statusEveryMs = 500;

/** Status that isn't in the log (devices, addresses) or is a summary of it: sent whole, the newest counts. */
export interface StatusBoard {
  provide(topic: string, read: () => unknown): () => void;
  /** A status of each of many things: topics `<prefix><id>`, kept only while somebody watches. Call when one changed. */
  provideEach(prefix: string, read: (id: string) => unknown): (id: string) => void;
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
  let versions = 0;
  const nextVersion = (): number => {
    versions += 1;
    return versions;
  };

  const each = new Map<string, (id: string) => unknown>();

  /** The status of one of many, made known by its first watcher. */
  function oneOfMany(topic: string): Provided | undefined {
    for (const [prefix, read] of each) {
      if (!topic.startsWith(prefix)) continue;
      const id = topic.slice(prefix.length);
      const provided: Provided = {
        read: () => read(id),
        sinks: new Set(),
        version: nextVersion(),
        changed: false,
      };
      topics.set(topic, provided);
      return provided;
    }
    return undefined;
  }

  const frame = (topic: string, provided: Provided): string =>
    snapshotFrame(topic, provided.version, JSON.stringify(provided.read()));

  const stop = every(statusEveryMs, () => {
    for (const [topic, provided] of topics) {
      if (!provided.changed) continue;
      provided.changed = false;
      provided.version = nextVersion();
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
        version: nextVersion(),
        changed: false,
      };
      topics.set(topic, provided);
      return () => {
        provided.changed = true;
      };
    },
    provideEach(prefix, read) {
      each.set(prefix, read);
      return (id) => {
        const provided = topics.get(`${prefix}${id}`);
        if (provided) provided.changed = true;
      };
    },
    watch(topic, sink) {
      const provided = topics.get(topic) ?? oneOfMany(topic);
      if (!provided) return () => {};
      sink.send(frame(topic, provided));
      provided.sinks.add(sink);
      return () => {
        provided.sinks.delete(sink);
        const isOneOfMany = [...each.keys()].some((prefix) => topic.startsWith(prefix));
        if (isOneOfMany && provided.sinks.size === 0) topics.delete(topic);
      };
    },
    stop,
  };
}
