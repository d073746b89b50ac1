import type { MatchEventBody, SideNames } from '#shared/domain/match/events.ts';
import { replay } from '#shared/domain/match/fold.ts';
import { setsWon } from '#shared/domain/match/score.ts';
import type { MatchRecord, MatchState } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { PerSide, RallyState } from '#shared/domain/sports/rally-state.ts';
import { sports } from '#shared/domain/sports/table.ts';
import type { SportId } from '#shared/domain/tournament/records.ts';
import { pointsText } from '#ui/format.ts';
import type { Words } from './text.ts';

/** What describing an event needs beside it. */
export interface Around {
  readonly t: Words;
  readonly sport: SportId;
  readonly names: PerSide<SideNames | null>;
  /** The side that is on the left of this screen: scores are read from left to right. */
  readonly left: Side;
}

/** A side's name as one line; "to be decided" while it isn't known. */
export const nameOf = ({ t, names }: Pick<Around, 't' | 'names'>, side: Side): string =>
  names[side]?.name ?? t('side.unknown');

/** A player's name short enough for half a phone: a long one keeps its family name, which is what is called out. */
export function shortPlayer(name: string): string {
  const [first = '', ...rest] = name.split(' ');
  return name.length > 12 && rest.length > 0 ? `${first.charAt(0)}. ${rest.join(' ')}` : name;
}

/** What a set is called in this sport: game or set. */
export const unitOf = (t: Words, sport: SportId): string =>
  t(sports[sport].unit === 'game' ? 'unit.game' : 'unit.set');

/** "12–9" from left to right. */
export const scoreAcross = (score: PerSide<number>, left: Side): string =>
  left === 'A' ? pointsText(score.A, score.B) : pointsText(score.B, score.A);

/**
 * An event in a few words, as it stands in "undo …" and in the line that says what just happened. `play` is the state
 * right after it.
 */
export function describe(body: MatchEventBody, play: RallyState | null, around: Around): string {
  const { t, sport } = around;
  const unit = unitOf(t, sport);
  const side = 'side' in body ? nameOf(around, body.side) : '';
  switch (body.type) {
    case 'point':
      return describePoint(body.side, body.how === 'stroke', play, around);
    case 'timeout':
      return t('did.timeout', { side });
    case 'substitution':
      return t('did.substitution', { side, out: body.out, in: body.in });
    case 'card':
      return t('did.card', { card: t(`card.${body.card}`), side });
    case 'toss':
      return t('did.toss', { side: nameOf(around, body.winner) });
    case 'ends':
      // Said as this screen shows it, since the referee may stand across from the chair.
      return t('did.ends', { side: nameOf(around, around.left) });
    case 'service':
      return t('did.service', { side });
    case 'setStart':
      return t('did.setStart', { unit, n: (play?.sets.length ?? 0) + 1 });
    case 'walkover':
      return t('did.walkover', { side: nameOf(around, body.winner) });
    case 'retire':
      return t('did.retire', { side });
    case 'disqualify':
      return t('did.disqualify', { side });
    case 'protest':
      return t('did.protest', { side });
    case 'void':
    case 'branched':
    case 'settle':
      return t('did.other');
    default:
      return t(`did.${body.type}`);
  }
}

function describePoint(side: Side, stroke: boolean, play: RallyState | null, around: Around): string {
  const { t, sport, left } = around;
  const name = nameOf(around, side);
  const last = play?.sets.at(-1);
  // A set or match that is over is said with its winner's points first, as it is written down.
  const justEnded = play && play.points.A + play.points.B === 0 && last && play.phase !== 'set';
  if (play && justEnded && play.phase === 'over') {
    return t('did.matchWon', { side: name, score: scoreAcross(play.setsWon, side) });
  }
  if (play && justEnded) {
    const score = scoreAcross(last, side);
    return t('did.setWon', { unit: capital(unitOf(t, sport)), n: play.sets.length, side: name, score });
  }
  const score = play ? scoreAcross(play.points, left) : '';
  return t(stroke ? 'did.stroke' : 'did.point', { side: name, score });
}

/** What changed between two states of the same match, in words; null if nothing was entered or undone. */
export function describeChange(
  before: MatchState,
  after: MatchState,
  around: Around,
): { readonly words: string; readonly record: MatchRecord } | null {
  const record = after.records.at(-1);
  if (!record || before.records.some((known) => known.event === record.event)) return null;
  if (record.body.type !== 'void') return { words: describe(record.body, after.play, around), record };
  const { event } = record.body;
  const undone = after.records.findIndex((known) => known.event === event);
  const target = after.records[undone];
  if (!target) return null;
  // The words are those of the moment it was entered: the state right after it.
  const then = replay(
    after.records.slice(0, undone + 1).map((r) => (r === target ? { ...r, voidedBy: null } : r)),
  );
  const what = describe(target.body, then.ok ? then.value.play : null, around);
  return { words: around.t('did.undone', { what }), record };
}

/** "2–1", or "21–17 18–21 21–19": the result from left to right, by sets won. */
export function resultAcross(state: MatchState, left: Side): string {
  const sets = state.corrected ?? state.play?.sets.map((set) => [set.A, set.B] as const) ?? [];
  const [A, B] = setsWon(sets);
  return scoreAcross({ A, B }, left);
}

/** The first letter large, as at the start of a line. */
export const capital = (word: string): string => word.charAt(0).toLocaleUpperCase() + word.slice(1);
