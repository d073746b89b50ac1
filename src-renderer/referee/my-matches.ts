import type { MatchId, OfficialId } from '#shared/domain/ids.ts';
import type { MatchScore, ScheduleStatus } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { finder, plain } from '#ui/search.ts';

/** A match in the list: its plan and, once something has happened in it, its score. */
export interface ListedMatch {
  readonly plan: MatchPlan;
  readonly score: MatchScore | null;
}

/** The list of matches as a referee needs it. */
export interface MatchList {
  /** Assigned to this official and still to play or confirm: those in play first, then by time. */
  readonly mine: readonly ListedMatch[];
  readonly mineDone: readonly ListedMatch[];
  /** All others, by court in its real order; those without a court come last. */
  readonly others: readonly { readonly court: string | null; readonly matches: readonly ListedMatch[] }[];
}

const inHand: ReadonlySet<ScheduleStatus> = new Set(['running', 'break', 'suspended', 'warmUp']);

/** Whether nothing is left to do: confirmed, cancelled, or ended for good. */
export const isDone = ({ score }: ListedMatch): boolean =>
  score !== null &&
  (score.schedule === 'cancelled' ||
    score.schedule === 'abandoned' ||
    (score.schedule === 'finished' && score.result !== 'unconfirmed'));

const isInHand = ({ score }: ListedMatch): boolean =>
  score !== null && (inHand.has(score.schedule) || score.result === 'unconfirmed');

/** Those in play first, then by planned time (unplanned last), then by number. */
function inOrder(a: ListedMatch, b: ListedMatch): number {
  const hand = Number(isInHand(b)) - Number(isInHand(a));
  if (hand !== 0) return hand;
  const time = (a.plan.scheduled ?? Infinity) - (b.plan.scheduled ?? Infinity);
  return Number.isNaN(time) || time === 0 ? a.plan.number - b.plan.number : time;
}

/** All matches of a tournament, sorted for one official. `search` finds others' names, numbers, draws. */
export function listMatches(
  tournament: TournamentState,
  scores: readonly MatchScore[],
  me: OfficialId | null,
  search = '',
): MatchList {
  const byId = new Map(scores.map((score) => [score.id, score]));
  const all = Object.values(tournament.matches)
    .map((plan): ListedMatch => ({ plan, score: byId.get(plan.id) ?? null }))
    .sort(inOrder);
  const isMine = ({ plan, score }: ListedMatch) =>
    me !== null && (score?.official ? score.official === me : plan.official === me);
  const mine = all.filter(isMine);
  const isFound = finder(search, ({ plan }: ListedMatch) => searched(tournament, plan));
  const wanted = all.filter((match) => !isMine(match) && isFound(match));
  return {
    mine: mine.filter((match) => !isDone(match)),
    mineDone: mine.filter(isDone),
    others: byCourt(tournament, wanted),
  };
}

function byCourt(tournament: TournamentState, listed: readonly ListedMatch[]): MatchList['others'] {
  const place = (court: string | null): number => {
    const record = court === null ? undefined : tournament.courts[court];
    if (!record) return Infinity;
    return (tournament.venues[record.venue]?.order ?? 0) * 10_000 + record.order;
  };
  const courts = [...new Set(listed.map(({ plan }) => plan.court))].sort((a, b) => {
    const difference = place(a) - place(b);
    return Number.isNaN(difference) ? 0 : difference;
  });
  return courts.map((court) => ({ court, matches: listed.filter(({ plan }) => plan.court === court) }));
}

/** What is searched in of a match. */
function searched(tournament: TournamentState, plan: MatchPlan): string {
  const entries = plan.sides.map((side) => (side ? tournament.entries[side] : undefined));
  const texts = [
    `#${plan.number}`,
    tournament.draws[plan.draw]?.name ?? '',
    plan.round,
    ...entries.flatMap((entry) => [entry?.name ?? '', entry?.club ?? '']),
  ];
  return plain(texts.join(' '));
}

/** The match that this official does next, after `except`; null if there is none. */
export function nextMatch(list: MatchList, except: MatchId): ListedMatch | null {
  return list.mine.find(({ plan }) => plan.id !== except) ?? null;
}
