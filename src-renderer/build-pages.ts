// Builds the pages that the hub serves: one self-contained HTML file each, in out/pages.
//   node src-renderer/build-pages.ts [--page referee] [--watch]
// Fails when the phone's page is larger than a phone on a crowded access point should have to load.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const out = join(root, 'out', 'pages');

/** Every page, with the most bytes it may have after gzip; null: no limit. */
const pages: Readonly<Record<string, number | null>> = {
  referee: 150 * 1024,
  live: 150 * 1024,
  board: null,
  panel: null,
  overlay: null,
};

/** Builds one page; resolves with what to say about it and whether it fits. */
async function buildPage(page: string): Promise<{ said: string; fits: boolean }> {
  const work = join(root, 'out', '.pages', page);
  await build({
    configFile: false,
    root: join(here, page),
    logLevel: 'warn',
    base: './',
    // Packages of the project itself are found by package.json's "imports", as everywhere else.
    plugins: [react(), viteSingleFile({ removeViteModuleLoader: true })],
    build: {
      outDir: work,
      emptyOutDir: true,
      target: ['es2022', 'safari16', 'chrome107'],
      modulePreload: false,
      reportCompressedSize: false,
      assetsInlineLimit: 100_000_000,
      chunkSizeWarningLimit: 100_000,
    },
  });
  const html = readFileSync(join(work, 'index.html'), 'utf8');
  rmSync(work, { recursive: true, force: true });
  const stamp = createHash('sha256').update(html).digest('hex').slice(0, 12);
  const stamped = html.replaceAll('__TOUCHLINE_BUILD__', stamp);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${page}.html`), stamped);
  const gzip = gzipSync(stamped, { level: 9 }).length;
  const brotli = brotliCompressSync(stamped).length;
  const limit = pages[page] ?? null;
  const fits = limit === null || gzip <= limit;
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  const over = fits || limit === null ? '' : `, over the limit of ${kb(limit)}`;
  return {
    said: `${page.padEnd(8)} ${stamp}  ${kb(Buffer.byteLength(stamped))}, gzip ${kb(gzip)}, brotli ${kb(brotli)}${over}`,
    fits,
  };
}

async function buildAll(wanted: readonly string[]): Promise<boolean> {
  let fit = true;
  for (const page of wanted) {
    const { said, fits } = await buildPage(page);
    (fits ? process.stdout : process.stderr).write(`${said}\n`);
    fit &&= fits;
  }
  return fit;
}

const { values: options } = parseArgs({
  options: { page: { type: 'string', multiple: true }, watch: { type: 'boolean' } },
});
const unknown = (options.page ?? []).find((page) => !(page in pages));
if (unknown !== undefined) {
  process.stderr.write(`There is no page “${unknown}”; there are ${Object.keys(pages).join(', ')}.\n`);
  process.exit(2);
}
const wanted =
  options.page ?? Object.keys(pages).filter((page) => existsSync(join(here, page, 'index.html')));
const fit = await buildAll(wanted);
if (!options.watch) process.exit(fit ? 0 : 1);

let timer: NodeJS.Timeout | null = null;
for (const folder of [here, join(root, 'src-shared')]) {
  watch(folder, { recursive: true }, () => {
    if (timer) clearTimeout(timer);
    // An editor writes a file in several steps; one build for all of them.
    timer = setTimeout(() => {
      buildAll(wanted).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }, 200);
  });
}
