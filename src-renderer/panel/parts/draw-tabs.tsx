import { entriesOf, ordered } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { DrawId } from '#shared/domain/ids.ts';

/** Chooses one of the draws; each with how many are entered. */
export function DrawTabs({ chosen, onChoose }: { chosen: DrawId | null; onChoose: (draw: DrawId) => void }) {
  const t = useText();
  const { tournament } = usePanel();
  return (
    <fieldset className="tabs">
      <legend className="visually-hidden">{t('screen.draws')}</legend>
      {ordered(tournament.draws).map((draw) => (
        <button
          type="button"
          key={draw.id}
          aria-pressed={draw.id === chosen}
          onClick={() => onChoose(draw.id)}
        >
          {draw.name}{' '}
          <span className="quiet">
            {t('draws.entries', { count: entriesOf(tournament, draw.id).length })}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
