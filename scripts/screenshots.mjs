// `npm run screenshots`: runs the hub on the demonstration data and saves docs/images/{panel,phone,board}.png.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { isBuilt } from './freshness.mjs';
import { install, node, root, withNode } from './tools.mjs';

/** Starts the demonstration hub on a fresh folder; resolves with the panel's address once it runs. */
async function startDemo(dataDir) {
  const args = ['hub', '--demo', '--host', '127.0.0.1', '--port', '0', '--no-mdns', '--data', dataDir];
  const child = spawn(
    node(),
    [join(root, 'out', 'main', 'cli.js'), ...args],
    withNode({ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const panelUrl = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/panel#\S+/.exec(line);
      if (found) resolve(found[0]);
    });
    ended.then((code) => reject(new Error(`The hub ended (${code}) before it ran.`)));
  });
  return {
    panelUrl: await panelUrl,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Opens a page of a size, lets `prepare` bring it to what is to be seen, and saves it. */
async function picture(browser, name, options, url, prepare) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(url);
  await prepare(page);
  await page.screenshot({ path: join(root, 'docs', 'images', `${name}.png`) });
  console.log(`docs/images/${name}.png`);
  return { page, context };
}

const phone = { viewport: { width: 412, height: 839 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

async function takeAll(browser, panelUrl) {
  const { origin } = new URL(panelUrl);
  const shown = (page) => page.waitForLoadState('networkidle').catch(() => undefined);
  await picture(browser, 'panel', { viewport: { width: 1280, height: 800 } }, panelUrl, shown);
  await picture(browser, 'board', { viewport: { width: 1920, height: 1080 } }, `${origin}/board`, shown);
  await picture(browser, 'phone', phone, `${origin}/j`, shown);
}

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-screenshots-'));
try {
  await install();
  if (!isBuilt()) await build();
  mkdirSync(join(root, 'docs', 'images'), { recursive: true });
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium was found; name one in TOUCHLINE_CHROMIUM.');
  const playwright = await import('playwright');
  const browser = await playwright.chromium.launch({
    executablePath: chromium.path,
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  const demo = await startDemo(dataDir);
  try {
    await takeAll(browser, demo.panelUrl);
  } finally {
    await browser.close();
    await demo.stop();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
