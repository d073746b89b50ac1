import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { Button } from '#ui/button.tsx';
import { useHub, useStatus } from '#ui/hub.tsx';
import { type Happened, Said } from '#ui/said.tsx';
import { useRefusalText } from '#ui/text.ts';
import { useText } from './text.ts';
import { useHeldBackWords } from './use-held-back-words.ts';

/**
 * The line above the score: what just happened for two seconds; a tap that the hub refused until it is dismissed; that
 * the phone can't store, or that the hub doesn't take taps just now, for as long as that is so.
 */
export function HappenedLine({
  topic,
  tournament,
  happened,
  cannotStore,
}: {
  topic: string;
  tournament: TournamentState;
  happened: Happened | null;
  cannotStore: boolean;
}) {
  const t = useText();
  const hub = useHub();
  const refusalText = useRefusalText();
  const heldBack = useHeldBackWords(tournament);
  const refused = useStatus().refused.find(({ command }) => command.topic === topic);
  if (cannotStore) {
    return (
      <div className="happened">
        <div className="went-wrong">
          <p role="alert">{t('status.cannotStore')}</p>
        </div>
      </div>
    );
  }
  if (refused) {
    return (
      <div className="happened">
        <div className="went-wrong">
          <p role="alert">
            <span aria-hidden="true">✕ </span>
            {t('did.notCounted', { why: refusalText(refused.why) })}
          </p>
          <Button onClick={() => hub.dismiss(refused.command.id)}>{t('dismiss')}</Button>
        </div>
      </div>
    );
  }
  if (heldBack) {
    return (
      <div className="happened">
        <p className="held-back" role="status">
          <span aria-hidden="true">◔ </span>
          {heldBack}
        </p>
      </div>
    );
  }
  return (
    <div className="happened">
      <Said what={happened} />
    </div>
  );
}
