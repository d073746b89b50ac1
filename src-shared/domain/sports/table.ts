import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import type { EntryKind, SportId } from '#shared/domain/tournament/records.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { badminton, badminton3x15, beachVolleyball, squash, tableTennis, volleyball } from './presets.ts';
import type { RallyRules } from './rally-rules.ts';

/** A sport: an engine, its numbers, and how people speak of it. */
export interface Sport {
  readonly id: SportId;
  /** English name; pages translate by `id`. */
  readonly name: string;
  /** What enters its draws, the usual one first. */
  readonly kinds: readonly EntryKind[];
  /** What a set is called in it. */
  readonly unit: 'game' | 'set';
  /** The rules of singles or of teams, with which a new draw begins. */
  readonly rules: RallyRules;
  /** What is different for pairs in a sport that is also played in singles. */
  readonly pairs: Pick<RallyRules, 'players' | 'order'> | null;
}

/** Every sport the hub knows, by id. */
export const sports: Readonly<Record<SportId, Sport>> = {
  badminton: {
    id: 'badminton',
    name: 'Badminton',
    kinds: ['player', 'pair'],
    unit: 'game',
    rules: badminton,
    pairs: { players: 2, order: 'badmintonDoubles' },
  },
  'badminton-3x15': {
    id: 'badminton-3x15',
    name: 'Badminton 3×15',
    kinds: ['player', 'pair'],
    unit: 'game',
    rules: badminton3x15,
    pairs: { players: 2, order: 'badmintonDoubles' },
  },
  'table-tennis': {
    id: 'table-tennis',
    name: 'Table tennis',
    kinds: ['player', 'pair'],
    unit: 'game',
    rules: tableTennis,
    pairs: { players: 2, order: 'tableTennisDoubles' },
  },
  volleyball: {
    id: 'volleyball',
    name: 'Volleyball',
    kinds: ['team'],
    unit: 'set',
    rules: volleyball,
    pairs: null,
  },
  'beach-volleyball': {
    id: 'beach-volleyball',
    name: 'Beach volleyball',
    kinds: ['pair'],
    unit: 'set',
    rules: beachVolleyball,
    pairs: null,
  },
  squash: { id: 'squash', name: 'Squash', kinds: ['player'], unit: 'game', rules: squash, pairs: null },
};

/** The rules with which a new draw of `kind` begins. A kind the sport isn't played in gets the sport's usual rules. */
export function rulesFor(sport: SportId, kind: EntryKind): RallyRules {
  const { rules, pairs } = sports[sport];
  return kind === 'pair' && pairs ? { ...rules, ...pairs } : rules;
}

/**
 * Whether a match can be played by these numbers; refused with `BAD_RULES` and a sentence that names the first which
 * doesn't fit. The cap is one for all sets, so it may not lie below either target; a cap equal to the target means that
 * no lead is needed. A mark that no set reaches (an interval at 30 of 21) is refused, since it is surely a slip.
 */
export function checkRules(rules: RallyRules): Result<RallyRules, Refusal> {
  const slip = slipIn(rules);
  return slip === null ? ok(rules) : err(refusal('BAD_RULES', slip));
}

function slipIn(rules: RallyRules): string | null {
  const { target, deciderTarget, cap } = rules;
  if (rules.bestOf % 2 === 0) return 'The number of sets must be odd.';
  if (rules.lead > Math.min(target, deciderTarget)) return 'The lead can’t be greater than the target.';
  if (cap !== null && cap < Math.max(target, deciderTarget)) return 'The cap can’t be below the target.';
  if (rules.interval.at !== null && rules.interval.at >= Math.max(target, deciderTarget)) {
    return 'The interval must come before the target.';
  }
  if (rules.ends.deciderAt !== null && rules.ends.deciderAt >= deciderTarget) {
    return 'The change of ends in the decider must come before its target.';
  }
  return slipInOrder(rules);
}

function slipInOrder({ order, players, nextServer, serviceCourt }: RallyRules): string | null {
  switch (order) {
    case 'badmintonDoubles':
      if (players !== 2) return 'Doubles are played by two.';
      if (nextServer !== 'rallyWinner' || serviceCourt !== 'byScore') {
        return 'In badminton doubles the rally’s winner serves, from the court of its score.';
      }
      return null;
    case 'tableTennisDoubles':
      if (players !== 2) return 'Doubles are played by two.';
      return nextServer === 'inTurn' ? null : 'In table tennis doubles the four serve in turn.';
    case 'rotation':
      if (players < 2) return 'A rotation needs at least two players.';
      return nextServer === 'rallyWinner' ? null : 'A rotation needs the rally’s winner to serve.';
    default:
      return null;
  }
}
