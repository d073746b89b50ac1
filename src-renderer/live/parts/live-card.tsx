import { hashOf } from '#pages/live/model/routing.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { useNow } from '#ui/hub.tsx';
import { type MatchLine, sayOf } from '#ui/match-line.ts';
import { afterAnyClock, useStaleness } from '#ui/stale.tsx';
import { sayWords } from '#ui/watching-words.ts';
import { matchLabel } from './match-label.ts';
import { ScoreRows } from './score-rows.tsx';

/** A match that is being played; leads to its course. */
export function LiveCard({ line, favourites }: { line: MatchLine; favourites: ReadonlySet<EntryId> }) {
  const t = useText();
  // Only a running clock needs the seconds.
  const now = useNow(line.score?.interval ? 1000 : 0);
  const { isStale } = useStaleness();
  const say = sayOf(line, isStale ? afterAnyClock : now);
  const words = sayWords(line, say, t);
  return (
    <a
      className="card"
      href={hashOf({ page: 'match', match: line.plan.id })}
      aria-label={matchLabel(line, words, t)}
    >
      <span className="card-place">
        <strong>{line.court}</strong>
        <span className="quiet">{[line.draw, line.plan.round].filter(Boolean).join(' · ')}</span>
      </span>
      <ScoreRows line={line} favourites={favourites} />
      <span className="say" data-say={say.kind}>
        {words}
      </span>
    </a>
  );
}
