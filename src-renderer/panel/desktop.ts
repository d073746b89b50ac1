/** What the desktop app does for the panel; not there in a browser. */
export interface DesktopBridge {
  /** Asks where to save a text and saves it; `saved` is false when the dialog was closed. */
  saveFile(
    name: string,
    text: string,
  ): Promise<{ readonly saved: true; readonly path: string } | { readonly saved: false }>;
  showDataFolder(): Promise<void>;
  /** Keeps the laptop awake while matches run. */
  keepAwake(on: boolean): Promise<void>;
  readonly version: string;
}

declare global {
  interface Window {
    readonly touchline?: DesktopBridge;
  }
}

/** The desktop app around this page; null in a browser. */
export const desktop = (): DesktopBridge | null => window.touchline ?? null;
