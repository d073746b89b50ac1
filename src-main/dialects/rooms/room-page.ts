import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageFor, roomWords } from './words.ts';

/** The page of a room. */
export interface RoomPages {
  /** Runs nothing but the page's own script, and reaches nothing but the hub. */
  readonly contentSecurityPolicy: string;
  /** The page in the language that is liked best; `after`: the id of the log's head, from which a reconnecting page resumes. */
  pageOf(room: string, after: string, acceptLanguage: string): string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML, in an element or a quoted attribute. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Puts the page together with its files in `resources/room-page`; it is one whole that loads nothing else. */
export function readRoomPages(resourcesDir: string): RoomPages {
  const read = (name: string): string => readFileSync(join(resourcesDir, 'room-page', name), 'utf8');
  const style = read('page.css');
  const script = read('page.js');

  return {
    contentSecurityPolicy: [
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      'img-src data:',
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    pageOf(room, after, acceptLanguage) {
      const language = languageFor(acceptLanguage);
      const words = roomWords[language];
      const title = escapeHtml(words.title.replace('{room}', () => room));
      const path = escapeHtml(encodeURIComponent(room));
      return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body data-stream="/stream/${path}" data-after="${escapeHtml(after)}" data-words="${escapeHtml(JSON.stringify(words))}">
<header>
<h1>${title}</h1>
<p id="state" role="status" data-state="connecting">${escapeHtml(words.connecting)}</p>
<p id="lost" hidden></p>
</header>
<main>
<noscript><p>${escapeHtml(words.noScript)}</p></noscript>
<p id="nothing">${escapeHtml(words.nothing)}</p>
<ol id="messages" role="log" aria-label="${escapeHtml(words.messages)}" tabindex="0"></ol>
</main>
<form id="post" method="post" action="/room/${path}">
<div class="field user"><label for="user">${escapeHtml(words.user)}</label>
<input id="user" name="user" required maxlength="200" autocomplete="nickname" autocapitalize="words"></div>
<div class="field"><label for="message">${escapeHtml(words.message)}</label>
<input id="message" name="message" required maxlength="4000" autocomplete="off" enterkeyhint="send"></div>
<button type="submit">${escapeHtml(words.send)}</button>
<p id="said" role="status"></p>
</form>
<script>${script}</script>
</body>
</html>
`;
    },
  };
}
