import { shortScore } from '#pages/panel/model/course.ts';
import { sideName } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';

/** The score as a table: a row per side, a column per set, the running points last. */
export function MatchScoreBlock({ plan, match }: { plan: MatchPlan; match: MatchState }) {
  const t = useText();
  const { tournament } = usePanel();
  const { sets, points } = shortScore(match);
  const serving = match.play?.phase === 'over' ? null : match.play?.serving;
  const row = (side: Side) => {
    const at = side === 'A' ? 0 : 1;
    const club = tournament.entries[plan.sides[at] ?? '']?.club;
    return (
      <tr data-winner={match.winner === side}>
        <th scope="row">
          <span className="score-name">{sideName(tournament, plan, side)}</span>
          {club ? <span className="score-club">{club}</span> : null}
          {match.marks[side] ? <span className="score-mark">{t(`mark.${match.marks[side]}`)}</span> : null}
        </th>
        <td className="score-serve">
          {serving?.side === side ? (
            <>
              <span aria-hidden="true">●</span>
              <span className="visually-hidden">{t('live.serves')}</span>
            </>
          ) : null}
        </td>
        {sets.map((set, i) => (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: a set is its place in the match
            key={i}
            className="score-set figures"
            data-won={at === 0 ? set[0] > set[1] : set[1] > set[0]}
          >
            {set[at]}
          </td>
        ))}
        {points ? <td className="score-points figures">{points[at]}</td> : null}
      </tr>
    );
  };
  return (
    <div className="score-block">
      <table>
        <caption className="visually-hidden">{t('sets.title')}</caption>
        <tbody>
          {row('A')}
          {row('B')}
        </tbody>
      </table>
      <p className="score-status">
        {t(`schedule.${match.schedule}`)} · {t(`result.${match.result}`)}
        {match.revision > 1 ? ` (${match.revision})` : ''}
      </p>
    </div>
  );
}
