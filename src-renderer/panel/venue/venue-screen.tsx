/** Placeholder. */
export function VenueScreen() {
  return null;
}
