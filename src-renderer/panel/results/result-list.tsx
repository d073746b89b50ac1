import { sideName } from '#pages/panel/model/lookups.ts';
import type { Played } from '#pages/panel/model/results.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { setsText } from '#ui/format.ts';
import { Unbroken } from '#ui/unbroken.tsx';

/** Matches that are over, the winner's name strong; a click opens the match. */
export function ResultList({ played }: { played: readonly Played[] }) {
  const t = useText();
  const { tournament, go } = usePanel();
  if (played.length === 0) return <p className="quiet">{t('results.none')}</p>;
  return (
    <table className="table">
      <caption className="visually-hidden">{t('results.list')}</caption>
      <thead>
        <tr>
          <th scope="col" className="num">
            {t('col.number')}
          </th>
          <th scope="col">{t('col.pool')}</th>
          <th scope="col">{t('col.round')}</th>
          <th scope="col">{t('col.a')}</th>
          <th scope="col">{t('col.b')}</th>
          <th scope="col">{t('results.result')}</th>
          <th scope="col">{t('col.status')}</th>
        </tr>
      </thead>
      <tbody>
        {played.map(({ plan, score }) => {
          const mark = score.marks.A ?? score.marks.B;
          return (
            <tr key={plan.id}>
              <td className="num">
                <Button
                  kind="plain"
                  aria-label={t('schedule.open', { number: plan.number })}
                  onClick={() => go({ match: plan.id })}
                >
                  {plan.number}
                </Button>
              </td>
              <td>{plan.pool === null ? '' : (tournament.pools[plan.pool]?.name ?? '')}</td>
              <td>{plan.round}</td>
              {(['A', 'B'] as const).map((side) => (
                <td key={side}>
                  {score.winner === side ? (
                    <strong>{sideName(tournament, plan, side)}</strong>
                  ) : (
                    sideName(tournament, plan, side)
                  )}
                </td>
              ))}
              <td>
                <Unbroken
                  text={[setsText(score.sets), mark ? t(`mark.${mark}`) : ''].filter(Boolean).join(' ')}
                />
              </td>
              <td>
                {score.result === 'official' ? '✓ ' : '◔ '}
                {score.schedule === 'abandoned' ? t('schedule.abandoned') : t(`result.${score.result}`)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
