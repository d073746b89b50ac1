import { onTestFinished } from 'vitest';
import type { HubPort } from '#main/hub/hub-port.ts';
import { openLog } from '#main/program-log.ts';
import { createOutbox } from '#main/publications/outbox.ts';
import { type ServerOptions, startServer } from '#main/server/server.ts';
import { freshFolder } from './folder.ts';
import type { handEvery } from './hand-every.ts';

/** What of a server a test may want otherwise: none of the older clients are served unless it says so. */
type Chosen = Partial<Pick<ServerOptions, 'dialects' | 'adapters' | 'openByDefault'>>;

/** Serves a hub whose time passes by hand; both end with the test. */
export async function handServer(hub: HubPort, hand: ReturnType<typeof handEvery>, chosen: Chosen = {}) {
  const dataDir = freshFolder();
  const { log, close } = openLog(dataDir);
  const { now, every } = hand;
  const outbox = createOutbox({ hub, now, every, log, dataDir, settings: () => hub.people().settings });
  let ids = 0;
  const started = await startServer({
    hub,
    host: '127.0.0.1',
    port: 0,
    pagesDir: dataDir,
    documentsDir: dataDir,
    version: '0',
    now,
    newId: () => {
      ids += 1;
      return `server-${ids}`;
    },
    every,
    log,
    dataDir,
    outbox,
    dialects: () => [],
    adapters: null,
    publishing: null,
    openByDefault: false,
    names: [],
    network: () => ({ addresses: [], former: [], host: null, problems: [] }),
    ...chosen,
  });
  if (!started.ok) throw new Error(started.error.message);
  onTestFinished(async () => {
    await started.value.stop();
    await outbox.stop();
    await hub.stop();
    close();
  });
  return { ...started.value, dataDir };
}
