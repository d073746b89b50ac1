import Database from 'better-sqlite3';
import type { CommandId, DeviceId, EventId, OfficialId } from '#shared/domain/ids.ts';
import { type EventRow, type EventStore, type StoredSnapshot, StoreFailure } from './event-store.ts';
import { migrations, schemaVersion } from './migrations.ts';

/** Oldest SQLite without the WAL-reset bug (sqlite.org/wal.html, fixed in 3.51.3). */
const oldestSqlite = [3, 51, 3] as const;

interface Stored {
  seq: number;
  topic: string;
  type: string;
  event_id: string;
  command_id: string;
  device: string;
  device_seq: number;
  actor: string | null;
  client_time: number;
  hub_time: number;
  payload: string;
}

/** What the SQLite store offers beyond the port: copies of the live file. */
export interface SqliteStore extends EventStore {
  /** Copies the database to a file while it is in use. Rejects if the copy can't be written. */
  backup(file: string): Promise<void>;
  /** Whether the disk takes what is written now; nothing of the log is changed. */
  takesWrites(): boolean;
  /** A setting of the live connection, such as `synchronous`. */
  pragma(name: 'synchronous' | 'journal_mode'): unknown;
}

/** True when this build of SQLite may be trusted with a WAL. */
export function sqliteIsNewEnough(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [i, oldest] of oldestSqlite.entries()) {
    const part = parts[i] ?? 0;
    if (part !== oldest) return part > oldest;
  }
  return true;
}

/**
 * Opens the log in a SQLite file (WAL, `synchronous=FULL`, one writer), bringing its schema up to date. `newHubId` is
 * used when the log is new. Throws `StoreFailure` for an old SQLite, a file of a newer version and a damaged one; the
 * callers check those before (`open-data.ts`) so as to leave such a file as it was.
 */
export function sqliteStore(file: string, newHubId: () => string): SqliteStore {
  const db = new Database(file);
  try {
    prepare(db, newHubId);
  } catch (cause) {
    db.close();
    throw cause instanceof StoreFailure
      ? cause
      : new StoreFailure(`can’t open ${file}: ${String(cause)}`, { cause });
  }
  const insert = db.prepare(
    'INSERT INTO events VALUES (@seq, @topic, @type, @event, @command, @device, @deviceSeq, @official, @at, @hubAt, @body)',
  );
  const headOf = db.prepare<[], { head: number | null }>('SELECT max(seq) AS head FROM events');
  const readAll = db.prepare<[number, number], Stored>(
    'SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const readTopic = db.prepare<[string, number, number], Stored>(
    'SELECT * FROM events WHERE topic = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const readSeqs = db.prepare<[string], Stored>(
    'SELECT * FROM events WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq',
  );
  const readNewest = db.prepare<[string, number, number], Stored>(
    'SELECT * FROM events WHERE topic = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  );
  const readCommand = db.prepare<[string], Stored>('SELECT * FROM events WHERE command_id = ? ORDER BY seq');
  const readTopics = db.prepare<[string, string], { topic: string }>(
    'SELECT topic FROM events WHERE topic >= ? AND topic < ? GROUP BY topic ORDER BY min(seq)',
  );
  const readSnapshot = db.prepare<[string], { seq: number; state: string }>(
    'SELECT seq, state FROM snapshots WHERE topic = ?',
  );
  const writeSnapshot = db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)');
  const hubId = db.prepare<[], { id: string }>('SELECT id FROM hub').get()?.id ?? '';

  let head = headOf.get()?.head ?? 0;
  const appendAll = db.transaction((rows: readonly EventRow[]) => {
    rows.forEach((row, i) => {
      if (row.seq !== head + i + 1) throw new StoreFailure(`seq ${row.seq} doesn’t follow ${head + i}`);
      insert.run(row);
    });
  });

  const writeSnapshots = db.transaction((snapshots: ReadonlyMap<string, StoredSnapshot>) => {
    for (const [topic, { seq, state }] of snapshots) writeSnapshot.run(topic, seq, state);
  });

  return {
    hubId,
    head: () => head,
    append(rows) {
      try {
        appendAll(rows);
      } catch (cause) {
        throw cause instanceof StoreFailure
          ? cause
          : new StoreFailure(`not written: ${String(cause)}`, { cause });
      }
      head += rows.length;
    },
    *read({ topic, after = 0, limit = -1 }) {
      const page = 1_000;
      let from = after;
      let left = limit < 0 ? Number.POSITIVE_INFINITY : limit;
      // Pages, since an open iterator would keep the writer out.
      while (left > 0) {
        const take = Math.min(page, left);
        const rows = topic === undefined ? readAll.all(from, take) : readTopic.all(topic, from, take);
        for (const row of rows) yield rowOf(row);
        const last = rows.at(-1);
        if (!last || rows.length < take) return;
        from = last.seq;
        left -= rows.length;
      }
    },
    *at(seqs) {
      const page = 500;
      const inOrder = seqs.toSorted((a, b) => a - b);
      for (let from = 0; from < inOrder.length; from += page) {
        for (const row of readSeqs.all(JSON.stringify(inOrder.slice(from, from + page)))) yield rowOf(row);
      }
    },
    newest: (topic, limit, before = Number.MAX_SAFE_INTEGER) =>
      readNewest.all(topic, before, limit).map(rowOf),
    ofCommand: (command) => readCommand.all(command).map(rowOf),
    topics: (prefix) => readTopics.all(prefix, `${prefix}\u{10ffff}`).map(({ topic }) => topic),
    snapshot: (topic) => readSnapshot.get(topic) ?? null,
    saveSnapshots(snapshots) {
      try {
        writeSnapshots(snapshots);
      } catch {}
    },
    takesWrites() {
      try {
        // Writes a page, unlike an update that changes nothing.
        db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true }))}`);
        return true;
      } catch {
        return false;
      }
    },
    async backup(to) {
      await db.backup(to);
    },
    pragma: (name) => db.pragma(name, { simple: true }),
    close() {
      db.close();
    },
  };
}

function prepare(db: Database.Database, newHubId: () => string): void {
  const sqlite = db.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? '0';
  if (!sqliteIsNewEnough(sqlite)) {
    throw new StoreFailure(`SQLite ${sqlite} is too old: ${oldestSqlite.join('.')} or newer is needed`);
  }
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > schemaVersion) {
    throw new StoreFailure(`the file has version ${version}, this program knows ${schemaVersion}`);
  }
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // On macOS fsync leaves data in the drive's cache; these two don't. Elsewhere they do nothing.
  db.pragma('fullfsync = 1');
  db.pragma('checkpoint_fullfsync = 1');
  db.pragma('busy_timeout = 2000');
  migrations.slice(version).forEach((step, i) => {
    db.transaction(() => {
      db.exec(step);
      if (version + i === 0) db.prepare('INSERT INTO hub VALUES (?)').run(newHubId());
      db.pragma(`user_version = ${version + i + 1}`);
    })();
  });
}

/** The database's columns under their own names. The casts brand what the hub itself has written. */
function rowOf(row: Stored): EventRow {
  return {
    seq: row.seq,
    topic: row.topic,
    type: row.type,
    event: row.event_id as EventId,
    command: row.command_id as CommandId,
    device: row.device as DeviceId,
    deviceSeq: row.device_seq,
    official: row.actor as OfficialId | null,
    at: row.client_time,
    hubAt: row.hub_time,
    body: row.payload,
  };
}
