import { createHubClient } from '#shared/client/client.ts';
import type { HubClient } from '#shared/client/hub-client.ts';
import type { ClientKind } from '#shared/protocol/up.ts';
import { deviceId, pageBuild } from './device.ts';
import { browserPlatform, wakeWithPage } from './platform.ts';

/** Connects a page that only watches to the hub it came from. It hears again at once when the page is looked at again. */
export function watchingClient(client: Extract<ClientKind, 'live' | 'board' | 'overlay'>): HubClient {
  const connected = createHubClient(
    { client, addresses: [location.origin], token: null, device: deviceId(), build: pageBuild() },
    browserPlatform(false),
  );
  wakeWithPage(connected);
  return connected;
}
