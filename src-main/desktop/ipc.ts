import { basename, dirname, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, powerSaveBlocker, shell } from 'electron';
import type { Result } from '#shared/lib/result.ts';
import { channels, parseKeepAwake, parseSaveFile, type Saved } from './calls.ts';
import { safeFileName } from './file-name.ts';
import { isPanel } from './navigation.ts';
import type { Words } from './words.ts';
import { writeWhole } from './write-whole.ts';

/** What the calls of the panel work on. */
export interface Desk {
  readonly window: BrowserWindow;
  /** The hub's origin as the panel sees it. */
  readonly origin: string;
  readonly dataDir: string;
  readonly words: Words;
}

/** Answers `window.touchline`; calls of any other page are refused. Returns its stop. */
export function answerPanel(desk: Desk): () => void {
  const sleep = keepAwake();
  let folder = app.getPath('documents');

  answer(channels.saveFile, desk, async (args) => {
    const { name, text } = taken(parseSaveFile(args));
    const saved = await saveFile(desk, join(folder, safeFileName(name)), text);
    if (saved.saved) folder = dirname(saved.path);
    return saved;
  });
  answer(channels.showDataFolder, desk, async () => {
    // Resolves with a sentence of the system's when it couldn't.
    const failure = await shell.openPath(desk.dataDir);
    if (failure !== '') dialog.showErrorBox(desk.dataDir, failure);
  });
  answer(channels.keepAwake, desk, async (args) => sleep.prevent(taken(parseKeepAwake(args))));

  return () => {
    sleep.prevent(false);
    for (const channel of Object.values(channels)) ipcMain.removeHandler(channel);
  };
}

/** Handles one channel for the panel alone. */
function answer(
  channel: string,
  { origin }: Desk,
  run: (args: readonly unknown[]) => Promise<unknown>,
): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) => {
    if (!isPanel(event.senderFrame?.url ?? '', origin))
      throw new Error('Only the control panel may ask this.');
    return run(args);
  });
}

/** The value, or the refusal as the error that the page's promise is rejected with. */
function taken<T>(parsed: Result<T, string>): T {
  if (!parsed.ok) throw new TypeError(parsed.error);
  return parsed.value;
}

/** Asks where to, and writes; a failure is said in a dialog and asked again, so that nothing is lost by a full disk. */
async function saveFile({ window, words }: Desk, proposed: string, text: string): Promise<Saved> {
  for (let path = proposed; ; ) {
    const extension = extname(proposed).slice(1);
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: words.saveTitle,
      defaultPath: path,
      ...(extension === 'csv' ? { filters: [{ name: words.tables, extensions: ['csv'] }] } : {}),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
    if (canceled || !filePath) return { saved: false };
    const written = await writeWhole(filePath, text);
    if (written.ok) return { saved: true, path: filePath };
    await dialog.showMessageBox(window, {
      type: 'error',
      message: words.notSaved(basename(filePath)),
      detail: words.notSavedDetail(written.error),
    });
    path = filePath;
  }
}

/** Keeps the laptop awake while asked to; asking twice is asking once. */
function keepAwake(): { prevent(on: boolean): void } {
  let blocker: number | null = null;
  return {
    prevent(on) {
      if (on && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
      if (on || blocker === null) return;
      powerSaveBlocker.stop(blocker);
      blocker = null;
    },
  };
}
