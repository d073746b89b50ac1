import type { Step } from '#shared/domain/match/steps.ts';
import { otherSide } from '#shared/domain/sports/rally-events.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed, useHub, useStatus } from '#ui/hub.tsx';
import { type Around, nameOf, resultAcross, scoreAcross } from './describe.ts';
import { HoldButton } from './hold-button.tsx';
import type { InMatch } from './match-page.tsx';
import { listMatches, nextMatch } from './my-matches.ts';

/** After the last point: the result to check and confirm, and then what comes next. */
export function MatchEnd({
  match,
  around,
  step,
  blocked,
  onConfirm,
}: {
  match: InMatch;
  around: Around;
  step: Extract<Step, 'confirm' | 'official' | 'protested' | 'abandoned' | 'cancelled'>;
  blocked: boolean;
  onConfirm: () => void;
}) {
  const { t } = around;
  const { state } = match;
  // A result is read with the winner first, as it is written down.
  const left = state.winner ?? around.left;
  const marks = [left, otherSide(left)].flatMap((side) => {
    const mark = state.marks[side];
    return mark && mark !== 'ABD' ? [`${nameOf(around, side)}: ${t(`mark.${mark}`)}`] : [];
  });
  const sets = state.corrected
    ? state.corrected.map(([A, B]) => scoreAcross({ A, B }, left))
    : (state.play?.sets ?? []).map((set) => scoreAcross(set, left));
  const unfinished = state.play && state.play.phase === 'set' && !state.corrected;
  return (
    <>
      <div className="opening end">
        {state.winner ? (
          <p className="big-words">{t('end.won', { side: nameOf(around, state.winner) })}</p>
        ) : null}
        <div className="end-score">
          <span className="clip">{nameOf(around, left)}</span>
          <span className="figures huge">{resultAcross(state, left)}</span>
          <span className="clip">{nameOf(around, otherSide(left))}</span>
        </div>
        <p className="figures end-sets">
          {[...sets, ...(unfinished && state.play ? [`(${scoreAcross(state.play.points, left)})`] : [])].join(
            '   ',
          )}
        </p>
        {marks.map((mark) => (
          <p key={mark} className="statement">
            {mark}
          </p>
        ))}
        <EndWords match={match} step={step} around={around} />
      </div>
      {step === 'confirm' && !blocked ? (
        <div className="begin">
          <HoldButton label={t('end.confirm', { result: resultAcross(state, left) })} onHeld={onConfirm} />
        </div>
      ) : null}
      {step === 'confirm' ? null : <WhatNext match={match} around={around} />}
    </>
  );
}

function EndWords({ match, step, around }: { match: InMatch; step: Step; around: Around }) {
  const { t } = around;
  const hub = useHub();
  useStatus();
  const waits = hub.waitingIn(matchTopic(match.state.id)).length > 0;
  switch (step) {
    case 'confirm':
      return <p className="quiet">{t('end.unconfirmed')}</p>;
    case 'official':
      return (
        <p className="statement">
          {t('end.official')}. {t(waits ? 'end.onPhone' : 'end.atHub')}
        </p>
      );
    case 'protested':
      return <p className="statement">{t('end.protested')}</p>;
    case 'abandoned':
      return <p className="statement">{t('end.abandoned')}</p>;
    case 'cancelled':
      return <p className="statement">{t('end.cancelled')}</p>;
    default:
      return null;
  }
}

function WhatNext({ match, around }: { match: InMatch; around: Around }) {
  const { t } = around;
  const { tournament, me, state } = match;
  const scores = useConfirmed(`scores/${tournament.id}`);
  const next = nextMatch(listMatches(tournament, scores ?? [], me.official), state.id);
  const court = next?.plan.court ? tournament.courts[next.plan.court]?.name : null;
  const words = next ? [t('match.number', { n: next.plan.number }), court].filter(Boolean).join(' · ') : '';
  return (
    <div className="begin">
      {next ? (
        <Button kind="main" className="wide tall" onClick={() => match.onOpen(next.plan.id)}>
          {t('end.next', { match: words })}
        </Button>
      ) : null}
      <Button className="wide" onClick={match.onBack}>
        {t('end.toList')}
      </Button>
    </div>
  );
}
