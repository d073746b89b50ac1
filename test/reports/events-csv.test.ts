import { describe, expect, test } from 'vitest';
import { EventId } from '#shared/domain/ids.ts';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import { parseCsv } from '#shared/lib/parse-csv.ts';
import { plainCsv } from '#shared/reports/csv.ts';
import { type EventLine, eventsColumns, eventsCsv, voidsOf } from '#shared/reports/events-csv.ts';
import { matchAfter, metaOf, started } from './played-match.ts';

const options = { ...plainCsv, timeZone: 'Europe/Berlin' };

/** Rows of the log for these events of match m1. */
const linesOf = (events: readonly MatchEventBody[]): EventLine[] =>
  events.map((body, i) => ({
    ...metaOf(i + 1),
    topic: 'match/m1',
    type: body.type,
    deviceSeq: i + 1,
    hubAt: metaOf(i + 1).at + 250,
    body: JSON.stringify(body),
  }));

const events: readonly MatchEventBody[] = [
  started,
  { type: 'ends', left: 'A' },
  { type: 'service', side: 'A' },
  { type: 'setStart' },
  { type: 'point', side: 'A' },
  { type: 'void', event: EventId.parse('c5.0'), reason: 'wrong side' },
];

describe('[events.csv] one line per event', () => {
  test('columns, times with milliseconds and offset, payload as it was sent, what was taken back', () => {
    const lines = linesOf(events);
    const voids = voidsOf([matchAfter('m1', events)]);
    const text = [...eventsCsv(lines, voids, options)].join('');
    expect(text.split('\r\n').slice(4)).toEqual([
      '4,c4.0,m1,phone-1,4,2026-03-28T09:30:30.000+01:00,2026-03-28T09:30:30.250+01:00,official-1,setStart,"{""type"":""setStart""}",',
      '5,c5.0,m1,phone-1,5,2026-03-28T09:30:40.000+01:00,2026-03-28T09:30:40.250+01:00,official-1,point,"{""type"":""point"",""side"":""A""}",6',
      '6,c6.0,m1,phone-1,6,2026-03-28T09:30:50.000+01:00,2026-03-28T09:30:50.250+01:00,official-1,void,"{""type"":""void"",""event"":""c5.0"",""reason"":""wrong side""}",',
      '',
    ]);
    expect(text.split('\r\n')[0]).toBe(
      'seq,eventId,matchId,deviceId,deviceSeq,clientTime,hubTime,actor,type,payloadJson,voidedBy',
    );
    const payloads = parseCsv(text)
      .lines.slice(1)
      .map(({ cells }) => JSON.parse(cells[9] ?? ''));
    expect(payloads).toEqual(events);
  });

  test('an event of the tournament has no match; who acted can be named', () => {
    const [line] = linesOf([{ type: 'call' }]);
    const ofTournament = line ? [{ ...line, topic: 'tournament/t1', official: null }] : [];
    const named = { ...options, actor: ({ official }: EventLine) => official ?? 'organiser' };
    const [, row] = parseCsv([...eventsCsv(ofTournament, new Map(), named)].join('')).lines;
    expect(row?.cells[2]).toBe('');
    expect(row?.cells[7]).toBe('organiser');
  });

  test('a log of 100 000 events is read as it is written, in chunks', () => {
    let read = 0;
    function* log(): Generator<EventLine> {
      const [line] = linesOf([{ type: 'point', side: 'A' }]);
      for (; line && read < 100_000; read += 1) yield { ...line, seq: read + 1 };
    }
    let chunks = 0;
    let length = 0;
    let rows = 0;
    for (const chunk of eventsCsv(log(), new Map(), options)) {
      if (chunks === 0) expect(read).toBeLessThan(1000);
      chunks += 1;
      rows += chunk.split('\r\n').length - 1;
      length = Math.max(length, chunk.length);
    }
    expect(rows).toBe(100_001);
    expect(chunks).toBeGreaterThan(100);
    expect(length).toBeLessThan(70_000);
  });

  test('an empty log has its header, and a byte order mark if asked for', () => {
    expect([...eventsCsv([], new Map(), { ...options, bom: true })].join('')).toBe(
      `\uFEFF${eventsColumns.join(',')}\r\n`,
    );
  });
});
