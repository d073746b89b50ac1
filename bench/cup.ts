import { createHub } from '#main/hub/hub.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { EventStore } from '#main/store/event-store.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import { beginning, cupCommands, matchCommand, organiser, referee } from '../test/support/small-cup.ts';

export const m1 = 'm1' as MatchId;

/** A hub over a store with the small cup set up and its first match begun; no timers run. */
export async function cupOver(store: EventStore): Promise<HubPort> {
  const hub = createHub(
    store,
    { now: Date.now, newId: () => crypto.randomUUID(), report: ({ message }) => console.error(message) },
    () => () => {},
  );
  for (const command of cupCommands()) await hub.submit(command, organiser);
  for (const body of beginning) await hub.submit(matchCommand(m1, body), referee(0));
  return hub;
}

/** A tap that can be repeated without end. */
export const endlessTap = (i: number) => matchCommand(m1, { type: 'ends', left: i % 2 ? 'A' : 'B' });
