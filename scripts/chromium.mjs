// Which Chromium the browser tests and screenshots use: TOUCHLINE_CHROMIUM, else Playwright's, else the system's.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where Playwright keeps its browsers on this system. */
function playwrightFolder() {
  const chosen = process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (chosen && chosen !== '0') return chosen;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ms-playwright');
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright');
}

/** Programs that Playwright downloaded, newest first; the headless shell before the whole browser. */
function playwrightPrograms() {
  const folder = playwrightFolder();
  if (!existsSync(folder)) return [];
  const names = {
    win32: ['chrome-headless-shell.exe', 'chrome.exe'],
    darwin: [
      'chrome-headless-shell',
      'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'Chromium.app/Contents/MacOS/Chromium',
    ],
  }[process.platform] ?? ['chrome-headless-shell', 'headless_shell', 'chrome'];
  const versions = readdirSync(folder).filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name));
  const newest = (name) => Number(name.split('-').at(-1)) + (name.includes('shell') ? 0.5 : 0);
  return versions
    .sort((one, other) => newest(other) - newest(one))
    .flatMap((version) => readdirSync(join(folder, version)).map((inner) => join(folder, version, inner)))
    .flatMap((inner) => names.map((name) => join(inner, name)));
}

/** Programs that the system or its user installed. */
function systemPrograms() {
  if (process.platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  if (process.platform === 'win32')
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  const names = [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge',
  ];
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

/** The program to use and where it came from, or null when there is none. Never downloads anything. */
export function findChromium() {
  const chosen = process.env.TOUCHLINE_CHROMIUM;
  if (chosen) return existsSync(chosen) ? { path: chosen, from: 'TOUCHLINE_CHROMIUM' } : null;
  const downloaded = playwrightPrograms().find((path) => existsSync(path));
  if (downloaded) return { path: downloaded, from: 'Playwright' };
  const installed = systemPrograms().find((path) => existsSync(path));
  return installed ? { path: installed, from: 'this system' } : null;
}
