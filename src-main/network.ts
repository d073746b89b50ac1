import { type HubAddress, hubAddresses, watchAddresses } from '#main/discovery/addresses.ts';
import { type Announcement, announce } from '#main/discovery/announce.ts';
import type { NetworkStatus } from '#main/server/server.ts';
import type { HubStatus } from '#shared/protocol/down.ts';

/** How often the machine's addresses are looked at, in milliseconds. */
const lookEveryMs = 2_000;

/** The machine's network as the hub uses it: its addresses, its mDNS name, and what is wrong with them. */
export interface Network {
  status(): NetworkStatus;
  /** Begins to announce the hub; `changed` is called whenever addresses or names change. Never rejects. */
  begin(hub: { id: string; name: string; port: number; version: string }, changed: () => void): void;
  /** Says everything again: after the laptop slept. */
  again(): void;
  stop(): Promise<void>;
}

/**
 * Follows the addresses on which a hub listening on `host` can be reached, and announces it by mDNS if `mdns`. mDNS is an
 * extra: whatever goes wrong with it becomes a sentence on the panel.
 */
export function followNetwork(host: string, mdns: boolean): Network {
  const everywhere = host === '0.0.0.0' || host === '::';
  const listensOn = ({ address, family, kind }: HubAddress): boolean =>
    everywhere ? kind !== 'loopback' && (family === 4 || host === '::') : address === host;
  const read = (): readonly HubAddress[] => hubAddresses().filter(listensOn);
  let addresses = read();
  const former = new Set<string>();
  const problems = new Map<string, HubStatus['problems'][number]>();
  let announcement: Announcement | null = null;
  let announcing: Promise<void> = Promise.resolve();
  let stopWatching = (): void => {};
  let stopped = false;

  function sayAgain(): void {
    // A problem that is still there is told again.
    problems.clear();
    announcement?.update(addresses);
  }

  return {
    status: () => ({
      addresses: addresses.map(({ address, card, kind }) => ({ address, card, kind })),
      former: [...former],
      host: announcement?.host ?? null,
      problems: [...problems.values()],
    }),
    begin(hub, changed) {
      stopWatching = watchAddresses({
        everyMs: lookEveryMs,
        read,
        known: addresses,
        onChange(change) {
          for (const { address } of change.removed) former.add(address);
          addresses = change.addresses;
          sayAgain();
          changed();
        },
      });
      if (!mdns) return;
      announcing = announce({
        name: hub.name,
        hubId: hub.id,
        port: hub.port,
        version: hub.version,
        cards: addresses,
        onRename: changed,
        onProblem(message) {
          problems.set(message, { code: 'MDNS', message });
          changed();
        },
      }).then(async (running) => {
        announcement = running;
        if (stopped) return running.stop();
        // The cards may have changed while the names were being settled.
        running.update(addresses);
        changed();
      });
    },
    again: sayAgain,
    async stop() {
      stopped = true;
      stopWatching();
      await announcing;
      await announcement?.stop();
    },
  };
}
