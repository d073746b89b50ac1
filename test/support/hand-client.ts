import { type ClientPlatform, createHubClient } from '#shared/client/client.ts';
import type { HubClient, HubClientOptions, Outcome, Submitted } from '#shared/client/hub-client.ts';
import type { TopicCache } from '#shared/client/mirror.ts';
import { memoryOutboxStore, type OutboxStore } from '#shared/client/outbox-store.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { FakeHub, FakeHubRules, Member } from './fake-hub.ts';
import { type HandTimers, handTimers, promises } from './hand-timers.ts';
import { cup } from './small-cup.ts';

/** A device whose page can be loaded and reloaded: its storage stays. */
export interface HandDevice {
  readonly timers: HandTimers;
  readonly store: OutboxStore;
  /** The page that is open. */
  client(): HubClient;
  /** What the platform tells: the page is in the foreground; what `random` gives. */
  readonly senses: { visible: boolean; chance: number };
  /** Closes the page without a word, and opens it again. */
  reload(): Promise<void>;
  /** Delivers everything and settles every promise until nothing is left. */
  settle(): Promise<void>;
  tap(body: MatchCommandBody, match?: string): ReturnType<HubClient['submit']>;
}

/** What differs from a referee's phone. */
export interface HandDeviceChange {
  readonly options?: Partial<HubClientOptions>;
  readonly platform?: Partial<Pick<ClientPlatform, 'openSocket' | 'cache' | 'outbox'>>;
  readonly timers?: HandTimers;
}

let ids = 0;
/** Ids that differ, in the order in which they were made. */
export const nextId = (): string => {
  ids += 1;
  return `T${String(ids).padStart(8, '0')}`;
};

/** A referee with the token `token-<device>` on a phone of theirs. */
export const refereeOf = (n: 0 | 1, device: string): Member => ({
  role: 'referee',
  device: device as DeviceId,
  official: { id: cup.officials[n] ?? cup.officials[0], name: `Referee ${n + 1}` } as Member['official'],
});

/** A phone at the hub; the hub knows it as `member`. Its page is loaded and nothing has been delivered. */
export function handDevice(
  hub: FakeHub & { readonly rules: FakeHubRules },
  member: Member,
  change: HandDeviceChange = {},
): HandDevice {
  const token = `token-${member.device}`;
  hub.rules.members.set(token, member);
  const timers = change.timers ?? handTimers();
  const store = change.platform?.outbox ?? memoryOutboxStore();
  const senses = { visible: true, chance: 0.5 };
  const open = (): HubClient =>
    createHubClient(
      {
        client: 'referee',
        addresses: ['http://192.168.1.20:8000'],
        token,
        device: member.device,
        build: null,
        ...change.options,
      },
      {
        ...timers,
        openSocket: hub.openSocket,
        random: () => senses.chance,
        visible: () => senses.visible,
        newId: nextId,
        cache: null,
        ...change.platform,
        outbox: store,
      },
    );
  let client = open();
  return {
    timers,
    store,
    senses,
    client: () => client,
    async reload() {
      client.stop();
      client = open();
      await promises();
    },
    async settle() {
      for (let turn = 0; turn < 4; turn += 1) {
        await promises();
        hub.flush();
      }
      await promises();
    },
    tap: (body, match = 'm1') => client.submit(`match/${match}`, body),
  };
}

/** A cache in memory. */
export function memoryTopicCache(): TopicCache & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, Awaited<ReturnType<TopicCache['load']>>>();
  return {
    kept,
    load: async (topic) => kept.get(topic) ?? null,
    async save(topic, cached) {
      kept.set(topic, structuredClone(cached));
    },
  };
}

/** What has become of a command until now; null while it waits. */
export async function outcomeOf(submitted: Submitted): Promise<Outcome | null> {
  let outcome: Outcome | null = null;
  void submitted.outcome.then((settled) => {
    outcome = settled;
  });
  await promises();
  return outcome;
}
