import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { RefusedCommand } from '#shared/client/hub-client.ts';
import type { CachedTopic, TopicCache } from '#shared/client/mirror.ts';
import type { OutboxStore } from '#shared/client/outbox-store.ts';
import type { CommandId } from '#shared/domain/ids.ts';
import type { Command } from '#shared/protocol/command.ts';

interface Schema extends DBSchema {
  /** Commands that the hub hasn't answered, by `deviceSeq`. */
  waiting: { key: number; value: Command; indexes: { id: CommandId } };
  /** Commands that the hub refused, in the order in which it did. */
  refused: { key: number; value: RefusedCommand; indexes: { id: CommandId } };
  numbers: { key: 'lastDeviceSeq'; value: number };
  topics: { key: string; value: CachedTopic };
}

/** What a browser keeps for a page: its outbox and the last state of what it watched. */
export interface DeviceStore {
  readonly outbox: OutboxStore;
  readonly cache: TopicCache;
}

/**
 * Opens the browser's IndexedDB when it is first needed. Every call rejects while the browser forbids or fails to store;
 * the next one tries again.
 */
export function deviceStore(name = 'touchline'): DeviceStore {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opening ??= open(name, () => {
      opening = null;
    });
    return opening;
  };
  return { outbox: outboxIn(database), cache: cacheIn(database) };
}

async function open(name: string, gone: () => void): Promise<IDBPDatabase<Schema>> {
  try {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh
          .createObjectStore('waiting', { keyPath: 'deviceSeq' })
          .createIndex('id', 'id', { unique: true });
        const refused = fresh.createObjectStore('refused', { autoIncrement: true });
        refused.createIndex('id', 'command.id', { unique: true });
        fresh.createObjectStore('numbers');
        fresh.createObjectStore('topics');
      },
      // A newer page in another tab wants to change the store: make way, and open it again when needed.
      blocking: () => {
        db.close();
        gone();
      },
      terminated: gone,
    });
    return db;
  } catch (cause) {
    gone();
    throw cause;
  }
}

function outboxIn(database: () => Promise<IDBPDatabase<Schema>>): OutboxStore {
  return {
    async load() {
      const db = await database();
      const tx = db.transaction(['waiting', 'refused', 'numbers']);
      const [waiting, refused, last] = await Promise.all([
        tx.objectStore('waiting').getAll(),
        tx.objectStore('refused').getAll(),
        tx.objectStore('numbers').get('lastDeviceSeq'),
        tx.done,
      ]);
      return { waiting, refused, lastDeviceSeq: last ?? 0 };
    },
    async put(draft) {
      const db = await database();
      // Strict: a tap that is shown as kept must survive an empty battery.
      const tx = db.transaction(['waiting', 'numbers'], 'readwrite', { durability: 'strict' });
      const deviceSeq = ((await tx.objectStore('numbers').get('lastDeviceSeq')) ?? 0) + 1;
      const command: Command = { ...draft, deviceSeq };
      await Promise.all([
        tx.objectStore('numbers').put(deviceSeq, 'lastDeviceSeq'),
        tx.objectStore('waiting').add(command),
        tx.done,
      ]);
      return command;
    },
    async remove(id) {
      const db = await database();
      const tx = db.transaction('waiting', 'readwrite');
      const key = await tx.store.index('id').getKey(id);
      await Promise.all([key === undefined ? undefined : tx.store.delete(key), tx.done]);
    },
    async refuse(id, why) {
      const db = await database();
      const tx = db.transaction(['waiting', 'refused'], 'readwrite');
      const waiting = tx.objectStore('waiting');
      const key = await waiting.index('id').getKey(id);
      const command = key === undefined ? undefined : await waiting.get(key);
      if (key !== undefined && command) {
        await Promise.all([waiting.delete(key), tx.objectStore('refused').add({ command, why })]);
      }
      await tx.done;
    },
    async dismiss(id) {
      const db = await database();
      const tx = db.transaction('refused', 'readwrite');
      const key = await tx.store.index('id').getKey(id);
      await Promise.all([key === undefined ? undefined : tx.store.delete(key), tx.done]);
    },
  };
}

function cacheIn(database: () => Promise<IDBPDatabase<Schema>>): TopicCache {
  return {
    load: async (topic) => (await (await database()).get('topics', topic)) ?? null,
    save: async (topic, cached) => {
      await (await database()).put('topics', cached, topic);
    },
  };
}
