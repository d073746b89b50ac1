import type { Socket } from 'node:net';
import { nodePlatform } from '#main/client/node-platform.ts';
import { joinBySecret, type Session } from '#pages/referee/join.ts';
import { createHubClient } from '#shared/client/client.ts';
import type { HubClient } from '#shared/client/hub-client.ts';
import { memoryOutboxStore } from '#shared/client/outbox-store.ts';
import { until } from '#shared/client/until.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { commandsToOpen, presetOpening, stepOf } from '#shared/domain/match/steps.ts';
import { matchTopic, tournamentTopic } from '#shared/domain/topic.ts';
import type { RealMatch } from './real-tournament.ts';

/** A referee's phone: the page's own client code, over real sockets, with a storage that outlives a reload. */
export interface Phone {
  readonly session: Session;
  client(): HubClient;
  /** Loads the page again: a new client over what the phone has stored. */
  reload(): void;
  stop(): void;
}

/** Joins with a seat's secret through the page's own code; `connect` makes its TCP connections. */
export async function joinedPhone(
  origin: string,
  secret: string,
  device: string,
  connect?: () => Socket,
): Promise<Phone> {
  const joined = await joinBySecret(fetch, origin, { secret, device: device as DeviceId });
  if (!joined.ok) throw new Error(`joining failed: ${JSON.stringify(joined.error)}`);
  const session = joined.value;
  const outbox = memoryOutboxStore();
  const load = (): HubClient =>
    createHubClient(
      { client: 'referee', addresses: [origin], token: session.token, device: session.device, build: null },
      nodePlatform({ outbox, ...(connect ? { connect } : {}) }),
    );
  let client = load();
  return {
    session,
    client: () => client,
    reload() {
      client.stop();
      client = load();
    },
    stop: () => client.stop(),
  };
}

/**
 * Enters a real match on a phone, tap by tap, as the page would: each tap is on the phone before the next one, none
 * waits for the hub. `pause` is awaited before every tap.
 */
export async function enterMatch(
  phone: Phone,
  match: RealMatch,
  pause: () => Promise<void>,
): Promise<number> {
  let taps = 0;
  const watched = async (): Promise<MatchState> => {
    const client = phone.client();
    client.watch(matchTopic(match.id));
    client.watch(tournamentTopic(phone.session.tournament));
    await until(client, () => client.shown(tournamentTopic(phone.session.tournament)));
    return until(client, () => client.shown(matchTopic(match.id)));
  };
  const tap = async (body: MatchCommandBody): Promise<void> => {
    await pause();
    // The page may have been loaded again during the pause.
    await watched();
    const submitted = phone.client().submit(matchTopic(match.id), body);
    await submitted.stored;
    taps += 1;
  };
  for (const [i, set] of match.sets.entries()) {
    const state = await watched();
    if (stepOf(state) !== (i === 0 ? 'prepare' : 'betweenSets')) {
      throw new Error(`${match.id}: set ${i + 1} can’t begin, the match is at “${stepOf(state)}”`);
    }
    const rules = phone.client().shown(tournamentTopic(phone.session.tournament))?.draws[match.draw]?.rules;
    if (!rules) throw new Error(`${match.id}: no rules`);
    const opening = { ...presetOpening(rules, state.play), serves: set.firstServer };
    for (const body of commandsToOpen(rules, state, opening)) await tap(body);
    for (const body of set.taps) await tap(body);
  }
  const end = await watched();
  if (stepOf(end) !== 'confirm')
    throw new Error(`${match.id}: not over after the last rally, but at “${stepOf(end)}”`);
  await tap({ type: 'confirm' });
  return taps;
}
