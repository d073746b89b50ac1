import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright';
import { onTestFinished } from 'vitest';
import { defaultPagesDir } from '#main/version.ts';

let running: Promise<Browser> | null = null;

/**
 * The Chromium that the run was started with (TOUCHLINE_CHROMIUM, which vitest.config.ts fills in). One for all tests of
 * a file; it ends with the process. It reaches nothing but this machine, so no test can lean on the internet.
 */
export function browser(): Promise<Browser> {
  running ??= launch();
  return running;
}

function launch(): Promise<Browser> {
  const executablePath = process.env.TOUCHLINE_CHROMIUM;
  if (!executablePath) {
    throw new Error('No Chromium was found. Install one with `npx playwright install chromium`.');
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.local',
    ],
  });
}

/** A device of its own: nothing is shared with other contexts. It ends with the test; an error in its pages fails it. */
export async function freshContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await (await browser()).newContext({ locale: 'en-GB', ...options });
  const errors: Error[] = [];
  context.on('weberror', (error) => errors.push(error.error()));
  onTestFinished(async () => {
    await context.close();
    if (errors[0]) throw errors[0];
  });
  return context;
}

/** A phone held upright, with a touch screen. */
export const phoneScreen: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
};

/** Folder of the built pages; an error says how to build them. */
export function builtPages(page: string): string {
  if (existsSync(join(defaultPagesDir, `${page}.html`))) return defaultPagesDir;
  throw new Error(`The page “${page}” isn’t built: run \`node src-renderer/build-pages.ts\`.`);
}
