// `npm test`: everything from a fresh clone. Installs, finds or installs a Chromium, builds, checks, and runs all tests.
// The last line is `N passed, N failed, N skipped`; a test that can't run here is listed with its reason.
// `npm test -- <arguments of vitest>` runs a part, e.g. `npm test -- --project fast` or a file's name.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build } from './build.mjs';
import { check, checkSteps } from './check.mjs';
import { findChromium } from './chromium.mjs';
import { findElectron, haveElectron } from './electron.mjs';
import { isBuilt } from './freshness.mjs';
import { bin, execute, install, node, run, withNode } from './tools.mjs';

const part = process.argv.slice(2);
const begun = Date.now();
const total = { passed: 0, failed: 0, skipped: 0 };
const problems = [];
const notRun = [];

/** Notes a failure outside the tests themselves. */
function fail(sentence) {
  total.failed += 1;
  problems.push(sentence);
}

/** Whether a program is on the PATH or where Debian keeps its services. */
function installed(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** Installs Debian packages when that is possible without asking anybody. TOUCHLINE_NO_APT=1 keeps it from doing so. */
async function debian(packages) {
  if (packages.length === 0 || process.env.TOUCHLINE_NO_APT) return;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !installed('apt-get')) return;
  console.log(`Installing ${packages.join(', ')} with apt-get …`);
  const options = {
    keepOutput: true,
    limitMs: 150_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const arguments_ = ['install', '-y', '--no-install-recommends', ...packages];
  if ((await execute('apt-get', arguments_, options)).code === 0) return;
  await execute('apt-get', ['update'], options);
  const { code, output } = await execute('apt-get', arguments_, options);
  if (code !== 0) console.log(`apt-get couldn’t install them: ${output.trim().split('\n').at(-1)}`);
}

/** Other programs that some tests speak with; without them those tests say that they can't run here. */
async function prepareTools() {
  const wanted = {
    'avahi-daemon': 'avahi-daemon',
    'avahi-browse': 'avahi-utils',
    'dbus-daemon': 'dbus',
    ip: 'iproute2',
    'nats-server': 'nats-server',
  };
  const missing = Object.keys(wanted).filter((program) => !installed(program));
  await debian(missing.map((program) => wanted[program]));
}

/** Finds or gets a Chromium and tells the tests of it. */
async function prepareBrowser() {
  if (!findChromium() && !process.env.TOUCHLINE_CHROMIUM) {
    console.log('Downloading a Chromium for the browser tests (once) …');
    await execute(
      node(),
      [bin('playwright'), 'install', '--only-shell', 'chromium'],
      withNode({ keepOutput: true, limitMs: 120_000 }),
    );
    if (!findChromium()) await debian(['chromium-headless-shell']);
  }
  const chromium = findChromium();
  if (!chromium) return fail(noChromium);
  console.log(`Chromium of ${chromium.from}: ${chromium.path}`);
  process.env.TOUCHLINE_CHROMIUM = chromium.path;
}
const noChromium =
  'No Chromium was found, so the browser tests could not run: install one with `npx playwright install chromium`, ' +
  'or name one in TOUCHLINE_CHROMIUM.';

/** Which Electron the desktop tests drive: its own program, or the stand-in of test/desktop/stand-in. */
async function prepareElectron() {
  if (process.env.TOUCHLINE_ELECTRON === 'real') {
    const electron = await haveElectron();
    if (electron.reason) fail(`TOUCHLINE_ELECTRON=real, but ${electron.reason}.`);
  }
  console.log(
    `Desktop tests run on ${findElectron() ? 'Electron itself' : 'the stand-in; Electron isn’t downloaded'}.`,
  );
}

/** Builds what is out of date. */
async function buildWhenNeeded() {
  try {
    if (!isBuilt()) await build();
  } catch (error) {
    fail(error.message);
  }
}

/** Types, lint, import rules: each step counts as one test. */
async function checkAll() {
  const failed = await check();
  total.passed += checkSteps - failed.length;
  for (const step of failed) fail(`check: ${step} failed.`);
}

/** Runs vitest and adds up what it counted. */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-test-'));
  const file = join(folder, 'counts.json');
  const code = await run('vitest', ['run', '--no-color', ...part], { env: { TOUCHLINE_COUNTS: file } });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  rmSync(folder, { recursive: true, force: true });
  if (!counts?.complete) return fail('The tests ended before they were complete; the lines above say why.');
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (code !== 0 && counts.failed === 0)
    fail(`vitest ended with exit code ${code}; the lines above say why.`);
  notRun.push(...counts.notRun);
}

try {
  await install();
  await prepareElectron();
  if (part.length === 0) await prepareTools();
  await prepareBrowser();
  await Promise.all([buildWhenNeeded(), part.length === 0 ? checkAll() : undefined]);
  await runTests();
} catch (error) {
  fail(error.message);
}
// A test may say that it can't run here, never just leave itself out.
for (const { said, test } of notRun)
  if (said) console.log(said);
  else fail(`${test} was skipped without a reason.`);
for (const problem of problems) console.log(problem);
console.log(`in ${Math.round((Date.now() - begun) / 1000)} s, on Node ${process.version}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
