import { createHub } from '#main/hub/hub.ts';
import type { EventStore } from '#main/store/event-store.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import { handEvery } from './hand-every.ts';

/** A hub with nothing on it, whose time passes by hand. Its ids are new over a store that was used before, too. */
export function bareHub(store: EventStore = memoryStore('hub-1')) {
  const hand = handEvery();
  const problems: string[] = [];
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id${store.head()}-${ids}`;
  };
  const around = { now: hand.now, newId, report: ({ code }: { code: string }) => void problems.push(code) };
  return { hub: createHub(store, around, hand.every), store, hand, problems, newId };
}
