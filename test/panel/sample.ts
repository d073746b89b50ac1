import type { MatchId, Moment } from '#shared/domain/ids.ts';
import { newMatch } from '#shared/domain/match/fold.ts';
import { scoreOf } from '#shared/domain/match/score.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import { noRecords, withRecords } from '#shared/domain/tournament/fold.ts';
import type { Setup } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { HubStatus, Presence } from '#shared/protocol/down.ts';
import { cup, cupRecords } from '../support/small-cup.ts';

/** Noon of the cup's day. */
export const noon: Moment = Date.UTC(2026, 4, 16, 10);

/** The small cup as a state, with more records written over it. */
export const cupState = (more: Setup = {}): TournamentState => ({
  id: cup.id,
  details: { name: 'River Cup', timeZone: 'Europe/Berlin', startsOn: '2026-05-16' },
  status: 'open',
  seq: 2,
  ...withRecords(withRecords(noRecords, cupRecords), more),
});

/** The line of a match. */
export const line = (id: string, change: Partial<MatchScore> = {}): MatchScore => ({
  ...scoreOf(newMatch(id as MatchId)),
  ...change,
});

/** Lines by id. */
export const lines = (...all: readonly MatchScore[]): ReadonlyMap<MatchId, MatchScore> =>
  new Map(all.map((one) => [one.id, one]));

/** A phone of the cup's first referee that shows match m1. */
export const phone = (change: Partial<Presence> = {}): Presence => ({
  device: 'phone-1' as Presence['device'],
  connection: 'c1',
  client: 'referee',
  role: 'referee',
  official: cup.officials[0] ?? null,
  name: 'Referee 1',
  address: '192.168.1.31',
  build: null,
  connectedAt: noon,
  lastSeen: noon,
  connected: true,
  waiting: 0,
  match: 'm1' as MatchId,
  ...change,
});

/** A hub in a network, with these devices. */
export const hubWith = (devices: readonly Presence[], change: Partial<HubStatus> = {}): HubStatus => ({
  devices,
  spectators: 0,
  joinRequests: [],
  joinCode: '123456',
  addresses: [{ origin: 'http://192.168.1.20:8000', card: 'wlan0', kind: 'lan' }],
  chosen: 'http://192.168.1.20:8000',
  host: 'touchline.local',
  problems: [],
  wifi: null,
  ...change,
});
