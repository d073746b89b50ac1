import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright';
import { preloadScript } from './preload-script.ts';

/** What the stand-in's parts share: the running Chromium, its one window, and the program. */
export const stage: { chromium: BrowserContext | null; window: BrowserWindow | null; app: Program | null } = {
  chromium: null,
  window: null,
  app: null,
};

interface Program extends EventEmitter {
  quit(): void;
}
interface Preferences {
  readonly preload?: string;
}
interface Preventable {
  defaultPrevented: boolean;
  preventDefault(): void;
}
type Handler = (event: object, ...args: unknown[]) => unknown;
type WindowOpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };
type RequestHandler = (contents: object, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = (contents: null, permission: string, origin: string) => boolean;

/** An event that a listener may prevent. */
export function preventable<T extends object>(details: T): T & Preventable {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

const handlers = new Map<string, Handler>();
export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    handlers.set(channel, handler);
  },
  removeHandler(channel: string): void {
    handlers.delete(channel);
  },
};

/** Calls the handler of a channel as the page at `url`; an error becomes Electron's message about it. */
async function invoke(url: string, channel: string, args: unknown[]): Promise<object> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error('No handler registered');
    return { value: await handler({ senderFrame: { url } }, ...args) };
  } catch (error) {
    return { error: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}

class Session {
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }
  setDevicePermissionHandler(): void {}

  /** Without handlers Electron grants everything; with them, what both grant. */
  grants(permission: string): boolean {
    let granted = this.#request === null;
    this.#request?.({}, permission, (answer) => {
      granted = answer;
    });
    return granted && (this.#check?.(null, permission, '') ?? true);
  }
}

class WebContents extends EventEmitter {
  readonly session = new Session();
  readonly preferences: Preferences;
  openHandler: WindowOpenHandler = () => ({ action: 'allow' });

  constructor(preferences: Preferences) {
    super();
    this.preferences = preferences;
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }
  getLastWebPreferences(): Preferences {
    return this.preferences;
  }
  isDestroyed(): boolean {
    return stage.window?.isDestroyed() ?? true;
  }
  close(): void {
    stage.window?.close();
  }
}

/** How Playwright finds the window of a page. */
export const webContents = {
  fromDevToolsTargetId: (): WebContents | null => stage.window?.webContents ?? null,
};

export class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return stage.window && !stage.window.isDestroyed() ? [stage.window] : [];
  }
  static fromWebContents(): BrowserWindow | null {
    return stage.window;
  }
  readonly webContents: WebContents;
  readonly page: Page;
  readonly #shown = { visible: false, minimized: false, focused: false, destroyed: false };
  #prepared: Promise<void> | null = null;
  #loading = false;

  constructor(options: { webPreferences?: Preferences }) {
    super();
    const [page] = stage.chromium?.pages() ?? [];
    if (!page || stage.window) throw new Error('the stand-in has one window');
    this.page = page;
    this.webContents = new WebContents(options.webPreferences ?? {});
    stage.window = this;
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed' }));
    stage.app?.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.#prepared ??= this.#prepare();
    await this.#prepared;
    this.#loading = true;
    try {
      await this.page.goto(url);
    } finally {
      this.#loading = false;
    }
    this.emit('ready-to-show');
  }

  /** What takes effect with the first page: preload, permissions, guards of navigation and of new windows. */
  async #prepare(): Promise<void> {
    const { page, webContents: contents } = this;
    const { preload } = contents.preferences;
    const mayOpen = contents.openHandler({ url: 'about:blank' }).action === 'allow';
    await page.exposeBinding('standInInvoke', ({ frame }, channel: string, args: unknown[]) =>
      invoke(frame.url(), channel, args),
    );
    await page.addInitScript({
      content: preloadScript(preload ? readFileSync(preload, 'utf8') : '', mayOpen),
    });
    const wanted = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    await page.context().grantPermissions(wanted.filter((name) => contents.session.grants(name)));
    await page.route('**', (route, request) => {
      if (!request.isNavigationRequest() || this.#loading) return route.continue();
      const event = preventable({
        url: request.url(),
        isMainFrame: request.frame() === page.mainFrame(),
      });
      contents.emit('will-frame-navigate', event);
      return event.defaultPrevented ? route.abort('aborted') : route.continue();
    });
  }

  /** Closes the window unless a listener prevents it; whether it is closed. */
  tryToClose(): boolean {
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.#shown.destroyed = true;
    this.emit('closed');
    return true;
  }
  close(): void {
    if (this.tryToClose()) stage.app?.quit();
  }
  show(): void {
    this.#shown.visible = true;
  }
  restore(): void {
    this.#shown.minimized = false;
  }
  focus(): void {
    this.#shown.focused = true;
  }
  isVisible(): boolean {
    return this.#shown.visible;
  }
  isMinimized(): boolean {
    return this.#shown.minimized;
  }
  isDestroyed(): boolean {
    return this.#shown.destroyed;
  }
}
