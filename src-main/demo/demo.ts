import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ulid } from 'ulid';
import * as z from 'zod';
import type { RunningApp } from '#main/app.ts';
import { nodePlatform } from '#main/client/node-platform.ts';
import { createHubClient } from '#shared/client/client.ts';
import type { HubClient } from '#shared/client/hub-client.ts';
import { until } from '#shared/client/until.ts';
import { DeviceId, type EntryId, type OfficialId, type TournamentId } from '#shared/domain/ids.ts';
import { tournamentTopic } from '#shared/domain/topic.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { ClientKind } from '#shared/protocol/up.ts';
import { demoBegins, demoCup, demoName, plannedEnd } from './demo-cup.ts';
import { fast, type RefereeSurroundings, refereeMatch, watchable } from './demo-referee.ts';

const Claimed = z.object({ token: z.string() });
const Opened = z.object({ secret: z.string() });
const Joined = z.object({ token: z.string(), device: DeviceId });

/** A new folder for a demonstration's data, in the system's folder for what needn't be kept. */
export const demoDataDir = (): string => mkdtempSync(join(tmpdir(), 'touchline-demo-'));

/** Removes a demonstration's folder once its hub has stopped. What is still in use is left to the system. */
export function removeDemoData(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {}
}

/**
 * Fills a running hub with a day's tournament and referees it: every one of the simulated referees joins by a seat and
 * talks to the hub over its own socket, as a phone does. A hub that has the demonstration already goes on with it.
 * Returns its stop; rejects when the hub refuses the set-up.
 */
export async function startDemo(app: Pick<RunningApp, 'port' | 'panelUrl'>): Promise<() => Promise<void>> {
  const origin = `http://127.0.0.1:${app.port}`;
  const ending = new AbortController();
  const clients: HubClient[] = [];
  const connect = (client: ClientKind, token: string, device: DeviceId): HubClient => {
    const connected = createHubClient(
      { client, addresses: [origin], token, device, build: null },
      nodePlatform(),
    );
    clients.push(connected);
    return connected;
  };
  const around: RefereeSurroundings = {
    random: Math.random,
    over: () => ending.signal.aborted,
    pause: (ms) => wait(ms, undefined, { signal: ending.signal }).catch(() => {}),
  };

  const { token } = await post(
    origin,
    '/api/organiser/claim',
    { once: app.panelUrl().split('#')[1] },
    Claimed,
  );
  const organiser = connect('tool', token, 'demo-organiser' as DeviceId);
  const tournament = await setUp(organiser);
  const playing = new Set<EntryId | null>();
  const referees = Object.keys(tournament.officials).map(async (official) => {
    const id = official as OfficialId;
    const seat = await post(
      origin,
      '/api/organiser/seats',
      { tournament: tournament.id, official, role: 'referee' },
      Opened,
      token,
    );
    const joined = await post(
      origin,
      '/api/join',
      { secret: seat.secret, device: `demo-${official}` },
      Joined,
    );
    const phone = connect('referee', joined.token, joined.device);
    return () => refereeDay(phone, tournament, id, playing, around);
  });
  const days = (await Promise.all(referees)).map((begin) => begin());
  return async () => {
    ending.abort();
    // Who waits for an answer of the hub is cut off; the log has what was confirmed.
    for (const client of clients) client.stop();
    await Promise.race([Promise.all(days), wait(1_000)]);
  };
}

/** The demonstration's tournament: the one that the hub has, or a new one. */
async function setUp(organiser: HubClient): Promise<TournamentState> {
  organiser.watch('tournaments');
  const known = (await until(organiser, () => organiser.confirmed('tournaments'))).find(
    ({ name }) => name === demoName,
  );
  const id = known?.id ?? (ulid() as TournamentId);
  const topic = tournamentTopic(id);
  if (!known) {
    const begins = demoBegins(Date.now());
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const startsOn = new Date(begins).toISOString().slice(0, 10);
    const submitted = [
      organiser.submit(topic, { type: 'create', details: { name: demoName, timeZone, startsOn } }),
      organiser.submit(topic, { type: 'put', records: demoCup(begins, ulid) }),
    ];
    for (const { outcome } of submitted) {
      const became = await outcome;
      if (became.kind === 'refused')
        throw new Error(`The demonstration can’t be set up: ${became.why.message}`);
    }
  }
  organiser.watch(topic);
  return until(organiser, () => organiser.confirmed(topic));
}

/** One referee's matches, in the order of the plan; a match waits while one of its sides still plays elsewhere. */
async function refereeDay(
  phone: HubClient,
  { id, matches }: TournamentState,
  official: OfficialId,
  playing: Set<EntryId | null>,
  around: RefereeSurroundings,
): Promise<void> {
  const waiting = Object.values(matches)
    .filter((plan) => plan.official === official)
    .toSorted((a, b) => a.number - b.number);
  const isPast = (plan: MatchPlan): boolean => plannedEnd(plan) < Date.now();
  while (waiting.length > 0 && !around.over()) {
    const free = waiting.findIndex(({ sides }) => !sides.some((side) => playing.has(side)));
    const [plan] = free < 0 ? [] : waiting.splice(free, 1);
    if (!plan) {
      await around.pause(500);
      continue;
    }
    for (const side of plan.sides) playing.add(side);
    await refereeMatch(phone, id, plan, isPast(plan) ? fast : watchable, around);
    for (const side of plan.sides) playing.delete(side);
  }
}

async function post<T>(
  origin: string,
  path: string,
  body: object,
  answer: z.ZodType<T>,
  token?: string,
): Promise<T> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  return answer.parse(await response.json());
}
