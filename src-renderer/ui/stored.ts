/** Reads a small setting of this device; null if there is none or the browser forbids storage. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`touchline.${key}`);
  } catch {
    return null;
  }
}

/** Keeps a small setting on this device; null forgets it. False if the browser forbids it: it then lasts as long as the page. */
export function writeStored(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(`touchline.${key}`);
    else localStorage.setItem(`touchline.${key}`, value);
    return true;
  } catch {
    return false;
  }
}
