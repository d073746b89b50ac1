/** Placeholder. */
export function EntriesScreen() {
  return null;
}
