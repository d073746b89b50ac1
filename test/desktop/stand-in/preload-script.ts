/** A built preload: a CommonJS module. */
type Preload = (require: (name: string) => object, module: object, exports: object) => void;
type Invoke = (channel: string, args: unknown[]) => Promise<{ value?: unknown; error?: string }>;

/** What runs in every page before its own scripts; `preload` is the text of the built preload. */
export const preloadScript = (preload: string, windowsMayOpen: boolean): string =>
  `(${runPreload})((require, module, exports) => {${preload}\n}, ${windowsMayOpen});`;

/** Gives the preload the part of `electron` that a sandboxed preload has. Runs in the page: it uses nothing around it. */
function runPreload(preload: Preload, windowsMayOpen: boolean): void {
  const scope = globalThis as typeof globalThis & { standInInvoke?: Invoke };
  const invoke = scope.standInInvoke;
  // The page itself has no way to choose a channel.
  delete scope.standInInvoke;
  if (!windowsMayOpen) scope.open = () => null;
  if (window !== window.top || !invoke) return;
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) =>
        Object.defineProperty(scope, name, { value: Object.freeze(api), enumerable: true }),
    },
    ipcRenderer: {
      async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
        const { value, error } = await invoke(channel, args);
        if (error !== undefined) throw new Error(error);
        return value;
      },
    },
  };
  const requireElectron = (name: string): object => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  preload(requireElectron, { exports: {} }, {});
}
