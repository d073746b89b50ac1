import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The pages that the hub serves, by the name of their file. */
export type PageName = 'live' | 'referee' | 'board' | 'overlay' | 'panel';

/** A page ready to be served: one self-contained HTML file. */
export interface Page {
  readonly html: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
  readonly etag: string;
  /** Content of `<meta name="touchline-build">`; null if it has none. */
  readonly build: string | null;
  readonly contentSecurityPolicy: string;
}

/** Reads pages from a folder, again when a file has changed (which it does only while the pages are worked on). */
export function pagesIn(folder: string): (name: PageName) => Page | null {
  const read = new Map<PageName, { mtime: number; page: Page }>();
  return (name) => {
    const file = join(folder, `${name}.html`);
    const mtime = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (mtime === undefined) return null;
    const known = read.get(name);
    if (known?.mtime === mtime) return known.page;
    const page = pageOf(readFileSync(file));
    read.set(name, { mtime, page });
    return page;
  };
}

/** Compresses a page and works out its policy: only its own inline scripts run. */
export function pageOf(html: Buffer): Page {
  const text = html.toString('utf8');
  return {
    html,
    gzip: gzipSync(html, { level: 9 }),
    brotli: brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
    build: /<meta name="touchline-build" content="([^"]*)"/.exec(text)?.[1] ?? null,
    contentSecurityPolicy: policyFor(text),
  };
}

function policyFor(html: string): string {
  const hashes = (tag: 'script' | 'style'): string =>
    [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map(
        ([, content]) =>
          `'sha256-${createHash('sha256')
            .update(content ?? '')
            .digest('base64')}'`,
      )
      .join(' ');
  return [
    "default-src 'none'",
    `script-src ${hashes('script') || "'none'"}`,
    `style-src ${hashes('style') || "'none'"}`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    // Phones try the hub's other addresses when the one they came by goes silent.
    'connect-src http: ws:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
