// `npm run build`: bundles the shell and the command (electron-vite) and the pages (vite), side by side.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { remember } from './freshness.mjs';
import { install, node, root, run, spawnAndWait, withNode } from './tools.mjs';

/** Builds everything into out/; throws a sentence when a part fails. */
export async function build({ quiet = true } = {}) {
  const stamp = remember();
  const pages = join(root, 'src-renderer', 'build-pages.ts');
  const [shell, page] = await Promise.all([
    run('electron-vite', ['build', '--ignoreConfigWarning', ...(quiet ? ['--logLevel', 'warn'] : [])]),
    existsSync(pages) ? spawnAndWait(node(), [pages], withNode()) : 0,
  ]);
  if (shell !== 0)
    throw new Error('The build of the hub and its desktop shell failed; the lines above say why.');
  if (page !== 0) throw new Error('The build of the pages failed; the lines above say why.');
  stamp();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await install();
    await build({ quiet: false });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
