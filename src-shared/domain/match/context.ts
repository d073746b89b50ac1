import type { CourtId, MatchId } from '#shared/domain/ids.ts';
import { namesOfMatch } from '#shared/domain/tournament/fold.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { MatchContext } from './decide.ts';

/**
 * What deciding a command of a match needs to know of its tournament; null when the tournament has no such match.
 * `courtBusyWith` gives the number of another match that is being played on a court, or null; a phone, which doesn't
 * follow the other matches, gives null always and leaves that to the hub.
 */
export function matchContext(
  tournament: TournamentState,
  match: MatchId,
  courtBusyWith: (court: CourtId, except: MatchId) => number | null = () => null,
): MatchContext | null {
  const plan = tournament.matches[match];
  const draw = plan && tournament.draws[plan.draw];
  if (!plan || !draw) return null;
  return {
    plan,
    draw,
    names: namesOfMatch(tournament, match),
    open: tournament.status === 'open',
    courtBusyWith: plan.court === null ? null : courtBusyWith(plan.court, match),
  };
}
