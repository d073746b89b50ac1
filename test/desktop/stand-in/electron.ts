// A stand-in for the module `electron`, so that the built shell runs unmodified where Electron's program can't be
// downloaded: the window is a page of Chromium, and Playwright's `_electron` drives it like Electron. It shows that
// the shell's own logic works. It has no context isolation, sandbox, menus or real dialogs; those take Electron itself.
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { preventable, stage } from './window.ts';

// biome-ignore lint/performance/noBarrelFile: this file is a module that others import as a whole
export { BrowserWindow, ipcMain, webContents } from './window.ts';

const unasked = join(tmpdir(), `touchline-stand-in-${process.pid}`);
process.on('exit', () => rmSync(unasked, { recursive: true, force: true }));
const paths = new Map([
  ['documents', join(homedir(), 'Documents')],
  ['userData', unasked],
]);

class App extends EventEmitter {
  readonly isPackaged = false;
  #ready: Promise<void> | null = null;

  whenReady(): Promise<void> {
    this.#ready ??= launchChromium();
    return this.#ready;
  }
  getAppPath(): string {
    return process.argv[1] ?? '';
  }
  getPath(name: string): string {
    return paths.get(name) ?? '';
  }
  setPath(name: string, path: string): void {
    paths.set(name, path);
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }

  /** A file with the number of the process that has it; another instance leaves a note beside it. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    const lock = join(folder, 'instance');
    mkdirSync(folder, { recursive: true });
    if (!takeLock(lock)) {
      writeFileSync(join(folder, 'second'), String(process.pid));
      return false;
    }
    process.on('exit', () => rmSync(lock, { force: true }));
    const notes = new Set<string>();
    watch(folder, (_event, file) => {
      const note = file === 'second' ? readFileSync(join(folder, file), 'utf8') : '';
      if (note === '' || notes.has(note)) return;
      notes.add(note);
      this.emit('second-instance', {}, [], folder);
    }).unref();
    return true;
  }

  quit(): void {
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    if (stage.window && !stage.window.isDestroyed() && !stage.window.tryToClose()) return;
    this.emit('will-quit', preventable({}));
    this.exit(0);
  }
  exit(code: number): void {
    const closed = stage.chromium?.close() ?? Promise.resolve();
    void closed.finally(() => process.exit(code));
  }
}
export const app = new App();
stage.app = app;

/** Writes this process into the file unless another one that runs is there. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    try {
      process.kill(Number(readFileSync(lock, 'utf8')), 0);
      return false;
    } catch {
      writeFileSync(lock, String(process.pid));
      return true;
    }
  }
}

async function launchChromium(): Promise<void> {
  const profile = join(app.getPath('userData'), 'chromium');
  const opened = await chromium.launchPersistentContext(profile, {
    ...(process.env.TOUCHLINE_CHROMIUM ? { executablePath: process.env.TOUCHLINE_CHROMIUM } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--remote-debugging-port=0',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
    viewport: null,
    // The program answers signals itself, as Electron does.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  stage.chromium = opened;
  // Windows of a page's own making: none may load anything, whatever way the page found to open one.
  await opened.route('**', (route) => route.abort());
  opened.on('page', (page) => void page.close());
  const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  process.stderr.write(`DevTools listening on ws://127.0.0.1:${port}${path}\n`);
}

/** Dialogs that nobody answers: a test puts its own answers in their place. */
export const dialog = {
  showErrorBox(title: string, text: string): void {
    process.stderr.write(`${title}: ${text}\n`);
  },
  async showMessageBox(): Promise<{ response: number }> {
    return { response: 1 };
  },
  async showSaveDialog(): Promise<{ canceled: boolean; filePath: string }> {
    return { canceled: true, filePath: '' };
  },
};

const blockers = new Set<number>();
let lastBlocker = 0;
export const powerSaveBlocker = {
  start(): number {
    lastBlocker += 1;
    blockers.add(lastBlocker);
    return lastBlocker;
  },
  stop(id: number): void {
    blockers.delete(id);
  },
  isStarted(id: number): boolean {
    return blockers.has(id);
  },
};

export const powerMonitor = new EventEmitter();

export const shell = {
  async openExternal(): Promise<void> {},
  async openPath(): Promise<string> {
    return '';
  },
};

interface Item {
  readonly id?: string;
  readonly submenu?: readonly Item[];
}
let items: readonly Item[] = [];
export const Menu = {
  buildFromTemplate(template: readonly Item[]): readonly Item[] {
    return template;
  },
  setApplicationMenu(menu: readonly Item[]): void {
    items = menu;
  },
  getApplicationMenu(): object {
    return {
      getMenuItemById: (id: string) =>
        items.flatMap((item) => item.submenu ?? []).find((item) => item.id === id),
    };
  },
};
