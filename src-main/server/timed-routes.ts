import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { HubPort } from '#main/hub/hub-port.ts';
import { refuse } from '#main/lib/answer-refusal.ts';
import { uuidOf } from '#main/lib/name-uuid.ts';
import { type CompetitionState, competitionTopic } from '#shared/domain/competition/competition.ts';
import { type DeviceId, TournamentId } from '#shared/domain/ids.ts';
import type { Decision } from '#shared/domain/log.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { decideTimed } from '#shared/domain/timed/decide.ts';
import { evolveTimed, timedTopic } from '#shared/domain/timed/heat.ts';
import { type PublishedCompetition, publishedOf } from '#shared/domain/timed/published.ts';
import { TimedEvent } from '#shared/domain/timed/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

const Params = z.object({ tournament: TournamentId });
const panel = 'panel' as DeviceId;

/** The id by which the stream's clients know a tournament. */
const competitionIdOf = (tournament: TournamentId): string => uuidOf(`tournament/${tournament}`);

/** A tournament as a competition, with what the stream has of it. */
const competitionOf = (
  { id, details }: TournamentState,
  { live, activation }: CompetitionState,
): PublishedCompetition => ({
  id: competitionIdOf(id),
  idOf: uuidOf,
  name: details.name,
  startsOn: details.startsOn,
  activatedAt: live && activation ? activation.at : null,
});

/** Records one command about a tournament's timed heats, and publishes it on the stream in the same commit. */
async function recordTimed(
  hub: Pick<HubPort, 'record'>,
  tournament: TournamentState,
  command: TimedEvent,
): Promise<Result<null, Refusal>> {
  const { id } = tournament;
  const stream = competitionTopic(competitionIdOf(id));
  const kept = await hub.record({
    topic: timedTopic(id),
    device: panel,
    decide(state, at, of): Decision<Result<null, Refusal>> {
      const decided = decideTimed(state, command);
      if (!decided.ok) return { entries: [], outcome: decided };
      return {
        entries: decided.value.map((event) => ({ type: event.type, body: JSON.stringify(event) })),
        published: decided.value.flatMap((event) =>
          publishedOf(
            state,
            event,
            evolveTimed(state, event, state.seq),
            competitionOf(tournament, of(stream)),
            at,
          ).map((entry) => ({ ...entry, topic: stream })),
        ),
        outcome: ok(null),
      };
    },
  });
  if (!kept.ok) return kept;
  const { outcome } = kept.value;
  return outcome.ok ? ok(null) : err(outcome.error);
}

/** Timed heats: what the panel enters, and the view that everybody may watch as `timed/<tournament id>`. */
export function timedRoutes(app: FastifyInstance, hub: HubPort): void {
  const changed = hub.provideViews('timed/', (id) => {
    const tournament = TournamentId.safeParse(id);
    return tournament.success && hub.tournament(tournament.data) ? hub.of(timedTopic(id)) : null;
  });
  hub.onCommit((rows) => {
    for (const { topic } of rows) if (topic.startsWith('timed/')) changed(topic.slice('timed/'.length));
  });

  app.post('/api/organiser/timed/:tournament', async (request, reply) => {
    const params = Params.safeParse(request.params);
    const tournament = params.success ? hub.tournament(params.data.tournament) : null;
    if (!tournament)
      return refuse(reply, refusal('NO_SUCH_TOURNAMENT', 'This tournament isn’t on this hub.'));
    if (tournament.status === 'closed')
      return refuse(reply, refusal('TOURNAMENT_CLOSED', 'This tournament is closed. Open it again first.'));
    const command = TimedEvent.safeParse(request.body);
    if (!command.success) return refuse(reply, refusal('BAD_FRAME', 'This entry can’t be read.'));
    const recorded = await recordTimed(hub, tournament, command.data);
    // With the state as it is now: the panel needn't wait for the view to come round.
    return recorded.ok ? reply.send(hub.of(timedTopic(tournament.id))) : refuse(reply, recorded.error);
  });
}
