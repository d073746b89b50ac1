import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { stepOf } from '#shared/domain/match/steps.ts';
import { hasEnds } from '#shared/domain/sports/rally-breaks.ts';
import { otherSide } from '#shared/domain/sports/rally-events.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { Button } from '#ui/button.tsx';
import type { Asked } from './ask-sheets.tsx';
import { PreferenceSwitches } from './preference-switches.tsx';
import { Sheet } from './sheet.tsx';
import { useText } from './text.ts';

/** What is needed seldom: the ways a match stops, and how the page lies in the hand. */
export function MoreSheet({
  state,
  rules,
  onAsk,
  onCommand,
  onClose,
}: {
  state: MatchState;
  rules: RallyRules;
  onAsk: (what: Asked) => void;
  onCommand: (body: MatchCommandBody) => void;
  onClose: () => void;
}) {
  const t = useText();
  const step = stepOf(state);
  const started = state.start !== null;
  const inPlay = started && (step === 'play' || step === 'betweenSets' || step === 'prepare');
  const left = state.play?.left ?? null;
  return (
    <Sheet title={t('more.title')} onClose={onClose}>
      {step === 'prepare' && state.schedule === 'called' ? (
        <Button className="wide" onClick={() => onCommand({ type: 'warmUp' })}>
          {t('open.warmUp')}
        </Button>
      ) : null}
      {inPlay ? (
        <Button className="wide" onClick={() => onAsk('suspend')}>
          {t('more.suspend')}
        </Button>
      ) : null}
      {step === 'suspended' || step === 'abandoned' ? (
        <Button className="wide" onClick={() => onCommand({ type: 'resume' })}>
          {t('more.resume')}
        </Button>
      ) : null}
      {step === 'play' && hasEnds(rules) && left ? (
        <Button className="wide" onClick={() => onCommand({ type: 'ends', left: otherSide(left) })}>
          {t('more.ends')}
        </Button>
      ) : null}
      {started && ((inPlay && step !== 'play') || step === 'confirm') ? (
        <Button className="wide" onClick={() => onAsk('card')}>
          {t('play.card')}
        </Button>
      ) : null}
      {!started && step === 'prepare' ? (
        <Button className="wide" onClick={() => onAsk('walkover')}>
          {t('more.walkover')}
        </Button>
      ) : null}
      {inPlay || step === 'suspended' ? (
        <Button className="wide" onClick={() => onAsk('retire')}>
          {t('more.retire')}
        </Button>
      ) : null}
      {step === 'official' || step === 'protested' || step === 'cancelled' ? null : (
        <Button className="wide" onClick={() => onAsk('disqualify')}>
          {t('more.disqualify')}
        </Button>
      )}
      {inPlay || step === 'suspended' ? (
        <Button kind="danger" className="wide" onClick={() => onAsk('abandon')}>
          {t('more.abandon')}
        </Button>
      ) : null}
      {step === 'confirm' || step === 'official' ? (
        <Button className="wide" onClick={() => onAsk('protest')}>
          {t('more.protest')}
        </Button>
      ) : null}
      <PreferenceSwitches />
      <p className="quiet">{t('more.keys')}</p>
      <p className="quiet">{t('more.screen')}</p>
    </Sheet>
  );
}
