import { useMemo, useState } from 'react';
import { ordered } from '#pages/panel/model/lookups.ts';
import { playedMatches, poolTables } from '#pages/panel/model/results.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { DrawTabs } from '#pages/panel/parts/draw-tabs.tsx';
import { NextStepHint } from '#pages/panel/parts/next-step.tsx';
import { useText } from '#pages/panel/text.ts';
import type { DrawId } from '#shared/domain/ids.ts';
import { ConfirmBlock } from './confirm-block.tsx';
import { ExportBlock } from './export-block.tsx';
import { ResultList } from './result-list.tsx';
import { StandingsTable } from './standings-table.tsx';

/** Tables and results of a draw, what is to be confirmed, and the files that leave. */
export function ResultsScreen() {
  const t = useText();
  const { tournament, scores } = usePanel();
  const draws = ordered(tournament.draws);
  const [chosen, setChosen] = useState<DrawId | null>(null);
  const draw = draws.find((one) => one.id === chosen) ?? draws[0];
  const id = draw?.id;
  const tables = useMemo(() => (id ? poolTables(tournament, id, scores) : []), [tournament, id, scores]);
  const played = useMemo(() => (id ? playedMatches(tournament, id, scores) : []), [tournament, id, scores]);
  if (!draw) {
    return (
      <>
        <h1 className="visually-hidden">{t('screen.results')}</h1>
        <NextStepHint step="noDraws" />
      </>
    );
  }
  return (
    <>
      <h1 className="visually-hidden">{t('screen.results')}</h1>
      <ConfirmBlock />
      {draws.length > 1 ? <DrawTabs chosen={draw.id} onChoose={setChosen} /> : null}
      <Block title={`${t('results.standings')}: ${draw.name}`}>
        {tables.length === 0 ? <p className="quiet">{t('results.noPools')}</p> : null}
        <div className="standings">
          {tables.map(({ pool, standings }) => (
            <StandingsTable key={pool.id} pool={pool} standings={standings} />
          ))}
        </div>
      </Block>
      <Block title={`${t('results.list')}: ${draw.name}`}>
        <ResultList played={played} />
      </Block>
      <ExportBlock />
    </>
  );
}
