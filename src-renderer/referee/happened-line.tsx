import { Button } from '#ui/button.tsx';
import { useHub, useStatus } from '#ui/hub.tsx';
import { type Happened, Said } from '#ui/said.tsx';
import { useRefusalText } from '#ui/text.ts';
import { useText } from './text.ts';

/**
 * The line above the score: what just happened for two seconds; a tap that the hub refused until it is dismissed; that
 * the phone can't store for as long as it can't.
 */
export function HappenedLine({
  topic,
  happened,
  cannotStore,
}: {
  topic: string;
  happened: Happened | null;
  cannotStore: boolean;
}) {
  const t = useText();
  const hub = useHub();
  const refusalText = useRefusalText();
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
  return (
    <div className="happened">
      <Said what={happened} />
    </div>
  );
}
