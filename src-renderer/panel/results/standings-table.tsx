import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { Standings } from '#shared/domain/standings/standings.ts';
import type { Pool } from '#shared/domain/tournament/records.ts';

/** The table of a pool. */
export function StandingsTable({ pool, standings }: { pool: Pool; standings: Standings }) {
  const t = useText();
  const { tournament } = usePanel();
  return (
    <table className="table">
      <caption>
        {pool.name}{' '}
        <span className="quiet">
          {standings.provisional ? `◔ ${t('results.provisional')}` : `✓ ${t('results.final')}`}
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col" className="num">
            {t('results.rank')}
          </th>
          <th scope="col">{t('results.entry')}</th>
          <th scope="col" className="num">
            {t('results.played')}
          </th>
          <th scope="col" className="num">
            {t('results.won')}
          </th>
          <th scope="col" className="num">
            {t('results.lost')}
          </th>
          <th scope="col" className="num">
            {t('results.sets')}
          </th>
          <th scope="col" className="num">
            {t('results.points')}
          </th>
          <th scope="col" className="num">
            {t('results.tablePoints')}
          </th>
          <th scope="col">{t('results.decidedBy')}</th>
        </tr>
      </thead>
      <tbody>
        {standings.rows.map((row) => (
          <tr key={row.entry}>
            <td className="num">{row.rank}</td>
            <th scope="row">{tournament.entries[row.entry]?.name ?? ''}</th>
            <td className="num">{row.played}</td>
            <td className="num">{row.won}</td>
            <td className="num">{row.lost}</td>
            <td className="num">{`${row.setsFor}–${row.setsAgainst}`}</td>
            <td className="num">{`${row.pointsFor}–${row.pointsAgainst}`}</td>
            <td className="num">{row.tablePoints}</td>
            <td>
              {row.tied && row.played > 0 ? `= ${t('results.tied')}` : ''}
              {row.decidedBy ? t(`criterion.${row.decidedBy}`) : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
