import { useText } from '#pages/live/text/live-text.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { poolStandings } from '#shared/domain/standings/standings.ts';
import type { ScoresById } from '#shared/domain/tournament/court-now.ts';
import type { Pool } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { pointsText } from '#ui/format.ts';
import { byOrder } from '#ui/order.ts';
import { StarMark } from './favourite.tsx';

/** The tables of all pools, by draw. */
export function TablesView({
  state,
  scores,
  favourites,
}: {
  state: TournamentState;
  scores: ScoresById;
  favourites: ReadonlySet<EntryId>;
}) {
  const t = useText();
  const draws = Object.values(state.draws)
    .sort(byOrder)
    .map((draw) => ({
      draw,
      pools: Object.values(state.pools)
        .filter((pool) => pool.draw === draw.id)
        .sort(byOrder),
    }))
    .filter(({ pools }) => pools.length > 0);
  if (draws.length === 0) return <p className="section">{t('tables.none')}</p>;
  return draws.map(({ draw, pools }) => (
    <section key={draw.id} className="section">
      <h2 className="group-title">{draw.name}</h2>
      <div className="pools">
        {pools.map((pool) => (
          <PoolTable key={pool.id} state={state} pool={pool} scores={scores} favourites={favourites} />
        ))}
      </div>
    </section>
  ));
}

function PoolTable({
  state,
  pool,
  scores,
  favourites,
}: {
  state: TournamentState;
  pool: Pool;
  scores: ScoresById;
  favourites: ReadonlySet<EntryId>;
}) {
  const t = useText();
  const { rows, provisional } = poolStandings(state, pool.id, (match) => scores.get(match));
  const head = (short: string, full: string) => (
    <th scope="col">
      <abbr title={full}>{short}</abbr>
    </th>
  );
  return (
    <div className="pool">
      <table className="pool-table">
        <caption className="pool-name">{pool.name}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('tables.rank')}</span>
            </th>
            <th scope="col" className="pool-entry">
              {t('tables.name')}
            </th>
            {head(t('tables.short.played'), t('tables.played'))}
            {head(t('tables.short.won'), t('tables.won'))}
            {head(t('tables.short.lost'), t('tables.lost'))}
            <th scope="col">{t('tables.sets')}</th>
            <th scope="col" className="wide">
              {t('tables.points')}
            </th>
            {head(t('tables.short.table'), t('tables.table'))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.entry} data-favourite={favourites.has(row.entry)}>
              <td className="figures figure">{row.rank}</td>
              <th scope="row" className="pool-entry">
                {favourites.has(row.entry) && <StarMark />} {state.entries[row.entry]?.name ?? ''}
              </th>
              <td className="figures figure">{row.played}</td>
              <td className="figures figure">{row.won}</td>
              <td className="figures figure">{row.lost}</td>
              <td className="figures figure">{pointsText(row.setsFor, row.setsAgainst)}</td>
              <td className="figures figure wide">{pointsText(row.pointsFor, row.pointsAgainst)}</td>
              <td className="figures figure">
                <strong>{row.tablePoints}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {provisional && <p className="quiet">{t('tables.provisional')}</p>}
    </div>
  );
}
