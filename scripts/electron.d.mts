/** Path of Electron's program, or null. */
export function findElectron(): string | null;
