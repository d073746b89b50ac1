import type { EventId, Moment, Seq } from '#shared/domain/ids.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { matchOf } from '#shared/domain/topic.ts';
import { isoInZone } from '#shared/lib/time-zone.ts';
import { type CsvOptions, csvLine, csvStart } from './csv.ts';

/** The columns of `events.csv`, in their fixed order. */
export const eventsColumns = [
  'seq',
  'eventId',
  'matchId',
  'deviceId',
  'deviceSeq',
  'clientTime',
  'hubTime',
  'actor',
  'type',
  'payloadJson',
  'voidedBy',
] as const;

/** What the report needs of a row of the log. */
export interface EventLine {
  readonly seq: Seq;
  readonly topic: string;
  readonly type: string;
  readonly event: EventId;
  readonly device: string;
  readonly deviceSeq: number;
  readonly official: string | null;
  readonly at: Moment;
  readonly hubAt: Moment;
  /** JSON text, written as it is. */
  readonly body: string;
}

/** How `events.csv` is written. */
export interface EventsCsvOptions extends CsvOptions {
  /** Times are shown with the offset of this zone. */
  readonly timeZone: string;
  /** How somebody who acted is named; default: the official's id, empty for the organiser and for the hub. */
  readonly actor?: (line: EventLine) => string;
}

/** About this many characters are handed over at a time. */
const chunkLength = 64 * 1024;

/**
 * `events.csv`, one line per event of the log, in chunks: nothing larger than a chunk is held, however long the log.
 * `voids` tells which event took another back (`voidsOf`). Times have milliseconds.
 */
export function* eventsCsv(
  events: Iterable<EventLine>,
  voids: ReadonlyMap<EventId, Seq>,
  options: EventsCsvOptions,
): Generator<string, void, void> {
  const actor = options.actor ?? ((line: EventLine) => line.official ?? '');
  let chunk = csvStart(options) + csvLine(eventsColumns, options);
  for (const line of events) {
    chunk += csvLine(
      [
        line.seq,
        line.event,
        matchOf(line.topic),
        line.device,
        line.deviceSeq,
        isoInZone(line.at, options.timeZone, 'ms'),
        isoInZone(line.hubAt, options.timeZone, 'ms'),
        actor(line),
        line.type,
        line.body,
        voids.get(line.event) ?? null,
      ],
      options,
    );
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Which events of these matches were taken back, and by which event: as the fold has it, settled branches included. */
export function voidsOf(matches: Iterable<Pick<MatchState, 'records'>>): ReadonlyMap<EventId, Seq> {
  const voids = new Map<EventId, Seq>();
  for (const { records } of matches) {
    for (const { event, voidedBy } of records) if (voidedBy !== null) voids.set(event, voidedBy);
  }
  return voids;
}
