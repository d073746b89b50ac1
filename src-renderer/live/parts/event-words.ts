import type { CourseEvent } from '#pages/live/model/course.ts';
import type { LiveTranslate } from '#pages/live/text/live-text.ts';
import { otherSide, type Side } from '#shared/domain/sports/rally-events.ts';
import { pointsText } from '#ui/format.ts';
import type { MatchLine } from '#ui/match-line.ts';
import { nameOf } from '#ui/watching-words.ts';

/**
 * An event in words. Reasons that officials wrote down (of a disqualification, a protest, a correction) are for the
 * organiser and aren't said here.
 */
export function eventWords({ body, set, endsSet }: CourseEvent, line: MatchLine, t: LiveTranslate): string {
  const name = (side: Side): string => nameOf(line, side, t);
  const unit = t(`in.${line.unit}`, { n: set });
  switch (body.type) {
    case 'point': {
      const words = t(body.how === 'stroke' ? 'event.stroke' : 'event.point', { name: name(body.side) });
      return endsSet ? `${words}. ${t('event.setWon', { name: name(body.side), unit })}` : words;
    }
    case 'setStart':
      return t('event.setStart', { unit });
    case 'timeout':
      return t('event.timeout', { name: name(body.side) });
    case 'substitution':
      return t('event.substitution', { name: name(body.side), in: body.in, out: body.out });
    case 'card': {
      const who = body.player ? `${body.player} (${name(body.side)})` : name(body.side);
      const words = t(`event.card.${body.card}`, { name: who });
      const winner = name(otherSide(body.side));
      return endsSet ? `${words}. ${t('event.setWon', { name: winner, unit })}` : words;
    }
    case 'toss':
      return t(`event.toss.${body.choice}`, { name: name(body.winner) });
    case 'service':
      return t('event.service', { name: name(body.side) });
    case 'walkover':
      return t('event.walkover', { name: name(body.winner) });
    case 'retire':
      return t('event.retire', { name: name(body.side) });
    case 'disqualify':
      return t('event.disqualify', { name: name(body.side) });
    case 'protest':
      return t('event.protest', { name: name(body.side) });
    case 'ruling':
      return t(body.upheld ? 'event.upheld' : 'event.dismissed');
    case 'correct':
      return t('event.correct', { sets: body.sets.map(({ A, B }) => pointsText(A, B)).join(' ') });
    case 'ends':
    case 'void':
    case 'takeCharge':
    case 'settle':
    case 'branched':
      // Never in a course.
      return '';
    default:
      return t(`event.${body.type}`);
  }
}
