import { err, ok, type Result } from '#shared/lib/result.ts';

/** What came of saving a file; `saved` is false when the dialog was closed or the file couldn't be written. */
export type Saved = { readonly saved: true; readonly path: string } | { readonly saved: false };

/** What the panel may ask of the operating system, by the names in `window.touchline`. */
export interface DesktopCalls {
  saveFile(name: string, text: string): Promise<Saved>;
  showDataFolder(): Promise<void>;
  /** Keeps the laptop from sleeping while matches run. */
  keepAwake(on: boolean): Promise<void>;
}

/** `window.touchline`. */
export interface DesktopBridge extends DesktopCalls {
  readonly version: string;
}

/** The IPC channel of each call. */
export const channels = {
  saveFile: 'touchline:save-file',
  showDataFolder: 'touchline:show-data-folder',
  keepAwake: 'touchline:keep-awake',
} as const satisfies Record<keyof DesktopCalls, string>;

/** The longest text that is saved, in characters: far more than the events of a long weekend. */
const longestText = 64 * 1024 * 1024;

/** Reads the arguments of saveFile; refused with what is wrong. */
export function parseSaveFile(args: readonly unknown[]): Result<{ name: string; text: string }, string> {
  const [name, text] = args;
  if (typeof name !== 'string' || typeof text !== 'string') return err('saveFile takes a name and a text');
  if (text.length > longestText) return err('the text is too long to save');
  return ok({ name, text });
}

/** Reads the argument of keepAwake; refused with what is wrong. */
export function parseKeepAwake(args: readonly unknown[]): Result<boolean, string> {
  const [on] = args;
  return typeof on === 'boolean' ? ok(on) : err('keepAwake takes true or false');
}
