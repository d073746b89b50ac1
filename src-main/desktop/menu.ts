import { Menu } from 'electron';
import type { Words } from './words.ts';

/** Sets the menu: what keyboards expect, nothing that reloads the panel, and a way into a browser with a fresh one-time link. */
export function setMenu({ menu }: Words, openInBrowser: () => void): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: menu.file,
        submenu: [
          { id: 'open-in-browser', label: menu.openInBrowser, click: openInBrowser },
          { type: 'separator' },
          { role: 'quit', label: menu.quit },
        ],
      },
      {
        label: menu.edit,
        submenu: [
          { role: 'undo', label: menu.undo },
          { role: 'redo', label: menu.redo },
          { type: 'separator' },
          { role: 'cut', label: menu.cut },
          { role: 'copy', label: menu.copy },
          { role: 'paste', label: menu.paste },
          { role: 'selectAll', label: menu.selectAll },
        ],
      },
      {
        label: menu.view,
        submenu: [
          { role: 'resetZoom', label: menu.actualSize },
          { role: 'zoomIn', label: menu.zoomIn },
          { role: 'zoomOut', label: menu.zoomOut },
          { type: 'separator' },
          { role: 'togglefullscreen', label: menu.fullScreen },
        ],
      },
      { label: menu.window, submenu: [{ role: 'minimize', label: menu.minimise }] },
    ]),
  );
}
