import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AppConfig, type RunningApp, startApp } from '#main/app.ts';
import { freshFolder } from './folder.ts';
import { organiserOf } from './http.ts';
import { enter, type RawClient } from './raw-client.ts';
import { cupCommands } from './small-cup.ts';

/** A hub in the test's own process, on loopback, with pages of one line; it ends with the test. */
export async function startHub(dataDir = freshFolder(), more: Partial<AppConfig> = {}): Promise<RunningApp> {
  const pagesDir = freshFolder();
  mkdirSync(pagesDir, { recursive: true });
  for (const name of ['live', 'referee', 'board', 'overlay', 'panel']) {
    writeFileSync(
      join(pagesDir, `${name}.html`),
      `<!doctype html><meta name="touchline-build" content="build-of-${name}"><title>${name}</title><script>1</script>`,
    );
  }
  const app = await startApp({ dataDir, host: '127.0.0.1', port: 0, pagesDir, mdns: false, ...more });
  if (!app.ok) throw new Error(app.error.message);
  onTestFinished(() => app.value.stop());
  return app.value;
}

/** The one-time token in the address of the panel. */
export const onceOf = (app: RunningApp): string => app.panelUrl().split('#')[1] ?? '';

/** The organiser, with the small cup set up: their calls over HTTP and their socket. */
export async function withCup(
  app: RunningApp,
): Promise<{ organiser: Awaited<ReturnType<typeof organiserOf>>; panel: RawClient }> {
  const organiser = await organiserOf(app.port, onceOf(app));
  const panel = await enter(app.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
  for (const command of cupCommands()) {
    panel.send({ t: 'submit', command });
    await panel.next('kept', (kept) => kept.command === command.id);
  }
  return { organiser, panel };
}
