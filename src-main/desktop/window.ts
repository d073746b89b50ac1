import { join } from 'node:path';
import { app, BrowserWindow, type Session, type WebContents } from 'electron';
import { isAllowedNavigation } from './navigation.ts';

/** A page that crashed again sooner than this isn't loaded once more by itself. */
const crashAgainMs = 10_000;

/** Opens the control panel. `panelUrl` gives its address with a fresh one-time token. */
export function openPanel(panelUrl: () => string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Touchline',
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Chromium would download dictionaries.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  denyPermissions(window.webContents.session);
  reloadAfterCrash(window, panelUrl);
  void window.loadURL(panelUrl());
  return window;
}

/** Keeps every page that this program ever shows on the hub's own pages, without new windows. */
export function confineTo(origin: string): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isAllowedNavigation(event.url, origin)) event.preventDefault();
  };
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** The panel needs no camera, no place, no notifications: everything is refused, asked for or merely checked. */
function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** A crashed page is loaded again, with a token of its own; the hub in this process hasn't noticed anything. */
function reloadAfterCrash(window: BrowserWindow, panelUrl: () => string): void {
  let last = 0;
  window.webContents.on('render-process-gone', () => {
    if (window.isDestroyed() || Date.now() - last < crashAgainMs) return;
    last = Date.now();
    void window.loadURL(panelUrl());
  });
}
