// Whether the desktop shell can run here: Electron's binary and a screen.
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execute, node, root, withNode } from './tools.mjs';

const folder = join(root, 'node_modules', 'electron');
const mirrors = [
  'ELECTRON_MIRROR',
  'npm_config_electron_mirror',
  'HTTPS_PROXY',
  'https_proxy',
  'ELECTRON_CUSTOM_DIR',
];

/** Path of Electron's program, or null. Never `require('electron')` for this: that starts a download. */
export function findElectron() {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const program = join(dist, readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : null;
}

/** Whether a connection to the internet's usual place for the download opens within four seconds. */
function downloadIsInReach() {
  if (mirrors.some((name) => process.env[name])) return true;
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: 4_000 });
    const answer = (reached) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', () => answer(true));
    socket.on('timeout', () => answer(false));
    socket.on('error', () => answer(false));
  });
}

/** Downloads Electron's program when it isn't there; resolves with `{ path }` or `{ reason }`. */
export async function haveElectron({ limitMs = 240_000 } = {}) {
  const path = findElectron();
  if (path) return { path };
  if (!(await downloadIsInReach()))
    return { reason: 'Electron isn’t downloaded yet and github.com can’t be reached' };
  console.log('Downloading Electron (about 110 MB, once) …');
  const install = [join(folder, 'install.js')];
  const { output, late } = await execute(node(), install, withNode({ keepOutput: true, limitMs }));
  const downloaded = findElectron();
  if (downloaded) return { path: downloaded };
  if (late) return { reason: `Electron couldn’t be downloaded within ${limitMs / 1000} seconds` };
  return { reason: `Electron couldn’t be downloaded (${output.trim().split('\n')[0] || 'no reason given'})` };
}

/** Why no window can be opened on this computer whatever is installed, or null. */
export function whyNoWindow() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this session has no screen';
  if (process.getuid?.() === 0) return 'Electron doesn’t run as root without giving up its sandbox';
  return null;
}
