/** Placeholder. */
export function DrawsScreen() {
  return null;
}
