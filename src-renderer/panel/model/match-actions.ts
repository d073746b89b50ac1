import type { Moment } from '#shared/domain/ids.ts';
import { applyToCourse, type CourseEventBody } from '#shared/domain/match/apply.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { isFinishedSetLegal, setsWinner } from '#shared/domain/sports/rally-sets.ts';

/** What the organiser can do with a match from the panel. */
const matchActions = [
  'confirm',
  'correct',
  'call',
  'suspend',
  'resume',
  'walkover',
  'retire',
  'disqualify',
  'abandon',
  'protest',
  'ruling',
  'postpone',
  'cancel',
] as const;
export type MatchAction = (typeof matchActions)[number];

/** The words that an action asks for before it is done. */
export type Asked = 'nothing' | 'reason' | 'side' | 'sideAndReason' | 'sets' | 'ruling';

/** What has to be known for each action. */
export const askedFor: Record<MatchAction, Asked> = {
  confirm: 'nothing',
  correct: 'sets',
  call: 'nothing',
  suspend: 'reason',
  resume: 'nothing',
  walkover: 'side',
  retire: 'sideAndReason',
  disqualify: 'sideAndReason',
  abandon: 'reason',
  protest: 'sideAndReason',
  ruling: 'ruling',
  postpone: 'nothing',
  cancel: 'reason',
};

/** Actions that no later one takes back: said before they are done. */
export const isFinal = (action: MatchAction): boolean =>
  action === 'confirm' || action === 'correct' || action === 'ruling';

const probes: Record<Exclude<MatchAction, 'correct'>, CourseEventBody> = {
  confirm: { type: 'confirm' },
  call: { type: 'call' },
  suspend: { type: 'suspend', reason: '' },
  resume: { type: 'resume' },
  walkover: { type: 'walkover', winner: 'A' },
  retire: { type: 'retire', side: 'A', reason: '' },
  disqualify: { type: 'disqualify', side: 'A', reason: '-' },
  abandon: { type: 'abandon', reason: '' },
  protest: { type: 'protest', side: 'A', reason: '-' },
  ruling: { type: 'ruling', upheld: false, reason: '-' },
  postpone: { type: 'postpone' },
  cancel: { type: 'cancel', reason: '' },
};

/** The actions that are possible now, by the domain's own rules. */
export function possibleActions(match: MatchState, at: Moment): readonly MatchAction[] {
  return matchActions.filter((action) => {
    if (action === 'correct') return match.schedule !== 'cancelled';
    return applyToCourse(match, probes[action], at).ok;
  });
}

/** Sets as typed: a pair of fields per set, empty where nothing was typed. */
export type TypedSets = readonly (readonly [string, string])[];

/** A typed result that is right, or what is wrong with it. */
export type CheckedSets =
  | { readonly ok: true; readonly sets: readonly { A: number; B: number }[]; readonly winner: Side }
  | {
      readonly ok: false;
      readonly wrong: 'empty' | 'notANumber' | 'illegalSet' | 'noWinner';
      /** The set that is wrong, from 1. */
      readonly set: number;
    };

/**
 * Reads a typed result under the draw's rules. `winner` is given where the sets don't decide (a match that ended early
 * by a mark): then unfinished sets are allowed too.
 */
export function checkSets(rules: RallyRules, typed: TypedSets, givenWinner: Side | null): CheckedSets {
  const filled = typed.filter(([a, b]) => a.trim() !== '' || b.trim() !== '');
  if (filled.length === 0 && givenWinner === null) return { ok: false, wrong: 'empty', set: 1 };
  const sets: { A: number; B: number }[] = [];
  for (const [index, [a, b]] of filled.entries()) {
    if (!/^\d{1,3}$/.test(a.trim()) || !/^\d{1,3}$/.test(b.trim())) {
      return { ok: false, wrong: 'notANumber', set: index + 1 };
    }
    sets.push({ A: Number(a), B: Number(b) });
  }
  if (givenWinner !== null) return { ok: true, sets, winner: givenWinner };
  const wrong = sets.findIndex((set, i) => !isFinishedSetLegal(rules, i === rules.bestOf - 1, set.A, set.B));
  if (wrong >= 0) return { ok: false, wrong: 'illegalSet', set: wrong + 1 };
  const winner = setsWinner(rules, sets);
  return winner === null ? { ok: false, wrong: 'noWinner', set: sets.length } : { ok: true, sets, winner };
}

/** A match that ended without being played, by a walkover say: it has no sets, only who won can be put right. */
export const endedUnplayed = (match: Pick<MatchState, 'marks' | 'start' | 'schedule'>): boolean =>
  match.start === null && match.schedule === 'finished' && endedEarly(match);

/** A result with a mark (walkover, retirement …) may be corrected with unfinished sets. */
export const endedEarly = (match: Pick<MatchState, 'marks'>): boolean =>
  match.marks.A !== null || match.marks.B !== null;

/** Why an action isn't possible, in the domain's words; null when it is. */
export function whyNot(
  match: MatchState,
  action: Exclude<MatchAction, 'correct'>,
  at: Moment,
): Refusal | null {
  const tried = applyToCourse(match, probes[action], at);
  return tried.ok ? null : tried.error;
}
