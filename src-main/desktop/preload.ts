import { contextBridge, ipcRenderer } from 'electron';
import { channels, type DesktopBridge } from './calls.ts';

/** The version of the program, put in by the build. */
declare const __TOUCHLINE_VERSION__: string;

// Named functions only: the page never gets ipcRenderer itself, nor a way to choose a channel.
const bridge: DesktopBridge = {
  saveFile: (name, text) => ipcRenderer.invoke(channels.saveFile, name, text),
  showDataFolder: () => ipcRenderer.invoke(channels.showDataFolder),
  keepAwake: (on) => ipcRenderer.invoke(channels.keepAwake, on),
  version: __TOUCHLINE_VERSION__,
};

contextBridge.exposeInMainWorld('touchline', bridge);
