// What the scripts share: the project's folder, its installation, and running its own tools on Node 24.
// Runs on any Node from 20, before anything is installed, so it imports nothing but Node itself.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';

/** The oldest Node that the hub and its tools run on. */
export const oldestNode = 24;

/** Path of the Node to use: this one when it is new enough, else the one that npm installed for this platform. */
export function node() {
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath;
  const installed = join(
    root,
    'node_modules',
    `node-${windows ? 'win' : process.platform}-${process.arch}`,
    'bin',
    windows ? 'node.exe' : 'node',
  );
  if (existsSync(installed)) return installed;
  throw new Error(
    `Touchline needs Node ${oldestNode} or newer; this is ${process.version} and npm has no Node for ${process.platform} ${process.arch}. Install Node ${oldestNode} and try again.`,
  );
}

/** Children that run now. */
let running = 0;
/** Whether this script was told to end: then nothing new is begun once its children have ended. */
let toldToEnd = false;

/** The shell that npm put between itself and this script, and npm: one of them gone means that npm is. */
const callers = callersFromNpm();

/** Process numbers of those who run this script as one of npm's; none where the system doesn't tell. */
function callersFromNpm() {
  if (!process.env.npm_lifecycle_event || process.platform !== 'linux') return [];
  try {
    const [, grandparent] = /\) \S (\d+) /.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? [];
    return [process.ppid, Number(grandparent)].filter((pid) => pid > 1);
  } catch {
    return [];
  }
}

/** Whether a process runs. */
function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** How long a child has to end by itself after a signal was passed on to it. */
const patienceMs = 15_000;
const signals = windows ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command in the project's folder and waits for its end; Ctrl-C, SIGTERM and a closed terminal are passed on, so
 * that nothing stays behind; then this script ends too. Resolves with the exit code and, when it was asked to be kept, what the command printed.
 * `limitMs` ends a command that takes longer; it then counts as failed.
 */
export function execute(command, args, { keepOutput = false, limitMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = keepOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const child = spawn(command, args, { cwd: root, stdio, ...options });
    const timers = [];
    const end = (signal) => {
      child.kill(signal);
      timers.push(setTimeout(() => child.kill('SIGKILL'), patienceMs));
    };
    // On Windows the console itself tells every program in it, and kill() would be without mercy.
    const pass = (signal) => {
      toldToEnd = true;
      if (!windows) end(signal);
    };
    running += 1;
    for (const signal of signals) process.on(signal, pass);
    // npm that is killed outright tells nobody.
    if (callers.length > 0) timers.push(setInterval(() => callers.every(runs) || pass('SIGTERM'), 1_000));
    let late = false;
    const tooLong = () => {
      late = true;
      end('SIGTERM');
    };
    if (limitMs) timers.push(setTimeout(tooLong, limitMs));
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const done = () => {
      running -= 1;
      for (const signal of signals) process.off(signal, pass);
      for (const timer of timers) clearTimeout(timer);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      if (toldToEnd && running === 0) process.exit(code ?? 1);
      resolve({ code: late ? 1 : (code ?? (signal ? 1 : 0)), signal, output, late });
    });
  });
}

/** Runs a command with this terminal's input and output; resolves with its exit code. */
export async function spawnAndWait(command, args, options = {}) {
  return (await execute(command, args, options)).code;
}

/** Installs the packages when they are missing or older than the lock file. Needs npm and a registry. */
export async function install() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing packages (once) …');
  const code = await spawnAndWait(
    windows ? 'npm.cmd' : 'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { shell: windows },
  );
  if (code !== 0) throw new Error('npm ci failed; the lines above say why. Nothing was started.');
}

/** Path of a package's command line program, to be run with `node()`. */
export function bin(name) {
  const [dir, program] = {
    tsc: ['typescript', 'tsc'],
    playwright: ['@playwright/test', 'playwright'],
    biome: ['@biomejs/biome', 'biome'],
  }[name] ?? [name, name];
  const folder = join(root, 'node_modules', dir);
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bins === 'string' ? bins : bins[program]);
}

/** Runs one of the project's own tools on Node 24; resolves with its exit code. */
export function run(name, args, options = {}) {
  return spawnAndWait(node(), [bin(name), ...args], withNode(options));
}

/** Puts Node 24 first on the PATH, for tools that start `node` themselves. */
export function withNode(options = {}) {
  const path = `${dirname(node())}${windows ? ';' : ':'}${process.env.PATH}`;
  return { ...options, env: { ...process.env, PATH: path, ...options.env } };
}
