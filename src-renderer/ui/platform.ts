import type { ClientPlatform } from '#shared/client/client.ts';
import type { HubClient } from '#shared/client/hub-client.ts';
import { memoryOutboxStore } from '#shared/client/outbox-store.ts';
import { deviceStore } from './device-store.ts';
import { newUlid } from './ulid.ts';

/**
 * What the client needs, as a browser gives it. `keeps`: commands and topics are kept in IndexedDB across reloads, for
 * pages that enter something; others keep nothing.
 */
export function browserPlatform(keeps: boolean): ClientPlatform {
  const store = keeps ? deviceStore() : null;
  return {
    now: Date.now,
    setTimer: (ring, ms) => window.setTimeout(ring, ms),
    clearTimer: (timer) => window.clearTimeout(timer),
    random: Math.random,
    visible: () => document.visibilityState === 'visible',
    newId: newUlid,
    outbox: store?.outbox ?? memoryOutboxStore(),
    cache: store?.cache ?? null,
    openSocket(url, handlers) {
      const socket = new WebSocket(url);
      socket.onopen = () => handlers.opened();
      socket.onmessage = ({ data }) => handlers.heard(String(data));
      socket.onclose = ({ code, reason }) => handlers.closed(code, reason);
      return { send: (frame) => socket.send(frame), close: () => socket.close() };
    },
  };
}

/**
 * Tells a client at once when the page is seen again or the network comes back, rather than let it wait for its next
 * try; and to keep what it has when the page goes, which may be for good. Returns its stop.
 */
export function wakeWithPage(client: Pick<HubClient, 'wake' | 'keepNow'>): () => void {
  const wake = () => {
    if (document.visibilityState === 'visible') client.wake();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
  window.addEventListener('pagehide', client.keepNow);
  return () => {
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('pageshow', wake);
    window.removeEventListener('online', wake);
    window.removeEventListener('pagehide', client.keepNow);
  };
}
