// Bundles what runs on the laptop: the desktop shell, its preload and the `touchline` command.
// The pages are no renderer of Electron's: the hub serves them to every browser alike, and
// src-renderer/build-pages.ts builds them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import { version } from './package.json' with { type: 'json' };

const here = import.meta.dirname;

/** Entry files by the name of their output, as far as they exist. */
function entries(wanted: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted)
      .map(([name, file]): [string, string] => [name, join(here, file)])
      .filter(([, file]) => existsSync(file)),
  );
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // The code is open: a readable stack trace from a hall is worth more than a small file.
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: entries({ desktop: 'src-main/desktop/main.ts', cli: 'src-main/cli.ts' }),
        output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  },
  preload: {
    // A sandboxed preload can't read package.json.
    define: { __TOUCHLINE_VERSION__: JSON.stringify(version) },
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can't require packages, and Electron loads it as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: entries({ preload: 'src-main/desktop/preload.ts' }),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
