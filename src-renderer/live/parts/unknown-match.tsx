import { useEffect, useState } from 'react';
import { hashOf } from '#pages/live/model/routing.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { MatchId, TournamentId } from '#shared/domain/ids.ts';
import type { TournamentLine } from '#shared/protocol/down.ts';
import { useConfirmed } from '#ui/hub.tsx';

/** Looks for a match in the other tournaments of this hub, one after the other, before it says that there is none. */
export function UnknownMatch({
  match,
  others,
  onFoundIn,
}: {
  match: MatchId;
  others: readonly TournamentLine[];
  onFoundIn: (id: TournamentId) => void;
}) {
  const t = useText();
  const [looked, setLooked] = useState(0);
  const candidate = others[looked]?.id ?? null;
  const state = useConfirmed(candidate === null ? null : `tournament/${candidate}`);
  useEffect(() => {
    if (candidate === null || state === undefined) return;
    if (state?.matches[match]) onFoundIn(candidate);
    else setLooked(looked + 1);
  }, [candidate, state, match, looked, onFoundIn]);
  if (candidate !== null) {
    return (
      <p className="section" role="status">
        {t('match.loading')}
      </p>
    );
  }
  return (
    <div className="section">
      <p role="alert">{t('match.unknown')}</p>
      <p>
        <a href={hashOf({ page: 'matches' })}>{t('match.back')}</a>
      </p>
    </div>
  );
}
