import type { CSSProperties, ReactNode } from 'react';
import type { OverlayWish } from '#pages/overlay/model/wish.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { useNewestPage } from '#ui/new-page.ts';
import { MatchOverlay } from './match-overlay.tsx';
import { MeetDisplay, NoMeetInAddress } from './meet-display.tsx';
import { MeetOverlay } from './meet-overlay.tsx';

/** What the page's address asks for. Over a video nothing is ever said to viewers but what is played or lifted. */
export function OverlayPage({ wish }: { wish: OverlayWish }) {
  useNewestPage();
  const { of } = wish;
  switch (of.kind) {
    case 'unknown':
      return wish.view === 'full' ? <NoMeetInAddress /> : null;
    case 'match':
      return (
        <Place wish={wish}>
          <MatchOverlay match={of.id as MatchId} wish={wish} />
        </Place>
      );
    case 'meet':
      if (wish.view === 'full') return <MeetDisplay meet={of.id} />;
      return (
        <Place wish={wish}>
          <MeetOverlay meet={of.id} view={wish.view} />
        </Place>
      );
    default:
      return unreachable(of);
  }
}

/** Where the plate stands over the video, and how large it is. */
function Place({ wish, children }: { wish: OverlayWish; children: ReactNode }) {
  const style: CSSProperties & Record<`--${string}`, number> = { '--scale': wish.scale };
  const at = wish.view === 'corner' ? wish.corner : 'lower';
  return (
    <div className="place" data-at={at} style={style}>
      {children}
    </div>
  );
}
