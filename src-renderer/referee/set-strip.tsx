import type { MatchState } from '#shared/domain/match/state.ts';
import { stepOf } from '#shared/domain/match/steps.ts';
import { otherSide } from '#shared/domain/sports/rally-events.ts';
import { type Around, capital, nameOf, scoreAcross, unitOf } from './describe.ts';

/** While a match is played: sets won by each side, which set is played, and the score of those before; left to right as the court lies. */
export function SetStrip({ state, around }: { state: MatchState; around: Around }) {
  const { play } = state;
  const { t, left, sport } = around;
  const step = stepOf(state);
  if (!play || (step !== 'play' && step !== 'betweenSets' && step !== 'suspended')) return null;
  const right = otherSide(left);
  const sets = play.sets.map((set) => scoreAcross(set, left)).join('  ');
  const unit = capital(unitOf(t, sport));
  const won = (side: typeof left) => (
    <span className="set-won figures" data-side={side}>
      <span className="visually-hidden">{nameOf(around, side)} </span>
      {play.setsWon[side]}
    </span>
  );
  return (
    <div className="set-strip">
      {won(left)}
      <p className="set-line">
        <span>{t('play.setsWon', { unit, n: play.sets.length + (play.phase === 'over' ? 0 : 1) })}</span>
        {sets ? <span className="figures set-scores">{sets}</span> : null}
      </p>
      {won(right)}
    </div>
  );
}
