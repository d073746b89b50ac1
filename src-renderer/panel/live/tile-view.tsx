import { memo } from 'react';
import { sideName } from '#pages/panel/model/lookups.ts';
import type { Tile } from '#pages/panel/model/tiles.ts';
import { needShape, useNeedWords } from '#pages/panel/parts/need-words.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import { sports } from '#shared/domain/sports/table.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { ageText, timeText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';

/** A court: what is on it, in big figures, and in words what it needs. A button that opens the match beside the grid. */
export const TileView = memo(function TileView({
  tile,
  tournament,
  now,
  open,
  onOpen,
}: {
  tile: Tile;
  tournament: TournamentState;
  now: number;
  open: boolean;
  onOpen: (match: MatchPlan['id']) => void;
}) {
  const t = useText();
  const { court, plan, score, needs, next } = tile;
  const target = plan ?? next;
  const inside = (
    <>
      <span className="tile-head">
        <span className="tile-court">{court.name}</span>
        {plan ? <span className="tile-number figures">#{plan.number}</span> : null}
        <span className="tile-draw">{plan ? (tournament.draws[plan.draw]?.name ?? '') : t('live.free')}</span>
      </span>
      {plan && score ? <Figures plan={plan} score={score} tournament={tournament} /> : null}
      {plan && !score ? <Sides plan={plan} tournament={tournament} /> : null}
      {plan && score ? <StateLine plan={plan} score={score} tournament={tournament} /> : null}
      <Needs tile={tile} />
      <span className="tile-foot">
        {plan ? <RefereeLine tile={tile} now={now} /> : null}
        <NextLine next={next} tournament={tournament} wrap={plan === null} />
      </span>
    </>
  );
  if (!target) {
    return (
      <div className="tile" data-empty="true">
        {inside}
      </div>
    );
  }
  return (
    <button
      type="button"
      className="tile"
      data-needs={needs.length > 0}
      data-open={open}
      aria-pressed={open}
      onClick={() => onOpen(target.id)}
    >
      {inside}
    </button>
  );
});

function Sides({ plan, tournament }: { plan: MatchPlan; tournament: TournamentState }) {
  return (
    <span className="tile-sides">
      <span className="tile-name">{sideName(tournament, plan, 'A')}</span>
      <span className="tile-name">{sideName(tournament, plan, 'B')}</span>
    </span>
  );
}

function Figures({
  plan,
  score,
  tournament,
}: {
  plan: MatchPlan;
  score: MatchScore;
  tournament: TournamentState;
}) {
  const t = useText();
  const row = (side: Side) => {
    const at = side === 'A' ? 0 : 1;
    return (
      <span className="tile-side" data-winner={score.winner === side}>
        <span className="tile-name">
          {sideName(tournament, plan, side)}
          {score.marks[side] ? <span className="tile-mark"> {t(`mark.${score.marks[side]}`)}</span> : null}
        </span>
        <span className="tile-serve">
          {score.serving?.side === side ? (
            <>
              <span aria-hidden="true">●</span>
              <span className="visually-hidden">{t('live.serves')}</span>
            </>
          ) : null}
        </span>
        {score.sets.map((set, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a set is its place in the match
            key={i}
            className="tile-set figures"
            data-won={set[at] > set[(1 - at) as 0 | 1]}
          >
            {set[at]}
          </span>
        ))}
        {score.points ? <span className="tile-points figures">{score.points[at]}</span> : null}
      </span>
    );
  };
  return (
    <span className="tile-score">
      {row('A')}
      {row('B')}
    </span>
  );
}

function StateLine({
  plan,
  score,
  tournament,
}: {
  plan: MatchPlan;
  score: MatchScore;
  tournament: TournamentState;
}) {
  const t = useText();
  const sport = tournament.draws[plan.draw]?.sport;
  const words: string[] = [];
  if (score.decisive) {
    const set = sport && sports[sport].unit === 'game' ? 'live.gamePoint' : 'live.setPoint';
    const what = t(score.decisive.what === 'match' ? 'live.matchPoint' : set);
    words.push(t('live.decisiveFor', { what, side: sideName(tournament, plan, score.decisive.side) }));
  } else if (score.winner && score.result !== 'live') {
    words.push(t('live.wins', { side: sideName(tournament, plan, score.winner) }));
  } else if (score.schedule !== 'running' && score.schedule !== 'suspended')
    words.push(t(`schedule.${score.schedule}`));
  return words.length > 0 ? <span className="tile-state">{words.join(' · ')}</span> : null;
}

function Needs({ tile }: { tile: Tile }) {
  const words = useNeedWords();
  return tile.needs.map((need) => (
    <span className="need" data-need={need.kind} key={need.kind}>
      <span aria-hidden="true">{needShape[need.kind]}</span> {words(need)}
    </span>
  ));
}

function RefereeLine({ tile, now }: { tile: Tile; now: number }) {
  const t = useText();
  const language = useLanguage();
  const changed = tile.score?.changedAt ?? null;
  return (
    <span className="tile-line">
      <span className="tile-referee">
        {t('match.referee')}: {tile.referee ?? t('none')}
      </span>
      {changed === null ? null : (
        <span className="tile-age">
          {t('live.ago', { age: ageText(Math.max(0, now - changed), language) })}
        </span>
      )}
    </span>
  );
}

function NextLine({
  next,
  tournament,
  wrap,
}: {
  next: MatchPlan | null;
  tournament: TournamentState;
  wrap: boolean;
}) {
  const t = useText();
  const language = useLanguage();
  const { timeZone } = tournament.details;
  if (!next)
    return (
      <span className="tile-line">
        {t('live.next')}: {t('live.nothingNext')}
      </span>
    );
  const time = next.scheduled === null ? '' : `${timeText(next.scheduled, timeZone, language)} `;
  return (
    <span className="tile-line tile-next" data-wrap={wrap}>
      {t('live.next')}: {time}#{next.number} {sideName(tournament, next, 'A')} {t('versus')}{' '}
      {sideName(tournament, next, 'B')}
    </span>
  );
}
