import { useState } from 'react';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { otherSide, type Side } from '#shared/domain/sports/rally-events.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { substitutionsLeft, timeoutsLeft } from '#shared/domain/sports/rally-sets.ts';
import type { RallyState } from '#shared/domain/sports/rally-state.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';
import { type Around, nameOf } from './describe.ts';
import { Sheet } from './sheet.tsx';
import { SideButtons } from './side-buttons.tsx';

/** What a sheet asks about; each ends in at most one command. */
export type Asked =
  | 'timeout'
  | 'substitution'
  | 'card'
  | 'stroke'
  | 'retire'
  | 'disqualify'
  | 'protest'
  | 'walkover'
  | 'suspend'
  | 'abandon';

interface Asking {
  readonly around: Around;
  readonly rules: RallyRules;
  readonly play: RallyState | null;
  readonly onAnswer: (body: MatchCommandBody) => void;
  readonly onClose: () => void;
}

/** Asks what a command still needs (which side, which card, why), as full-width answers at the bottom. */
export function AskSheet({ what, ...asking }: Asking & { what: Asked }) {
  switch (what) {
    case 'timeout':
      return <TimeoutSheet {...asking} />;
    case 'substitution':
      return <SubstitutionSheet {...asking} />;
    case 'card':
      return <CardSheet {...asking} />;
    case 'stroke':
      return <StrokeSheet {...asking} />;
    case 'retire':
      return <RetireSheet {...asking} />;
    case 'walkover':
      return <WalkoverSheet {...asking} />;
    case 'disqualify':
    case 'protest':
      return <ReasonSheet {...asking} what={what} />;
    case 'suspend':
    case 'abandon':
      return <StopSheet {...asking} what={what} />;
  }
}

function TimeoutSheet({ around, rules, play, onAnswer, onClose }: Asking) {
  const { t } = around;
  const left = (side: Side) => (play ? timeoutsLeft(rules, play, side) : 0);
  return (
    <Sheet title={t('ask.timeout')} onClose={onClose}>
      <SideButtons
        left={around.left}
        label={(side) => nameOf(around, side)}
        note={(side) => t('ask.left', { n: left(side) })}
        disabled={(side) => left(side) === 0}
        onChoose={(side) => onAnswer({ type: 'timeout', side })}
      />
    </Sheet>
  );
}

function StrokeSheet({ around, onAnswer, onClose }: Asking) {
  return (
    <Sheet title={around.t('ask.stroke')} onClose={onClose}>
      <SideButtons
        left={around.left}
        label={(side) => nameOf(around, side)}
        onChoose={(side) => onAnswer({ type: 'point', side, how: 'stroke' })}
      />
    </Sheet>
  );
}

function SubstitutionSheet({ around, rules, play, onAnswer, onClose }: Asking) {
  const { t } = around;
  const [side, setSide] = useState<Side | null>(null);
  const [out, setOut] = useState('');
  const [into, setInto] = useState('');
  const left = (of: Side) => (play ? substitutionsLeft(rules, play, of) : 0);
  return (
    <Sheet title={t('ask.substitution')} onClose={onClose}>
      <SideButtons
        left={around.left}
        label={(of) => nameOf(around, of)}
        note={(of) => t('ask.left', { n: left(of) })}
        disabled={(of) => left(of) === 0}
        chosen={side}
        onChoose={setSide}
      />
      <Field label={t('ask.out')} value={out} maxLength={60} onChange={(e) => setOut(e.target.value)} />
      <Field label={t('ask.in')} value={into} maxLength={60} onChange={(e) => setInto(e.target.value)} />
      <Button
        kind="main"
        className="wide tall"
        disabled={!side || !out.trim() || !into.trim()}
        onClick={() => side && onAnswer({ type: 'substitution', side, out: out.trim(), in: into.trim() })}
      >
        {t('ask.record')}
      </Button>
    </Sheet>
  );
}

