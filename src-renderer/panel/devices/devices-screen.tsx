/** Placeholder. */
export function DevicesScreen() {
  return null;
}
