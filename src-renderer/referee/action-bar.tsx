import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { Button } from '#ui/button.tsx';
import type { Asked } from './ask-sheets.tsx';
import { type Around, describe, nameOf, scoreAcross } from './describe.ts';
import { stepOf, type undoOf } from './steps.ts';

/** The bottom: undo, which says what it takes back, and what this sport needs next. Their places never change. */
export function ActionBar({
  state,
  rules,
  around,
  undo,
  blocked,
  onUndo,
  onCommand,
  onAsk,
}: {
  state: MatchState;
  rules: RallyRules;
  around: Around;
  undo: ReturnType<typeof undoOf>;
  blocked: boolean;
  /** Null: there is nothing to undo here. */
  onUndo: (() => void) | null;
  onCommand: (body: MatchCommandBody) => void;
  onAsk: (what: Asked | 'more') => void;
}) {
  const { t } = around;
  const playing = stepOf(state) === 'play' && !blocked;
  return (
    <div className="bar">
      <Button className="wide undo" disabled={onUndo === null} onClick={() => onUndo?.()}>
        <span aria-hidden="true">↶</span>
        <span className="clip">{undoWords(state, around, undo)}</span>
      </Button>
      <div className="actions">
        {rules.lets ? (
          <Button disabled={!playing} onClick={() => onCommand({ type: 'let' })}>
            {t('play.let')}
          </Button>
        ) : null}
        {rules.serviceCourt === 'picked' ? (
          <Button disabled={!playing} onClick={() => onAsk('stroke')}>
            {t('play.stroke')}
          </Button>
        ) : null}
        {rules.timeouts ? (
          <Button disabled={!playing} onClick={() => onAsk('timeout')}>
            {t('play.timeoutShort')}
          </Button>
        ) : null}
        {rules.substitutions ? (
          <Button disabled={!playing} onClick={() => onAsk('substitution')}>
            {t('play.substitution')}
          </Button>
        ) : null}
        <Button disabled={!playing} onClick={() => onAsk('card')}>
          {t('play.card')}
        </Button>
        <Button onClick={() => onAsk('more')}>{t('play.more')}</Button>
      </div>
    </div>
  );
}

function undoWords(state: MatchState, around: Around, undo: ReturnType<typeof undoOf>): string {
  const { t } = around;
  if (!undo) return t('play.nothingToUndo');
  if (!undo.own) return t('play.undoOther');
  const { body } = undo.record;
  if (body.type === 'point' && state.play?.phase === 'set') {
    const what = `${scoreAcross(state.play.points, around.left)} ${nameOf(around, body.side)}`;
    return t('play.undo', { what });
  }
  return t('play.undo', { what: describe(body, state.play, around) });
}
