/** Placeholder. */
export function ScheduleScreen() {
  return null;
}
