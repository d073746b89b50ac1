import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, powerMonitor, shell } from 'electron';
import { defaultDataDir, type RunningApp, startApp } from '#main/app.ts';
import { demoDataDir, removeDemoData, startDemo } from '#main/demo/demo.ts';
import { onFirstFreePort, usualPort } from './first-free-port.ts';
import { answerPanel } from './ipc.ts';
import { setMenu } from './menu.ts';
import { type Options, parseOptions } from './options.ts';
import { askBeforeQuitting } from './quit.ts';
import { confineTo, openPanel } from './window.ts';
import { type Words, wordsFor } from './words.ts';

/** Exit code after a dialog said why the hub can't start; scripts/start.mjs then doesn't try without a window. */
const refusedToStart = 3;

/** Shows why the hub can't start, and ends. */
function refuse(words: Words, sentence: string): never {
  dialog.showErrorBox(words.cannotStart, sentence);
  app.exit(refusedToStart);
  process.exit(refusedToStart);
}

/** Starts the hub in this process and shows its panel. */
async function run(options: Options, dataDir: string): Promise<void> {
  await app.whenReady();
  const words = wordsFor(app.getPreferredSystemLanguages());
  const start = (port: number) =>
    startApp({
      dataDir,
      host: options.host,
      port,
      mdns: options.mdns,
      ...options.clients,
      pagesDir: join(app.getAppPath(), 'out', 'pages'),
    });
  const started = await (options.port === null ? onFirstFreePort(start) : start(options.port));
  if (!started.ok) return refuse(words, started.error.message);
  show(options.demo ? withDemo(started.value) : started.value, words);
  if (options.port === null && started.value.port !== usualPort) sayOtherPort(started.value.port, words);
}

/** Has simulated referees play on the hub; they stop before it does. */
function withDemo(running: RunningApp): RunningApp {
  const playing = startDemo(running).catch((cause: unknown) => {
    process.stderr.write(`The demonstration doesn’t run: ${String(cause)}\n`);
    return null;
  });
  return {
    ...running,
    async stop() {
      await (await playing)?.();
      await running.stop();
    },
  };
}

/** Opens the window on a running hub and ties their lives together. */
function show(running: RunningApp, words: Words): void {
  const origin = `http://127.0.0.1:${running.port}`;
  confineTo(origin);
  setMenu(words, () => void shell.openExternal(running.panelUrl()));
  const window = openPanel(running.panelUrl);
  const stopAnswering = answerPanel({ window, origin, dataDir: running.dataDir, words });
  const quitUnasked = askBeforeQuitting({ window, running, words });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on('will-quit', stopAnswering);
  powerMonitor.on('resume', running.woke);
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    // The system waits for a program that says so. (Electron's types leave the event out.)
    event?.preventDefault();
    quitUnasked();
  });
  process.on('SIGTERM', quitUnasked);
  process.on('SIGINT', quitUnasked);
  process.on('SIGHUP', quitUnasked);
}

/** Printed posters and saved QR codes say the usual port: the organiser must know that they lead nowhere. */
function sayOtherPort(port: number, words: Words): void {
  void dialog.showMessageBox({
    type: 'warning',
    message: words.otherPort(port),
    detail: words.otherPortDetail(usualPort),
  });
}

/** Whether no other instance has this data folder open; if one has, its window comes to the front. */
function isFirstInstance(dataDir: string): boolean {
  // Chromium's own files lie beside the log, and its lock lies with them: one data folder, one instance.
  const folder = join(dataDir, 'window');
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    // A folder that can't be written is said in a sentence when the hub opens its log.
    return true;
  }
  app.setPath('userData', folder);
  return app.requestSingleInstanceLock();
}

const options = parseOptions(process.argv.slice(app.isPackaged ? 1 : 2), process.env);
if (!options.ok) refuse(wordsFor(app.getPreferredSystemLanguages()), options.error);
const demoData = options.value.demo && options.value.dataDir === null ? demoDataDir() : null;
// At the very end: the window's own files lie in it too.
if (demoData !== null) process.on('exit', () => removeDemoData(demoData));
const dataDir = options.value.dataDir ?? demoData ?? defaultDataDir();
if (isFirstInstance(dataDir)) {
  run(options.value, dataDir).catch((cause: unknown) => {
    const words = wordsFor(app.getPreferredSystemLanguages());
    // What was refused has been said; this is a bug, and its place helps whoever mends it.
    refuse(words, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  });
} else app.exit(0);
