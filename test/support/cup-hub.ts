import type { HubPort, Identity, Sink } from '#main/hub/hub-port.ts';
import type { EventStore } from '#main/store/event-store.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { bareHub } from './bare-hub.ts';
import { cupCommands, matchCommand, organiser, referee } from './small-cup.ts';

/** The small cup's first match. */
export const m1 = 'm1' as MatchId;

/** A frame as a watcher gets it, as far as tests look at it. */
export interface Frame {
  t: string;
  topic?: string;
  seq?: number;
  state?: { seq: number };
  events?: { seq: number; topic: string }[];
  scores?: { id: string; seq: number }[];
}

/** A watcher that keeps its frames. */
export function keepingSink(pace: Sink['pace'] = 'all'): Sink & { frames: Frame[]; isReady: boolean } {
  const frames: Frame[] = [];
  return {
    pace,
    frames,
    isReady: true,
    send: (frame) => frames.push(JSON.parse(frame)),
    ready() {
      return this.isReady;
    },
  };
}

/** A hub over a store with the small cup set up; its time passes by hand. */
export async function openCup(store: EventStore = memoryStore('hub-1')) {
  const { hub, hand, problems } = bareHub(store);
  for (const command of cupCommands()) await hub.submit(command, organiser);
  return { hub, store, hand, problems };
}

/** Sends commands of the first match one after the other; gives the answers. */
export async function play(hub: HubPort, bodies: readonly MatchCommandBody[], by: Identity = referee(0)) {
  const answers = [];
  for (const body of bodies) answers.push(await hub.submit(matchCommand(m1, body), by));
  return answers;
}

/** The tap that gives a side a point. */
export const point = (side: 'A' | 'B'): MatchCommandBody => ({ type: 'point', side });
