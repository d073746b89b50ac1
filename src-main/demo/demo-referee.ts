import type { HubClient } from '#shared/client/hub-client.ts';
import { until } from '#shared/client/until.ts';
import type { TournamentId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { lastEvent } from '#shared/domain/match/fold.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { commandsToOpen, presetOpening, stepOf } from '#shared/domain/match/steps.ts';
import { timeoutsLeft } from '#shared/domain/sports/rally-sets.ts';
import { matchTopic, tournamentTopic } from '#shared/domain/topic.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** What a simulated referee needs of its surroundings. */
export interface RefereeSurroundings {
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Resolves after so many milliseconds, or at once when the demonstration is over. */
  readonly pause: (ms: number) => Promise<void>;
  readonly over: () => boolean;
}

/** How long things take, in milliseconds: a rally, a break, the look at the result before it is confirmed. */
export interface Pace {
  readonly rallyMs: number;
  readonly breakMs: number;
  readonly confirmMs: number;
}

/** A match that should be over by now is entered as fast as it goes; the others at a speed that can be watched. */
export const fast: Pace = { rallyMs: 0, breakMs: 0, confirmMs: 0 };
export const watchable: Pace = { rallyMs: 1_800, breakMs: 6_000, confirmMs: 8_000 };

/** Referees a match from where it stands to its confirmation, by the same steps as the phone page. */
export async function refereeMatch(
  client: HubClient,
  tournament: TournamentId,
  plan: MatchPlan,
  pace: Pace,
  around: RefereeSurroundings,
): Promise<void> {
  const topic = matchTopic(plan.id);
  const stops = [client.watch(topic), client.watch(tournamentTopic(tournament))];
  client.showing(plan.id);
  const tap = async (body: MatchCommandBody): Promise<void> => {
    await client.submit(topic, body).outcome;
  };
  await until(client, () => client.shown(tournamentTopic(tournament)));
  while (!around.over()) {
    const match = await until(client, () => client.shown(topic));
    const step = stepOf(match);
    if (step === 'prepare' || step === 'betweenSets') {
      await around.pause(step === 'prepare' ? pace.confirmMs / 4 : pace.breakMs);
      const rules = client.shown(tournamentTopic(tournament))?.draws[plan.draw]?.rules;
      if (!rules) break;
      for (const body of commandsToOpen(rules, match, presetOpening(rules, match.play))) await tap(body);
    } else if (step === 'play') {
      await around.pause(pace.rallyMs * (0.5 + around.random()));
      await tap(nextTap(match, around.random));
    } else if (step === 'confirm') {
      await around.pause(pace.confirmMs);
      await tap({ type: 'confirm' });
    } else if (step === 'suspended') {
      await tap({ type: 'resume' });
    } else if (step === 'official' || step === 'cancelled' || step === 'abandoned' || step === 'protested') {
      break;
    } else unreachable(step);
  }
  client.showing(null);
  for (const stop of stops) stop();
}

/** Mostly a point; now and then a time-out, or a slip of the finger that is undone. */
function nextTap(match: MatchState, random: () => number): MatchCommandBody {
  const { play, start } = match;
  const chance = random();
  const side = random() < 0.5 ? 'A' : 'B';
  const last = lastEvent(match);
  const isFresh = last?.body.type === 'point' && match.records.at(-1) === last;
  if (chance < 0.02 && last && isFresh) return { type: 'void', event: last.event, reason: '' };
  if (chance > 0.99 && play && start && !play.interval && timeoutsLeft(start.rules, play, side) > 0) {
    return { type: 'timeout', side };
  }
  return { type: 'point', side };
}
