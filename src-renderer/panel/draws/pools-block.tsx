import { type FormEvent, useMemo, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { entriesOf, poolsOf } from '#pages/panel/model/lookups.ts';
import {
  distribution,
  missingMatches,
  moved,
  removableMatches,
  withoutPool,
} from '#pages/panel/model/pools.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { NameField } from '#pages/panel/parts/name-field.tsx';
import { useText } from '#pages/panel/text.ts';
import type { Draw, Entry, Pool } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';

/** Pools of a draw: deal the entries out, move them, plan everybody against everybody. */
export function PoolsBlock({ draw }: { draw: Draw }) {
  const t = useText();
  const { tournament, scores, go } = usePanel();
  const edits = useEdits();
  const pools = poolsOf(tournament, draw.id);
  const entries = entriesOf(tournament, draw.id);
  const outside = withoutPool(tournament, draw.id);
  const planned = Object.values(tournament.matches).filter((plan) => plan.draw === draw.id);
  const missing = useMemo(
    () => missingMatches(tournament, draw.id, (round) => t('draws.round', { round }), newUlid),
    [tournament, draw.id, t],
  );
  const removable = removableMatches(tournament, draw.id, scores);
  if (entries.length === 0) {
    return (
      <Block title={t('draws.pools')}>
        <p>{t('draws.noEntries')}</p>
        <Button kind="main" onClick={() => go({ screen: 'entries' })}>
          {t('live.toEntries')}
        </Button>
      </Block>
    );
  }
  const plan = (): void => {
    void edits.put({ matches: [...missing] }, t('draws.plannedNow', { count: missing.length }));
  };
  return (
    <Block title={t('draws.pools')}>
      {planned.length > 0 ? (
        <div className="buttons">
          <p className="quiet">{t('draws.planned', { count: planned.length })}</p>
          {removable.length > 0 ? (
            <Button
              kind="danger"
              onClick={() =>
                void edits.remove(
                  { matches: removable.map((match) => match.id) },
                  t('draws.plannedRemoved', { count: removable.length }),
                )
              }
            >
              {t('draws.removePlanned', { count: removable.length })}
            </Button>
          ) : null}
        </div>
      ) : (
        <DistributeForm draw={draw} pools={pools} count={entries.length} />
      )}
      <div className="pools">
        {pools.map((pool) => (
          <PoolColumn
            key={pool.id}
            pool={pool}
            pools={pools}
            entries={pool.entries.flatMap((id) => tournament.entries[id] ?? [])}
          />
        ))}
        {outside.length > 0 && pools.length > 0 ? (
          <PoolColumn pool={null} pools={pools} entries={outside} />
        ) : null}
      </div>
      {pools.length > 0 ? (
        <div className="buttons">
          {missing.length > 0 ? (
            <>
              <Button kind="main" onClick={plan}>
                {t('draws.plan')}
              </Button>
              <span className="quiet">{t('draws.planMissing', { count: missing.length })}</span>
            </>
          ) : (
            <>
              <span>{t('draws.planDone')}</span>
              <Button onClick={() => go({ screen: 'schedule' })}>{t('draws.toSchedule')}</Button>
            </>
          )}
        </div>
      ) : null}
    </Block>
  );
}

function DistributeForm({ draw, pools, count }: { draw: Draw; pools: readonly Pool[]; count: number }) {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const [typed, setTyped] = useState(String(pools.length || Math.max(1, Math.round(count / 4))));
  const wanted = /^\d{1,2}$/.test(typed) && Number(typed) >= 1 ? Number(typed) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wanted === null) return;
    const dealt = distribution(
      tournament,
      draw.id,
      wanted,
      (letter) => t('draws.poolName', { letter }),
      newUlid,
    );
    void edits.run(
      [
        { type: 'put', records: { pools: [...dealt.pools] } },
        ...(dealt.gone.length > 0 ? [{ type: 'remove' as const, records: { pools: [...dealt.gone] } }] : []),
      ],
      t('draws.distributed', { count }),
    );
  };
  return (
    <form className="field-row add-row" onSubmit={submit} noValidate>
      {pools.length === 0 ? <p className="row-text">{t('draws.poolsNone')}</p> : null}
      <Field
        label={t('draws.poolCount')}
        inputMode="numeric"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={wanted === null ? '1–99' : null}
      />
      <Button type="submit" {...(pools.length === 0 ? { kind: 'main' as const } : {})}>
        {pools.length === 0 ? t('draws.distribute') : t('draws.redistribute')}
      </Button>
    </form>
  );
}

function PoolColumn({
  pool,
  pools,
  entries,
}: {
  pool: Pool | null;
  pools: readonly Pool[];
  entries: readonly Entry[];
}) {
  const t = useText();
  const edits = useEdits();
  const move = (entry: Entry, to: string): void => {
    const target = pools.find((other) => other.id === to) ?? null;
    const changed = moved(pools, entry.id, target?.id ?? null);
    const words = target
      ? t('draws.moved', { name: entry.name, pool: target.name })
      : t('draws.movedOut', { name: entry.name });
    void edits.put({ pools: [...changed] }, words);
  };
  return (
    <div className="pool">
      {pool ? (
        <NameField
          label={t('draws.poolLabel')}
          value={pool.name}
          onSave={(name) => void edits.put({ pools: [{ ...pool, name }] }, t('venue.renamed', { name }))}
        />
      ) : (
        <p className="pool-none">{t('draws.noPool')}</p>
      )}
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="pool-name">
              {entry.seed === null ? '' : <span className="pool-seed">{entry.seed}</span>}
              {entry.name}
              {entry.club ? <span className="quiet"> {entry.club}</span> : null}
            </span>
            <select
              aria-label={t('draws.move', { name: entry.name })}
              value={pool?.id ?? ''}
              onChange={(event) => move(entry, event.target.value)}
            >
              {pools.map((other) => (
                <option key={other.id} value={other.id}>
                  {other.name}
                </option>
              ))}
              <option value="">{t('draws.noPool')}</option>
            </select>
          </li>
        ))}
      </ol>
    </div>
  );
}
