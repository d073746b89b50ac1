import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Finds the program's own folder from any of its files, in the sources as in the built output. */
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = nameIn(folder);
    if (found === 'touchline') return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of touchline isn’t above this file');
    folder = parent;
  }
}

function nameIn(folder: string): string | null {
  try {
    return Package.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).name;
  } catch {
    return null;
  }
}

const Package = z.object({ name: z.string(), version: z.string().optional() });

/** The folder that holds `package.json`, and under `out/` what was built. */
export const programFolder = projectFolder();

/** The program's version, e.g. `0.1.0`. */
export const version =
  Package.parse(JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8'))).version ?? '0.0.0';

/** Where the built pages lie. */
export const defaultPagesDir = join(programFolder, 'out', 'pages');
