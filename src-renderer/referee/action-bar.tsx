import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { stepOf, type undoOf } from '#shared/domain/match/steps.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { Button } from '#ui/button.tsx';
import type { Asked } from './ask-sheets.tsx';
import { type Around, describe, nameOf, scoreAcross } from './describe.ts';

/** The bottom: undo, which says what it takes back, and what this sport needs next. Their places never change. */
export function ActionBar({
  state,
  rules,
  around,
  undo,
  onUndo,
  onCommand,
  onAsk,
}: {
  state: MatchState;
  rules: RallyRules;
  around: Around;
  undo: ReturnType<typeof undoOf>;
  /** Null: there is nothing to undo here. */
  onUndo: (() => void) | null;
  onCommand: (body: MatchCommandBody) => void;
  onAsk: (what: Asked | 'more') => void;
}) {
  const { t } = around;
  const playing = stepOf(state) === 'play';
  const undoButton = (
    <Button className="wide undo" disabled={onUndo === null} onClick={() => onUndo?.()}>
      <span aria-hidden="true">↶</span>
      <span className="clip">{undoWords(state, around, undo)}</span>
    </Button>
  );
  const more = <Button onClick={() => onAsk('more')}>{t('play.more')}</Button>;
  if (!playing) {
    return (
      <div className="bar bar-short">
        {undo ? undoButton : null}
        {more}
      </div>
    );
  }
  return (
    <div className="bar">
      {undoButton}
      <div className="actions">
        {rules.lets ? <Button onClick={() => onCommand({ type: 'let' })}>{t('play.let')}</Button> : null}
        {rules.serviceCourt === 'picked' ? (
          <Button onClick={() => onAsk('stroke')}>{t('play.stroke')}</Button>
        ) : null}
        {rules.timeouts ? <Button onClick={() => onAsk('timeout')}>{t('play.timeoutShort')}</Button> : null}
        {rules.substitutions ? (
          <Button onClick={() => onAsk('substitution')}>{t('play.substitution')}</Button>
        ) : null}
        <Button onClick={() => onAsk('card')}>{t('play.card')}</Button>
        {more}
      </div>
    </div>
  );
}

function undoWords(state: MatchState, around: Around, undo: ReturnType<typeof undoOf>): string {
  const { t } = around;
  if (!undo) return t('play.nothingToUndo');
  if (!undo.own) return t('play.undoOther');
  const { body } = undo.record;
  const ended = state.play?.sets.at(-1);
  if (body.type === 'point' && state.play?.phase !== 'set' && ended) {
    return t('play.undo', { what: t('did.lastPoint', { score: scoreAcross(ended, body.side) }) });
  }
  if (body.type === 'point' && state.play) {
    const what = `${scoreAcross(state.play.points, around.left)} ${nameOf(around, body.side)}`;
    return t('play.undo', { what });
  }
  return t('play.undo', { what: describe(body, state.play, around) });
}
