import { app, type BrowserWindow, dialog } from 'electron';
import type { RunningApp } from '#main/app.ts';
import type { Words } from './words.ts';

/** What ends when the program ends. */
export interface Ending {
  readonly window: BrowserWindow;
  readonly running: Pick<RunningApp, 'liveMatches' | 'stop'>;
  readonly words: Words;
}

/**
 * Stands between every wish to quit and the end: asks while matches run, then lets the hub say goodbye and close its log.
 * Returns how to quit without being asked: for signals and for the end of the session, when nobody is there to answer.
 */
export function askBeforeQuitting({ window, running, words }: Ending): () => void {
  let state: 'running' | 'asking' | 'stopping' | 'stopped' = 'running';

  const stop = async (): Promise<void> => {
    if (state === 'stopping' || state === 'stopped') return;
    state = 'stopping';
    // A hub that doesn't stop cleanly has everything on disk all the same: it must not keep the laptop from shutting down.
    await running.stop().catch((cause: unknown) => {
      process.stderr.write(
        `The hub didn’t stop cleanly: ${String(cause)}. Everything that was confirmed is kept.\n`,
      );
    });
    state = 'stopped';
    app.quit();
  };
  const ask = async (): Promise<void> => {
    if (state !== 'running') return;
    const matches = running.liveMatches();
    if (matches === 0) return stop();
    state = 'asking';
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: words.quitQuestion(matches),
      detail: words.quitDetail,
      buttons: [words.quitYes, words.quitNo],
      defaultId: 1,
      cancelId: 1,
    });
    // A signal may have come while the question stood there.
    if (state !== 'asking') return;
    state = 'running';
    if (response === 0) await stop();
  };
  const hold = (event: { preventDefault(): void }): void => {
    if (state === 'stopped') return;
    event.preventDefault();
    void ask();
  };
  // The hub lives in this window's process: closing the window is quitting, on every system.
  window.on('close', hold);
  app.on('before-quit', hold);
  return () => void stop();
}
