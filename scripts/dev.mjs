// `npm run dev`: the hub from its sources with the demonstration's tournament, which it keeps in .data/ and goes on with. A
// change of the hub's sources starts it again, a change of the pages' builds them again; pages that are open reload
// themselves when the hub serves another build. Arguments go to `touchline hub`, e.g. `npm run dev -- --port 9000`; with
// `--data FOLDER` the hub runs on that folder's own tournaments.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { install, node, root, withNode } from './tools.mjs';

/** Several files saved at once count as one change. */
const settleMs = 150;
const children = new Map();
let ending = false;

/** Starts a part under its name; if it runs, ends it first. */
function start(name, args) {
  const running = children.get(name);
  if (running) {
    running.again = true;
    running.child.kill('SIGTERM');
    return;
  }
  if (ending) return;
  const child = spawn(node(), args, withNode({ cwd: root, stdio: 'inherit' }));
  const part = { child, again: false };
  children.set(name, part);
  child.on('exit', (code) => {
    children.delete(name);
    if (ending && children.size === 0) process.exit(0);
    if (part.again) start(name, args);
    else if (!ending) console.log(`dev: the ${name} ended (${code}); a change starts it again.`);
  });
}

const hubArguments = () => {
  const args = process.argv.slice(2);
  const data = args.includes('--data') ? [] : ['--demo', '--data', join(root, '.data')];
  return [join(root, 'src-main', 'cli.ts'), 'hub', ...data, ...args];
};
const startHub = () => start('hub', hubArguments());

/** Calls back once after changes below a folder have settled. */
function onChange(folder, changed) {
  let timer;
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(changed, settleMs);
  });
}

function end() {
  if (ending) process.exit(1);
  ending = true;
  for (const { child } of children.values()) child.kill('SIGTERM');
  if (children.size === 0) process.exit(0);
}

try {
  await install();
  mkdirSync(join(root, '.data'), { recursive: true });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  const pages = join(root, 'src-renderer', 'build-pages.ts');
  if (existsSync(pages)) start('builder of pages', [pages, '--watch']);
  startHub();
  onChange('src-main', startHub);
  onChange('src-shared', startHub);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
