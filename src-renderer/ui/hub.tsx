import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { HubClient, LinkStatus } from '#shared/client/hub-client.ts';
import type { Moment } from '#shared/domain/ids.ts';
import type { StateOf } from '#shared/protocol/down.ts';
import type { WatchTopic } from '#shared/protocol/up.ts';

const HubContext = createContext<HubClient | null>(null);

/** Gives the page's connection to everything inside. */
export function HubProvider({ client, children }: { client: HubClient; children: ReactNode }) {
  return <HubContext value={client}>{children}</HubContext>;
}

/** The page's connection to the hub. */
export function useHub(): HubClient {
  const client = useContext(HubContext);
  if (!client) throw new Error('useHub needs a HubProvider around it');
  return client;
}

/** How the page stands with the hub; drawn again whenever that changes. */
export function useStatus(): LinkStatus {
  const hub = useHub();
  return useSyncExternalStore(hub.subscribe, hub.status);
}

/**
 * A topic as the hub has confirmed it, watched while the component is there; undefined until it is known. With null
 * nothing is watched.
 */
export function useConfirmed<T extends WatchTopic>(topic: T | null): StateOf<T> | undefined {
  const hub = useHub();
  useWatching(topic);
  return useSyncExternalStore(hub.subscribe, () => (topic === null ? undefined : hub.confirmed(topic)));
}

/** The same with this device's waiting taps on top. */
export function useShown<T extends WatchTopic>(topic: T | null): StateOf<T> | undefined {
  const hub = useHub();
  useWatching(topic);
  return useSyncExternalStore(hub.subscribe, () => (topic === null ? undefined : hub.shown(topic)));
}

function useWatching(topic: WatchTopic | null): void {
  const hub = useHub();
  useEffect(() => (topic === null ? undefined : hub.watch(topic)), [hub, topic]);
}

/** This device's clock in milliseconds, again every `everyMs`; 0 stops it. */
export function useDeviceNow(everyMs: number): Moment {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMs <= 0) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The hub's time, again every `everyMs`; for countdowns that must agree on all screens. 0 stops it. */
export function useNow(everyMs: number): Moment {
  const hub = useHub();
  useDeviceNow(everyMs);
  return hub.now();
}
