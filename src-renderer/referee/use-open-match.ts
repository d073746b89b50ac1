import { useEffect, useState } from 'react';
import { MatchId } from '#shared/domain/ids.ts';
import { readFragment } from './session.ts';

const openIn = (hash: string): MatchId | null => {
  const fragment = readFragment(hash);
  return fragment.kind === 'match' ? (MatchId.safeParse(fragment.match).data ?? null) : null;
};

/**
 * The match that is open, as the address says: a reload comes back to it, and the phone's back button goes from a match
 * to the list rather than away from the page.
 */
export function useOpenMatch(): readonly [MatchId | null, (match: MatchId | null) => void] {
  const [open, setOpen] = useState(() => openIn(location.hash));
  useEffect(() => {
    const moved = () => setOpen(openIn(location.hash));
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);
  const show = (match: MatchId | null) => {
    if (match === open) return;
    const address = match === null ? location.pathname : `${location.pathname}#m/${match}`;
    // From the list a match is a step forward; anything else takes its place, so that back leads to the list.
    if (open === null) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    setOpen(match);
  };
  return [open, show];
}
