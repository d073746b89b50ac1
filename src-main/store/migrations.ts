/**
 * The database's schema, one numbered step after the other; step n brings `user_version` from n-1 to n. A step that has
 * been released is never edited.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE hub (id TEXT NOT NULL);
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    type TEXT NOT NULL,
    event_id TEXT NOT NULL UNIQUE,
    command_id TEXT NOT NULL,
    device TEXT NOT NULL,
    device_seq INTEGER NOT NULL,
    actor TEXT,
    client_time INTEGER NOT NULL,
    hub_time INTEGER NOT NULL,
    payload TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_topic ON events (topic, seq);
  CREATE INDEX events_by_command ON events (command_id);
  CREATE TABLE snapshots (topic TEXT PRIMARY KEY, seq INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
  `,
];

/** The newest schema that this program knows. */
export const schemaVersion = migrations.length;
