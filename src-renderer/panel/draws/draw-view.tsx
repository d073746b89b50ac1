import { useEdits } from '#pages/panel/edits.ts';
import { poolsOf } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { NameField } from '#pages/panel/parts/name-field.tsx';
import { useText } from '#pages/panel/text.ts';
import type { Draw } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { PoolsBlock } from './pools-block.tsx';
import { RulesBlock } from './rules-block.tsx';

/** One draw: its name, pools and rules. */
export function DrawView({ draw }: { draw: Draw }) {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const pools = poolsOf(tournament, draw.id);
  return (
    <>
      <div className="draw-head">
        <NameField
          label={t('draws.name')}
          value={draw.name}
          onSave={(name) => void edits.put({ draws: [{ ...draw, name }] }, t('draws.saved', { name }))}
        />
        <span>
          {t(`sport.${draw.sport}`)}, {t(`kind.${draw.kind}`)}
        </span>
        <Button
          kind="plain"
          onClick={() =>
            void edits.remove(
              { draws: [draw.id], pools: pools.map((pool) => pool.id) },
              t('draws.removed', { name: draw.name }),
            )
          }
        >
          {t('draws.remove')}
        </Button>
      </div>
      <PoolsBlock draw={draw} />
      <Block title={t('draws.rules')}>
        <RulesBlock key={JSON.stringify(draw.rules)} draw={draw} />
      </Block>
    </>
  );
}
