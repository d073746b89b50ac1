/** Placeholder. */
export function HistoryScreen() {
  return null;
}
