import { matchPointFor, setPointFor } from '#shared/domain/sports/rally-sets.ts';
import { changedAt } from './fold.ts';
import type { MatchScore, MatchState, SetScore } from './state.ts';

/** The sets of a match as they count: the corrected ones if it was corrected, else those played so far (A first). */
export function countedSets(state: Pick<MatchState, 'corrected' | 'play'>): readonly SetScore[] {
  return state.corrected ?? state.play?.sets.map((set) => [set.A, set.B] as const) ?? [];
}

/** Sets won by each side, A first. */
export function setsWon(sets: readonly SetScore[]): SetScore {
  return [sets.filter(([a, b]) => a > b).length, sets.filter(([a, b]) => b > a).length];
}

/** The running set's points, A first: null unless a set is played or was left unfinished. */
export function runningPoints(state: Pick<MatchState, 'corrected' | 'play'>): SetScore | null {
  if (state.corrected || !state.play || state.play.phase === 'over') return null;
  return [state.play.points.A, state.play.points.B];
}

/** A match in one line. */
export function scoreOf(state: MatchState): MatchScore {
  const { play, start } = state;
  const sets = countedSets(state);
  return {
    id: state.id,
    seq: state.seq,
    schedule: state.schedule,
    result: state.result,
    revision: state.revision,
    sets,
    points: runningPoints(state),
    setsWon: setsWon(sets),
    serving:
      play?.serving && play.phase !== 'over' ? { side: play.serving.side, court: play.serving.court } : null,
    left: play?.left ?? null,
    decisive: play && start && state.result === 'live' ? decisive(state) : null,
    interval: play?.interval
      ? { kind: play.interval.kind, until: play.interval.since + play.interval.lengthMs }
      : null,
    winner: state.winner,
    marks: state.marks,
    official: state.charge?.official ?? null,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    changedAt: changedAt(state),
    openBranches: state.branches.filter((branch) => branch.settled === 'open').length,
  };
}

function decisive({ play, start }: MatchState): MatchScore['decisive'] {
  if (!play || !start) return null;
  const match = matchPointFor(start.rules, play);
  if (match) return { what: 'match', side: match };
  const set = setPointFor(start.rules, play);
  return set ? { what: 'set', side: set } : null;
}
