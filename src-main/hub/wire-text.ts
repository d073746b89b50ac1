import type { EventRow } from '#main/store/event-store.ts';

/** An event as JSON text. The body is put in as it was stored, so what is sent is what was recorded. */
export function eventText(row: EventRow): string {
  const head = JSON.stringify({
    seq: row.seq,
    topic: row.topic,
    event: row.event,
    command: row.command,
    device: row.device,
    deviceSeq: row.deviceSeq,
    official: row.official,
    at: row.at,
    hubAt: row.hubAt,
  });
  return `${head.slice(0, -1)},"body":${row.body}}`;
}

/** The frame that carries these rows. */
export const eventsFrame = (rows: readonly EventRow[]): string =>
  `{"t":"events","events":[${rows.map(eventText).join(',')}]}`;

/** The frame that carries a topic's state as of `seq`. `state` is JSON text. */
export const snapshotFrame = (topic: string, seq: number, state: string): string =>
  `{"t":"snapshot","topic":${JSON.stringify(topic)},"seq":${seq},"state":${state}}`;
