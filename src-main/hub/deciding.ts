import type { CourtId, MatchId, TournamentId } from '#shared/domain/ids.ts';
import { matchContext } from '#shared/domain/match/context.ts';
import { type Actor, decideMatch } from '#shared/domain/match/decide.ts';
import { isUnderWay, type MatchState } from '#shared/domain/match/state.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { matchOf, tournamentOf } from '#shared/domain/topic.ts';
import { decideTournament } from '#shared/domain/tournament/decide.ts';
import { err, type Result } from '#shared/lib/result.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { Identity } from './hub-port.ts';
import { refuseSubmit } from './rights.ts';
import type { StatesDraft } from './states.ts';

/** An event to be recorded: the body of any topic. */
export type EventBody = { readonly type: string };

/** What deciding needs beside the states. */
export interface DecidingContext {
  readonly states: Pick<StatesDraft, 'tournament' | 'match'>;
  readonly tournamentOfMatch: (match: MatchId) => TournamentId | null;
}

const hasStarted = (match: MatchState): boolean => match.start !== null || match.result !== 'none';

/** Decides any command against the drafted states: who may, then what the domain says. */
export function decide(
  command: Command,
  by: Identity,
  context: DecidingContext,
): Result<readonly EventBody[], Refusal> {
  const match = matchOf(command.topic);
  const owner = match ? context.tournamentOfMatch(match) : tournamentOf(command.topic);
  const barred = refuseSubmit(command.topic, owner, by);
  if (barred) return err(barred);
  if (!owner) return err(refusal('NO_SUCH_MATCH', 'This match isn’t on this hub.'));
  const tournament = context.states.tournament(owner);
  if (!match) {
    const body = command.body;
    if (!isTournamentBody(body)) return err(wrongTopic);
    return decideTournament(tournament, body, (id) => hasStarted(context.states.match(id)));
  }
  const body = command.body;
  if (isTournamentBody(body)) return err(wrongTopic);
  const busy = (court: CourtId, except: MatchId): number | null => {
    const plans = Object.values(tournament?.matches ?? {});
    const other = plans.find(
      (plan) =>
        plan.court === court && plan.id !== except && isUnderWay(context.states.match(plan.id).schedule),
    );
    return other?.number ?? null;
  };
  const around = tournament && matchContext(tournament, match, busy);
  if (!around) return err(refusal('NO_SUCH_MATCH', 'This match isn’t in the tournament any more.'));
  return decideMatch(
    context.states.match(match),
    { body, base: command.base, at: command.at },
    actorOf(by),
    around,
  );
}

const wrongTopic = refusal('UNKNOWN_TYPE', 'This command doesn’t belong to this topic.');

type TournamentBody = Extract<Command, { topic: `tournament/${string}` }>['body'];

const isTournamentBody = (body: Command['body']): body is TournamentBody => {
  const type = body.type;
  return (
    type === 'create' ||
    type === 'change' ||
    type === 'close' ||
    type === 'reopen' ||
    type === 'put' ||
    type === 'remove'
  );
};

function actorOf(by: Identity): Actor {
  // Spectators were turned away before: refuseSubmit.
  const role = by.role === 'spectator' ? 'referee' : by.role;
  return { role, device: by.device, official: by.official };
}
