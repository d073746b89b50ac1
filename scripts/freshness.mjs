// Whether out/ still is what the sources say: a list of every source file with its size and time, kept beside the output.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

const sources = [
  'src-main',
  'src-shared',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const stampFile = join(root, 'out', 'built-from.txt');

/** One line for each file below `path`, with what changes when it is edited. */
function lines(path) {
  const file = join(root, path);
  if (!existsSync(file)) return [];
  const { size, mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return [`${path} ${size} ${mtimeMs}`];
  return readdirSync(file)
    .sort()
    .flatMap((name) => lines(join(path, name)));
}

const fingerprint = () => createHash('sha256').update(sources.flatMap(lines).join('\n')).digest('hex');

/** Whether the last complete build was made from the sources as they are now. */
export function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint();
}

/** Notes the sources before a build; call what it returns when the build is complete. */
export function remember() {
  const before = fingerprint();
  return () => {
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(stampFile, before);
  };
}
