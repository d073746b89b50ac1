import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, onTestFinished } from 'vitest';
import { programFolder } from '#main/version.ts';
import { findElectron } from '../../scripts/electron.mjs';

/** Electron's own program when it was downloaded (or TOUCHLINE_ELECTRON=real insists), else null: the stand-in. */
const electron: string | null = process.env.TOUCHLINE_ELECTRON === 'stand-in' ? null : findElectron();

/** Which of the two the tests run on. */
export const runsOn = electron
  ? 'Electron itself'
  : 'the stand-in for Electron (its program isn’t downloaded)';
export const onStandIn = electron === null;

/** The program that takes Electron's command line. */
const program = electron ?? standInProgram();

/** Writes a program that starts the stand-in; it goes with the test file. */
function standInProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-stand-in-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const launcher = join(import.meta.dirname, 'stand-in', 'launcher.ts');
  const windows = process.platform === 'win32';
  const file = join(folder, windows ? 'electron.cmd' : 'electron');
  const text = windows
    ? `@"${process.execPath}" "${launcher}" %*\r\n`
    : `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`;
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

const argumentsFor = (dataDir: string): string[] => [
  programFolder,
  '--data',
  dataDir,
  '--host',
  '127.0.0.1',
  '--port',
  '0',
  '--no-mdns',
];

const environment = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ),
  LANGUAGE: 'en',
  LC_ALL: 'C.UTF-8',
});

/** A running desktop app. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly panel: Page;
  readonly process: ChildProcess;
  /** Resolves with the exit code once the program has ended. */
  readonly ended: Promise<number | null>;
}

/** Starts the desktop app on a data folder and waits for its panel. The caller ends it. */
async function launchDesktop(dataDir: string, ...more: string[]): Promise<Desktop> {
  const app = await _electron.launch({
    ...(onStandIn ? { executablePath: program } : {}),
    args: [...argumentsFor(dataDir), ...more],
    env: environment(),
    cwd: programFolder,
  });
  const child = app.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const panel = await app.firstWindow();
  await panel.waitForURL(/\/panel/);
  return { app, panel, process: child, ended };
}

/** Starts it for one test; it is gone when the test has finished. */
export async function desktopForThisTest(dataDir: string, ...more: string[]): Promise<Desktop> {
  const desktop = await launchDesktop(dataDir, ...more);
  onTestFinished(() => endDesktop(desktop));
  return desktop;
}

/** Ends the app without its question. */
async function endDesktop({ app, process: child, ended }: Desktop): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    await answerQuestion(app, 0);
    await app.close();
    await ended;
  } finally {
    // Chromium ends with it: it reads from a pipe that closes.
    child.kill('SIGKILL');
  }
}

/** Starts a plain process of the program, as a click on its icon does; resolves with its end. */
export async function startAgain(dataDir: string): Promise<{ code: number | null; errors: string }> {
  const switches = process.platform === 'linux' ? ['--no-sandbox'] : [];
  const child: ChildProcess = spawn(program, [...switches, ...argumentsFor(dataDir)], {
    env: environment(),
    cwd: programFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32' && onStandIn,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, errors };
}

/** What the program asked in message boxes since `answerQuestion`. */
interface Asked {
  asked: { message: string; detail: string; buttons: string[] }[];
}

/** From now on somebody answers every message box with this button. */
export async function answerQuestion(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const scope = globalThis as typeof globalThis & Asked;
    scope.asked = [];
    const answer = async (...args: unknown[]): Promise<object> => {
      scope.asked.push(args.at(-1) as Asked['asked'][number]);
      return { response, checkboxChecked: false };
    };
    Object.assign(dialog, { showMessageBox: answer });
  }, button);
}

/** The questions since then. */
export const questions = (app: ElectronApplication): Promise<Asked['asked']> =>
  app.evaluate(() => (globalThis as typeof globalThis & Asked).asked);
