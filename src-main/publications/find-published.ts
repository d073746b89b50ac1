import type { HubPort } from '#main/hub/hub-port.ts';
import type { EventRow } from '#main/store/event-store.ts';
import type { Moment, Seq } from '#shared/domain/ids.ts';
import { Published } from '#shared/domain/meet/publications.ts';

const prefix = 'meet/';
/** Rows looked at before others get their turn. */
const rowsAtATime = 100;

/** A publication as it stands in the log, without its file. */
export interface Found {
  readonly id: string;
  readonly meet: string;
  readonly row: Seq;
  readonly at: Moment;
  readonly returnEmail: string;
}

/** A publication's row that can't be read: the number it has. */
export interface Unreadable {
  readonly row: Seq;
}

/** What a row says if it is a meet's publication; null when it is anything else. */
export function foundIn(row: EventRow): Found | Unreadable | null {
  if (row.type !== 'published' || !row.topic.startsWith(prefix)) return null;
  const published = publishedIn(row);
  if (!published) return { row: row.seq };
  const { id, returnEmail } = published;
  return { id, meet: row.topic.slice(prefix.length), row: row.seq, at: row.hubAt, returnEmail };
}

function publishedIn(row: EventRow): Published | null {
  const parsed = Published.safeParse(JSON.parse(row.body));
  return parsed.success ? parsed.data : null;
}

/** The publications in the rows of all meets after a number, and how many rows were looked at. Ends early when stopping. */
export async function findPublished(
  hub: Pick<HubPort, 'rowsAfter' | 'topics'>,
  after: Seq,
  stopping: () => boolean,
): Promise<{ readonly found: readonly (Found | Unreadable)[]; readonly looked: number }> {
  const found: (Found | Unreadable)[] = [];
  let looked = 0;
  for (const topic of hub.topics(prefix)) {
    let from: Seq | undefined = after;
    while (from !== undefined && !stopping()) {
      const rows: readonly EventRow[] = hub.rowsAfter(topic, from, rowsAtATime);
      found.push(...rows.flatMap((row) => foundIn(row) ?? []));
      looked += rows.length;
      from = rows.length < rowsAtATime ? undefined : rows.at(-1)?.seq;
      await new Promise<void>((done) => setImmediate(done));
    }
  }
  return { found, looked };
}

/** The file of a publication, read from the log; null when its row isn't there. */
export function csvOf(hub: Pick<HubPort, 'rowsAt'>, row: Seq): Buffer | null {
  const [found] = hub.rowsAt([row]);
  const published = found ? publishedIn(found) : null;
  return published ? Buffer.from(published.csv, 'utf8') : null;
}
