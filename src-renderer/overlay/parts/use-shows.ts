import { useStatus } from '#ui/hub.tsx';
import { useStaleness } from '#ui/stale.tsx';

/** After so long without the hub an overlay goes: viewers take what it says for now. In milliseconds. */
const hideAfterMs = 10_000;

/** Whether what the page knows is fresh enough to be put over a video. */
export function useShows(): boolean {
  const { ended } = useStatus();
  const { ageMs } = useStaleness();
  return !ended && ageMs !== null && ageMs < hideAfterMs;
}
