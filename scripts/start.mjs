// `npm start`: the desktop app, or the same hub without a window where that can't be. From a fresh clone it installs and
// builds first. `npm start -- --headless` asks for no window, `--demo` for the demonstration data; `npm run hub -- …` is
// the `touchline hub` command.
import { join } from 'node:path';
import { build } from './build.mjs';
import { haveElectron, whyNoWindow } from './electron.mjs';
import { isBuilt } from './freshness.mjs';
import { execute, install, node, root } from './tools.mjs';

/** The shell's exit code after it said in a window of its own why the hub can't start (src-main/desktop/main.ts). */
const refusedToStart = 3;
/** A shell that ends on an error within this time has shown no window. */
const crashAtStartMs = 10_000;

/** Runs the hub without a window; resolves with its exit code. */
async function headless(args) {
  const { code } = await execute(node(), [join(root, 'out', 'main', 'cli.js'), 'hub', ...args]);
  return code;
}

/** Runs the desktop app, or says in a sentence why not and runs the hub without a window. */
async function desktop(args) {
  const noWindow = whyNoWindow();
  const electron = noWindow ? { reason: noWindow } : await haveElectron();
  if (electron.reason) return withoutWindow(electron.reason, args);
  const started = Date.now();
  const { code, signal } = await execute(electron.path, [root, ...args]);
  const crashed = code !== 0 && code !== refusedToStart && Date.now() - started < crashAtStartMs;
  if (!crashed || signal === 'SIGTERM' || signal === 'SIGINT') return code;
  return withoutWindow(`Electron ended at once (${signal ?? `exit code ${code}`})`, args);
}

function withoutWindow(reason, args) {
  console.log(
    `No desktop window: ${reason}. Running the hub without one; open its panel in a browser on this computer.`,
  );
  return headless(args);
}

try {
  const [first, ...rest] = process.argv.slice(2);
  await install();
  if (!isBuilt()) {
    console.log('Building …');
    await build();
  }
  const args = process.argv.slice(2).filter((argument) => argument !== '--headless');
  if (first === 'hub') process.exitCode = await headless(rest);
  else if (process.argv.includes('--headless')) process.exitCode = await headless(args);
  else process.exitCode = await desktop(args);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
