/** Placeholder. */
export function ResultsScreen() {
  return null;
}
