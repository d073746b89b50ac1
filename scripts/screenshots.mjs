// `npm run screenshots`: runs the hub on the demonstration data and saves docs/images/{panel,phone,board}.png.
// Arguments go to `touchline hub`: with `-- --host 0.0.0.0` the panel shows this computer's address in the hall.
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
  args.push(...process.argv.slice(2));
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
    void ended.then((code) => reject(new Error(`The hub ended (${code}) before it ran.`)));
  });
  return {
    panelUrl: await panelUrl,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A page in a context of its own, with the size and touch of a device. */
async function pageOf(browser, options, url) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(url);
  return page;
}

async function save(page, name) {
  await page.screenshot({ path: join(root, 'docs', 'images', `${name}.png`) });
  console.log(`docs/images/${name}.png`);
}

const laptop = { viewport: { width: 1280, height: 800 } };
const screen = { viewport: { width: 1920, height: 1080 } };
const phone = { viewport: { width: 412, height: 839 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
/** How long the simulated referees play before the pictures: long enough for real scores. */
const playMs = 25_000;

/** The first official of the tournament, read from the hub as the panel does. Runs in the panel's page. */
function firstOfficial(tournament) {
  const topic = `tournament/${tournament}`;
  const token = sessionStorage.getItem('touchline.organiser');
  const socket = new WebSocket(`ws://${location.host}/socket`);
  return new Promise((resolve) => {
    socket.onopen = () => {
      socket.send(JSON.stringify({ t: 'hello', versions: [1], client: 'tool', token, device: 'pictures' }));
      socket.send(JSON.stringify({ t: 'watch', topic }));
    };
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.t !== 'snapshot') return;
      socket.close();
      resolve(Object.keys(frame.state.officials)[0]);
    };
  });
}

/** Opens a seat as the organiser; resolves with its secret. Runs in the panel's page. */
async function openSeat([tournament, official]) {
  const answer = await fetch('/api/organiser/seats', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${sessionStorage.getItem('touchline.organiser')}`,
    },
    body: JSON.stringify({ tournament, official, role: 'referee' }),
  });
  return (await answer.json()).secret;
}

async function takeAll(browser, panelUrl) {
  const { origin } = new URL(panelUrl);
  const panel = await pageOf(browser, laptop, panelUrl);
  await panel.getByRole('link', { name: /demonstration/ }).click();
  await panel.getByRole('navigation').waitFor();
  const [, tournament] = new URL(panel.url()).hash.split('/');
  const official = await panel.evaluate(firstOfficial, tournament);
  const secret = await panel.evaluate(openSeat, [tournament, official]);
  const board = await pageOf(browser, screen, `${origin}/board`);
  await board.getByText('Court 1', { exact: true }).first().click();
  const referee = await pageOf(browser, phone, `${origin}/j#${secret}`);
  await referee.getByText('Your matches').waitFor();
  await referee.waitForTimeout(playMs);
  await referee
    .getByRole('button', { name: /Court 1/ })
    .first()
    .tap();
  await referee.getByRole('button', { name: 'Take over here' }).tap();
  for (const half of [0, 1]) {
    await referee.waitForTimeout(1_000);
    await referee
      .getByRole('button', { name: /^Point for/ })
      .nth(half)
      .tap();
  }
  // Within the two seconds for which the phone says what happened.
  await referee.waitForTimeout(500);
  await save(referee, 'phone');
  await save(panel, 'panel');
  await save(board, 'board');
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
