import type { HubPort } from '#main/hub/hub-port.ts';
import {
  batchBody,
  batchOf,
  batchType,
  type CompetitionState,
  competitionTopic,
} from '#shared/domain/competition/competition.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Decision } from '#shared/domain/log.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { ReceivedEvent } from './wire.ts';

/** Events of one competition that are recorded together. */
export interface Batch {
  readonly competition: string;
  readonly events: readonly ReceivedEvent[];
  readonly device: DeviceId;
  /** The sender's key; a batch with a key that the device has used lately for this competition is recorded already. */
  readonly key: string | null;
}

function decideBatch(state: CompetitionState, { events, device, key }: Batch): Decision<number> {
  const known = key === null ? undefined : batchOf(state, device, key);
  if (known) return { entries: [], outcome: known.accepted };
  const entries = events.map(({ text, event }) => ({ type: event.typeName, body: text }));
  if (key !== null) entries.push({ type: batchType, body: batchBody(key, events.length) });
  return { entries, outcome: events.length };
}

/** Records a batch, all of it or nothing; resolves after the commit with how many events it has. */
export async function recordBatch(
  hub: Pick<HubPort, 'record'>,
  batch: Batch,
): Promise<Result<number, Refusal>> {
  const kept = await hub.record({
    topic: competitionTopic(batch.competition),
    device: batch.device,
    decide: (state) => decideBatch(state, batch),
  });
  return kept.ok ? ok(kept.value.outcome) : kept;
}
