#!/usr/bin/env node
// The `touchline` command of the package. The hub needs Node 24; on an older one this runs the Node 24 that npm installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestNode = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const windows = process.platform === 'win32';

/** Path of a Node that is new enough, or null. */
function node() {
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath;
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  try {
    // The package may lie beside this one or in the folder of whoever installed both.
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const program = join(folder, 'bin', windows ? 'node.exe' : 'node');
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

const program = node();
const built = join(root, 'out', 'main', 'cli.js');
const cli = existsSync(built) ? built : join(root, 'src-main', 'cli.ts');
if (!program) {
  console.error(
    `Touchline needs Node ${oldestNode} or newer; this is ${process.version} and npm has no Node for ${process.platform} ${process.arch}. Install Node ${oldestNode} and try again.`,
  );
  process.exitCode = 1;
} else if (program === process.execPath) {
  process.argv[1] = cli;
  await import(pathToFileURL(cli).href);
} else {
  const child = spawn(program, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // On Windows the console itself tells every program in it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => windows || child.kill(signal));
  child.on('error', (error) => {
    console.error(`Touchline couldn’t be started (${error.message}).`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}
