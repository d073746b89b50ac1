import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { matchOf } from '#shared/domain/topic.ts';
import { Button } from '#ui/button.tsx';
import { useHub, useStatus } from '#ui/hub.tsx';
import { useRefusalText } from '#ui/text.ts';

/** Entries of this laptop that the hub refused after they had waited here; each is read, then dismissed. */
export function RefusedList() {
  const t = useText();
  const hub = useHub();
  const refusal = useRefusalText();
  const { tournament } = usePanel();
  const { refused } = useStatus();
  if (refused.length === 0) return null;
  const named = (topic: string, type: string): string => {
    const match = matchOf(topic);
    const number = match === null ? null : (tournament.matches[match]?.number ?? '?');
    return number === null ? type : `#${number} ${type}`;
  };
  return (
    <Block title={t('history.refused')}>
      <ul>
        {refused.map(({ command, why }) => (
          <li key={command.id} className="buttons">
            <span>
              {t('history.refusedLine', {
                what: named(command.topic, command.body.type),
                why: refusal(why),
              })}
            </span>
            <Button kind="plain" onClick={() => hub.dismiss(command.id)}>
              {t('dismiss')}
            </Button>
          </li>
        ))}
      </ul>
    </Block>
  );
}
