import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { type RunningApp, startApp } from '#main/app.ts';
import type { AdapterName } from '#shared/domain/people/people.ts';
import { freshFolder } from '../../support/folder.ts';

/** A port of loopback that nothing listens on, from below those that systems give out by themselves. */
export async function freePort(): Promise<number> {
  const port = 15_000 + Math.floor(Math.random() * 15_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A hub in the test's own process with the rooms' adapters; it ends with the test. */
export async function startRooms(
  options: {
    readonly adapters?: readonly AdapterName[];
    readonly grpcPort?: number;
    readonly openByDefault?: boolean;
  } = {},
): Promise<RunningApp> {
  const app = await startApp({
    dataDir: freshFolder(),
    host: '127.0.0.1',
    port: 0,
    pagesDir: freshFolder(),
    mdns: false,
    adapters: ['html', 'rest', 'grpc'],
    grpcPort: 0,
    openByDefault: true,
    ...options,
  });
  if (!app.ok) throw new Error(app.error.message);
  onTestFinished(() => app.value.stop());
  return app.value;
}
