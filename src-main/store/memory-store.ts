import type { Seq } from '#shared/domain/ids.ts';
import { type EventRow, type EventStore, type StoredSnapshot, StoreFailure } from './event-store.ts';

/** A log in memory, for tests of everything above the store. It keeps nothing. */
export function memoryStore(hubId: string): EventStore {
  const rows: EventRow[] = [];
  const events = new Set<string>();
  const byCommand = new Map<string, EventRow[]>();
  const byTopic = new Map<string, EventRow[]>();
  const snapshots = new Map<string, StoredSnapshot>();
  const head = (): Seq => rows.at(-1)?.seq ?? 0;

  function check(fresh: readonly EventRow[]): void {
    const ids = new Set<string>();
    fresh.forEach((row, i) => {
      if (row.seq !== head() + i + 1) throw new StoreFailure(`seq ${row.seq} doesn’t follow ${head() + i}`);
      if (events.has(row.event) || ids.has(row.event)) throw new StoreFailure(`event ${row.event} exists`);
      ids.add(row.event);
    });
  }

  return {
    hubId,
    head,
    append(fresh) {
      check(fresh);
      for (const row of fresh) {
        rows.push(row);
        events.add(row.event);
        push(byCommand, row.command, row);
        push(byTopic, row.topic, row);
      }
    },
    *read({ topic, after = 0, limit = Number.POSITIVE_INFINITY }) {
      let given = 0;
      for (const row of topic === undefined ? rows : (byTopic.get(topic) ?? [])) {
        if (row.seq <= after) continue;
        if (given === limit) return;
        given += 1;
        yield row;
      }
    },
    *at(seqs) {
      for (const seq of seqs.toSorted((a, b) => a - b)) {
        const row = rows[seq - 1];
        if (row) yield row;
      }
    },
    newest: (topic, limit, before = Number.POSITIVE_INFINITY) =>
      (byTopic.get(topic) ?? [])
        .filter(({ seq }) => seq < before)
        .slice(-limit)
        .toReversed(),
    ofCommand: (command) => byCommand.get(command) ?? [],
    topics: (prefix) => [...byTopic.keys()].filter((topic) => topic.startsWith(prefix)),
    snapshot: (topic) => snapshots.get(topic) ?? null,
    saveSnapshots(fresh) {
      for (const [topic, snapshot] of fresh) snapshots.set(topic, snapshot);
    },
    close() {},
  };
}

function push(map: Map<string, EventRow[]>, key: string, row: EventRow): void {
  const list = map.get(key);
  if (list) list.push(row);
  else map.set(key, [row]);
}
