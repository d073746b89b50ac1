import type { ClashView } from '#pages/panel/model/spreading.ts';
import { usualSlotMinutes } from '#pages/panel/model/spreading.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

const shownAtOnce = 20;

/** Every double booking in words, each leading to its later match. */
export function ClashList({
  clashes,
  onOpen,
}: {
  clashes: readonly ClashView[];
  onOpen: (match: string) => void;
}) {
  const t = useText();
  if (clashes.length === 0) return null;
  return (
    <details className="clashes">
      <summary>
        <span aria-hidden="true">▲</span> {t('schedule.clashes', { count: clashes.length })}
      </summary>
      <ul>
        {clashes.slice(0, shownAtOnce).map(({ kind, a, b, name }) => (
          <li key={`${kind}-${a.id}-${b.id}-${name}`}>
            <Button kind="plain" onClick={() => onOpen(b.id)}>
              {t(`schedule.clash.${kind}`, { a: a.number, b: b.number, name })}
            </Button>
          </li>
        ))}
      </ul>
      {clashes.length > shownAtOnce ? (
        <p className="quiet">{t('shown', { shown: shownAtOnce, all: clashes.length })}</p>
      ) : null}
      <p className="quiet">{t('schedule.slotHint', { minutes: usualSlotMinutes })}</p>
    </details>
  );
}
