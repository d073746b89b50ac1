import type { EventRow } from '#main/store/event-store.ts';
import type { CommandId, DeviceId, EventId } from '#shared/domain/ids.ts';

/** A row for tests of the store: `seq` and topic as given, everything else made from them. */
export function row(seq: number, topic = 'match/m1', change: Partial<EventRow> = {}): EventRow {
  return {
    seq,
    topic,
    type: 'point',
    event: `c${seq}.0` as EventId,
    command: `c${seq}` as CommandId,
    device: 'phone-1' as DeviceId,
    deviceSeq: seq,
    official: null,
    at: 1_000 + seq,
    hubAt: 2_000 + seq,
    body: `{"type":"point","side":"A","n":${seq}}`,
    ...change,
  };
}
