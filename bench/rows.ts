import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A plain table in a file of its own, each transaction on disk: the yardstick of what is committed. */
export function plainRows(folder: string, name: string) {
  const db = new Database(join(folder, `${name}.db`));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO rows (body) VALUES (?)');
  return {
    /** One row, in a transaction of its own. */
    insert: (body: string): void => void insert.run(body),
    /** Several rows in one transaction. */
    insertAll: db.transaction((bodies: readonly string[]) => {
      for (const body of bodies) insert.run(body);
    }),
    close: (): void => void db.close(),
  };
}
