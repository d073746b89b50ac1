import type { HubPort } from '#main/hub/hub-port.ts';
import type { EventRow } from '#main/store/event-store.ts';
import type { Moment, Seq } from '#shared/domain/ids.ts';
import { Published } from '#shared/domain/meet/publications.ts';

const prefix = 'meet/';
/** Rows looked at before others get their turn. */
const rowsAtATime = 500;

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

/**
 * The publications in the rows of all meets after a number, and how many rows were looked at; null when so much was
 * recorded meanwhile that it has to begin again.
 */
export async function findPublished(
  hub: Pick<HubPort, 'follow' | 'topics'>,
  after: Seq,
  stopping: () => boolean,
): Promise<{ readonly found: readonly (Found | Unreadable)[]; readonly looked: number } | null> {
  const found: (Found | Unreadable)[] = [];
  let looked = 0;
  for (const topic of hub.topics(prefix)) {
    const reading = { full: false, lost: false };
    const following = hub.follow(
      { topics: [topic], after },
      {
        take(row) {
          looked += 1;
          found.push(...[foundIn(row) ?? []].flat());
          reading.full = looked % rowsAtATime === 0;
          return !reading.full;
        },
        lost() {
          reading.lost = true;
        },
      },
    );
    while (reading.full && !reading.lost && !stopping()) {
      await new Promise<void>((done) => setImmediate(done));
      reading.full = false;
      following.more();
    }
    following.stop();
    if (reading.lost) return null;
  }
  return { found, looked };
}

/** The file of a publication, read from the log; null when its row isn't there. */
export function csvOf(hub: Pick<HubPort, 'follow'>, row: Seq): Buffer | null {
  const found: EventRow[] = [];
  hub
    .follow({ topics: [], after: row, backlog: [row] }, { take: (one) => found.push(one) > 0, lost() {} })
    .stop();
  const published = found[0] ? publishedIn(found[0]) : null;
  return published ? Buffer.from(published.csv, 'utf8') : null;
}
