import type { EventRow, EventStore } from '#main/store/event-store.ts';

/** The names of the log's topics, by their kind: read once, then kept up to date. */
export interface TopicList {
  /** Topics that begin with a prefix, in the order of their first event. */
  under(prefix: string): readonly string[];
  /** Whether anything was recorded in a topic `<kind>/<id>`. */
  has(topic: string): boolean;
  /** Rows were committed. */
  learn(rows: readonly EventRow[]): void;
}

/** Nothing is read before it is asked for. */
export function createTopicList(store: Pick<EventStore, 'topics'>): TopicList {
  const known = new Map<string, Set<string>>();

  function read(prefix: string): ReadonlySet<string> {
    const topics = known.get(prefix) ?? new Set(store.topics(prefix));
    known.set(prefix, topics);
    return topics;
  }

  return {
    under: (prefix) => [...read(prefix)],
    has: (topic) => read(topic.slice(0, topic.indexOf('/') + 1)).has(topic),
    learn(rows) {
      for (const [prefix, topics] of known) {
        for (const { topic } of rows) if (topic.startsWith(prefix)) topics.add(topic);
      }
    },
  };
}
