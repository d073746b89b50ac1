import type { useText } from '#pages/panel/text.ts';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

type Translate = ReturnType<typeof useText>;

/** What an event of a match says, in one short line. `side` gives the name of a side, `set` the number of a started set. */
export function eventWords(
  body: MatchEventBody,
  t: Translate,
  side: (side: Side) => string,
  set: number | null,
): string {
  switch (body.type) {
    case 'toss':
      return t('ev.toss', { side: side(body.winner) });
    case 'ends':
      return t('ev.ends', { side: side(body.left) });
    case 'service':
      return t('ev.service', { side: side(body.side) });
    case 'setStart':
      return t('ev.setStart', { set: set ?? '' });
    case 'point':
      return t(body.how === 'stroke' ? 'ev.stroke' : 'ev.point', { side: side(body.side) });
    case 'timeout':
    case 'retire':
    case 'disqualify':
    case 'protest':
      return t(`ev.${body.type}`, { side: side(body.side) });
    case 'substitution':
      return t('ev.substitution', { side: side(body.side), in: body.in, out: body.out });
    case 'card':
      return t(`ev.card.${body.card}`, { side: side(body.side) });
    case 'walkover':
      return t('ev.walkover', { side: side(body.winner) });
    case 'ruling':
      return t(body.upheld ? 'ev.rulingUpheld' : 'ev.rulingRejected');
    case 'correct':
      return t('ev.correct', { sets: body.sets.map((s) => `${s.A}–${s.B}`).join(' ') });
    case 'settle':
      return t(body.keep === 'log' ? 'ev.settleLog' : 'ev.settleBranch');
    case 'call':
    case 'warmUp':
    case 'start':
    case 'suspend':
    case 'resume':
    case 'abandon':
    case 'postpone':
    case 'cancel':
    case 'confirm':
    case 'void':
    case 'takeCharge':
    case 'branched':
    case 'let':
    case 'intervalEnd':
      return t(`ev.${body.type}`);
    default:
      return unreachable(body);
  }
}

/** The reason that was given with an event; empty where none was. */
export const reasonOf = (body: MatchEventBody): string => ('reason' in body ? body.reason : '');
