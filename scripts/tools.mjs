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

/** Runs a command and passes on Ctrl-C and SIGTERM; resolves with its exit code. */
export function spawnAndWait(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

/** Installs the packages when they are missing or older than the lock file. Needs npm and a registry. */
export async function install() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing packages (once) …');
  const code = await spawnAndWait(
    windows ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
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