function CardSheet({ around, onAnswer, onClose }: Asking) {
  const { t } = around;
  const [side, setSide] = useState<Side | null>(null);
  const [player, setPlayer] = useState('');
  if (!side) {
    return (
      <Sheet title={t('ask.card')} onClose={onClose}>
        <SideButtons left={around.left} label={(of) => nameOf(around, of)} onChoose={setSide} />
      </Sheet>
    );
  }
  const players = around.names[side]?.players ?? [];
  return (
    <Sheet title={t('ask.whichCard', { side: nameOf(around, side) })} onClose={onClose}>
      {players.length > 1 ? (
        <SelectField label={t('ask.player')} value={player} onChange={(e) => setPlayer(e.target.value)}>
          <option value="">{t('ask.wholeSide')}</option>
          {[...new Set(players)].map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
      {(['yellow', 'red', 'black'] as const).map((card) => (
        <Button
          key={card}
          className="wide tall card-choice"
          data-card={card}
          onClick={() => onAnswer({ type: 'card', side, card, ...(player ? { player } : {}) })}
        >
          {t(`card.${card}`)}
        </Button>
      ))}
    </Sheet>
  );
}

function RetireSheet({ around, onAnswer, onClose }: Asking) {
  const { t } = around;
  const [side, setSide] = useState<Side | null>(null);
  if (!side) {
    return (
      <Sheet title={t('ask.retire')} note={t('ask.endsMatch')} onClose={onClose}>
        <SideButtons left={around.left} label={(of) => nameOf(around, of)} onChoose={setSide} />
      </Sheet>
    );
  }
  const reasons = [t('reason.injury'), t('reason.illness'), t('reason.other')];
  return (
    <Sheet title={t('ask.why')} note={nameOf(around, side)} onClose={onClose}>
      {reasons.map((reason) => (
        <Button key={reason} className="wide tall" onClick={() => onAnswer({ type: 'retire', side, reason })}>
          {reason}
        </Button>
      ))}
    </Sheet>
  );
}

function WalkoverSheet({ around, onAnswer, onClose }: Asking) {
  return (
    <Sheet title={around.t('ask.walkover')} note={around.t('ask.endsMatch')} onClose={onClose}>
      <SideButtons
        left={around.left}
        label={(side) => nameOf(around, side)}
        onChoose={(absent) => onAnswer({ type: 'walkover', winner: otherSide(absent) })}
      />
    </Sheet>
  );
}

function ReasonSheet({ what, around, onAnswer, onClose }: Asking & { what: 'disqualify' | 'protest' }) {
  const { t } = around;
  const [side, setSide] = useState<Side | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  if (!side) {
    const note = what === 'disqualify' ? t('ask.endsMatch') : undefined;
    return (
      <Sheet title={t(`ask.${what}`)} note={note} onClose={onClose}>
        <SideButtons left={around.left} label={(of) => nameOf(around, of)} onChoose={setSide} />
      </Sheet>
    );
  }
  const given = reason.trim();
  return (
    <Sheet title={t(`did.${what}`, { side: nameOf(around, side) })} onClose={onClose}>
      <Field
        label={t('ask.reason')}
        value={reason}
        maxLength={200}
        error={tried && given === '' ? t('ask.reasonNeeded') : null}
        onChange={(e) => setReason(e.target.value)}
      />
      <Button
        kind="main"
        className="wide tall"
        onClick={() => (given === '' ? setTried(true) : onAnswer({ type: what, side, reason: given }))}
      >
        {t('ask.record')}
      </Button>
    </Sheet>
  );
}

function StopSheet({ what, around, onAnswer, onClose }: Asking & { what: 'suspend' | 'abandon' }) {
  const { t } = around;
  const [reason, setReason] = useState('');
  return (
    <Sheet
      title={t(`ask.${what}`)}
      note={t(what === 'suspend' ? 'ask.suspendNote' : 'ask.abandonNote')}
      onClose={onClose}
    >
      <Field
        label={t('ask.why')}
        value={reason}
        maxLength={200}
        onChange={(e) => setReason(e.target.value)}
      />
      <Button
        kind={what === 'abandon' ? 'danger' : 'main'}
        className="wide tall"
        onClick={() => onAnswer({ type: what, reason: reason.trim() })}
      >
        {t(what === 'suspend' ? 'ask.yesSuspend' : 'ask.yesAbandon')}
      </Button>
    </Sheet>
  );
}
