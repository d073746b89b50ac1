import type { Identity } from '#main/hub/hub-port.ts';
import type {
  CommandId,
  CourtId,
  DeviceId,
  DrawId,
  EntryId,
  MatchId,
  OfficialId,
  PersonId,
  PoolId,
  TournamentId,
  VenueId,
} from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import { matchTopic, tournamentTopic } from '#shared/domain/topic.ts';
import type { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import type { Setup } from '#shared/domain/tournament/records.ts';
import type { Command } from '#shared/protocol/command.ts';

/** A tournament small enough to read: one badminton draw, three players, two courts, two matches, two referees. */
export const cup = {
  id: 'cup' as TournamentId,
  draw: 'ws' as DrawId,
  pool: 'pool-a' as PoolId,
  venue: 'hall' as VenueId,
  courts: ['court-1', 'court-2'] as CourtId[],
  officials: ['ref-1', 'ref-2'] as OfficialId[],
  entries: ['heron', 'otter', 'lynx'] as EntryId[],
  matches: ['m1', 'm2'] as MatchId[],
} as const;

const at = <T>(list: readonly T[], i: number): T => {
  const found = list[i];
  if (found === undefined) throw new Error(`nothing at ${i}`);
  return found;
};

/** Its records. The names are those of animals, so that nobody takes them for people. */
export const cupRecords: Setup = {
  venues: [{ id: cup.venue, name: 'River Hall', site: '', order: 0 }],
  courts: cup.courts.map((id, order) => ({ id, venue: cup.venue, name: `Court ${order + 1}`, order })),
  draws: [
    {
      id: cup.draw,
      name: 'Singles',
      sport: 'badminton',
      kind: 'player',
      rules: rulesFor('badminton', 'player'),
      tablePoints: { won: 1, lost: 0 },
      order: 0,
    },
  ],
  people: ['Heron', 'Otter', 'Lynx'].map((name) => ({
    id: name.toLowerCase() as PersonId,
    name,
    club: 'River',
  })),
  entries: ['Heron', 'Otter', 'Lynx'].map((name) => ({
    id: name.toLowerCase() as EntryId,
    draw: cup.draw,
    name,
    club: 'River',
    seed: null,
    members: [name.toLowerCase() as PersonId],
  })),
  pools: [{ id: cup.pool, draw: cup.draw, name: 'Pool A', entries: [...cup.entries], order: 0 }],
  officials: cup.officials.map((id, i) => ({ id, name: `Referee ${i + 1}`, role: 'referee' as const })),
  matches: cup.matches.map((id, i) => ({
    id,
    number: i + 1,
    draw: cup.draw,
    pool: cup.pool,
    round: `Round ${i + 1}`,
    sides: [at(cup.entries, 0), at(cup.entries, i + 1)] as [EntryId, EntryId],
    court: at(cup.courts, i),
    scheduled: null,
    official: at(cup.officials, i),
  })),
};

export const organiser: Identity = {
  role: 'organiser',
  device: 'panel-1' as DeviceId,
  official: null,
  tournament: null,
};
export const spectator: Identity = {
  role: 'spectator',
  device: 'spectator' as DeviceId,
  official: null,
  tournament: null,
};

/** The n-th referee (0 or 1) on a phone of their own. */
export const referee = (n: number, device = `phone-${n + 1}`): Identity => ({
  role: 'referee',
  device: device as DeviceId,
  official: at(cup.officials, n),
  tournament: cup.id,
});

export const chief: Identity = { ...referee(0, 'phone-chief'), role: 'chief' };

let count = 0;

/** A command for a match, with ids of its own. */
export function matchCommand(
  match: MatchId,
  body: MatchCommandBody,
  change: Partial<Omit<Command, 'topic' | 'body'>> = {},
): Command {
  count += 1;
  return {
    id: `c${count}` as CommandId,
    topic: matchTopic(match),
    body,
    base: 0,
    deviceSeq: count,
    at: 1,
    ...change,
  };
}

/** A command for the tournament, with ids of its own. */
export function cupCommand(body: TournamentCommandBody): Command {
  count += 1;
  return {
    id: `c${count}` as CommandId,
    topic: tournamentTopic(cup.id),
    body,
    base: 0,
    deviceSeq: count,
    at: 1,
  };
}

/** What sets the cup up. */
export const cupCommands = (): Command[] => [
  cupCommand({
    type: 'create',
    details: { name: 'River Cup', timeZone: 'Europe/Berlin', startsOn: '2026-05-16' },
  }),
  cupCommand({ type: 'put', records: cupRecords }),
];

/** What brings a match to its first rally: A serves, A on the left. */
export const beginning: readonly MatchCommandBody[] = [
  { type: 'start' },
  { type: 'ends', left: 'A' },
  { type: 'service', side: 'A', server: 0, receiver: 0 },
  { type: 'setStart' },
];
