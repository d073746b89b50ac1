import type {
  CourtId,
  DrawId,
  EntryId,
  MatchId,
  OfficialId,
  PersonId,
  TournamentId,
  VenueId,
} from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import type { EntryKind, Setup, SportId } from '#shared/domain/tournament/records.ts';
import { badmintonMatches, volleyballMatches } from '../domain/real-matches.ts';

/** A real match as a referee would have entered it, and how it ended. */
export interface RealMatch {
  readonly id: MatchId;
  readonly number: number;
  readonly official: OfficialId;
  readonly names: readonly [string, string];
  readonly draw: DrawId;
  /** Set by set: who serves first, then every tap in order. */
  readonly sets: readonly { readonly firstServer: Side; readonly taps: readonly MatchCommandBody[] }[];
  /** As they stand in `matches.csv`. */
  readonly score: string;
  readonly periods: string;
  readonly winner: Side;
}

export const realTournament = 'real' as TournamentId;

const point = (side: Side): MatchCommandBody => ({ type: 'point', side });
const dashed = (scores: readonly (readonly [number, number])[]): string =>
  scores.map(([a, b]) => `${a}-${b}`).join(' ');

const badminton = badmintonMatches.map(
  (match, i): RealMatch => ({
    id: match.id as MatchId,
    number: i + 1,
    official: `ref-${i + 1}` as OfficialId,
    names: [match.A, match.B],
    draw: 'badminton' as DrawId,
    sets: match.games.map(({ firstServer, points }) => ({
      firstServer,
      taps: [...points].map((winner) => point(winner === 'A' ? 'A' : 'B')),
    })),
    score: dashed([match.expected.games]),
    periods: dashed(match.expected.gameScores),
    winner: match.expected.winner,
  }),
);

const sideOf = (team: string): Side => (team === 'H' ? 'A' : 'B');

type VolleyballSet = (typeof volleyballMatches)[number]['sets'][number];

/** The rallies of a volleyball set with its time-outs and substitutions at their scores. */
function volleyballTaps({ points, events }: VolleyballSet): MatchCommandBody[] {
  let home = 0;
  let away = 0;
  const taps: MatchCommandBody[] = [];
  const due = [...events];
  const enterDue = (): void => {
    for (const event of due.filter(({ at }) => at[0] === home && at[1] === away)) {
      due.splice(due.indexOf(event), 1);
      const side = sideOf(event.team);
      taps.push(
        event.type === 'timeout'
          ? { type: 'timeout', side }
          : { type: 'substitution', side, out: String(event.out), in: String(event.in) },
      );
    }
  };
  for (const winner of points) {
    enterDue();
    if (winner === 'H') home += 1;
    else away += 1;
    taps.push(point(sideOf(winner)));
  }
  return taps;
}

const volleyball = volleyballMatches.map(
  (match, i): RealMatch => ({
    id: match.id as MatchId,
    number: badminton.length + i + 1,
    official: `ref-${badminton.length + i + 1}` as OfficialId,
    names: [match.home, match.away],
    draw: 'volleyball' as DrawId,
    sets: match.sets.map((set) => ({
      firstServer: sideOf(set.servers[0] ?? 'H'),
      taps: volleyballTaps(set),
    })),
    score: dashed([match.expected.sets]),
    periods: dashed(match.expected.setScores),
    winner: sideOf(match.expected.winner),
  }),
);

/** Twelve matches of badminton and two of volleyball; test/fixtures/README.md says where they come from. */
export const realMatches: readonly RealMatch[] = [...badminton, ...volleyball];

const draw = (id: string, sport: SportId, kind: EntryKind, order: number) => ({
  id: id as DrawId,
  name: id === 'badminton' ? 'Singles' : 'Teams',
  sport,
  kind,
  rules: rulesFor(sport, kind),
  tablePoints: { won: 1, lost: 0 },
  order,
});

const entryId = (match: RealMatch, side: 0 | 1): EntryId => `${match.id}-${side}` as EntryId;

/** The set-up of a tournament with these matches, a court and a referee for each. */
export const realRecords: Setup = {
  venues: [{ id: 'hall' as VenueId, name: 'Hall', site: '', order: 0 }],
  courts: realMatches.map(({ number }) => ({
    id: `court-${number}` as CourtId,
    venue: 'hall' as VenueId,
    name: `Court ${number}`,
    order: number,
  })),
  draws: [draw('badminton', 'badminton', 'player', 0), draw('volleyball', 'volleyball', 'team', 1)],
  people: badminton.flatMap((match) =>
    match.names.map((name, side) => ({ id: `${match.id}-${side}` as PersonId, name, club: '' })),
  ),
  entries: realMatches.flatMap((match) =>
    ([0, 1] as const).map((side) => ({
      id: entryId(match, side),
      draw: match.draw,
      name: match.names[side],
      club: '',
      seed: null,
      members: match.draw === 'badminton' ? [entryId(match, side) as string as PersonId] : [],
    })),
  ),
  officials: realMatches.map(({ official, number }) => ({
    id: official,
    name: `Referee ${number}`,
    role: 'referee' as const,
  })),
  matches: realMatches.map((match) => ({
    id: match.id,
    number: match.number,
    draw: match.draw,
    pool: null,
    round: '',
    sides: [entryId(match, 0), entryId(match, 1)] as [EntryId, EntryId],
    court: `court-${match.number}` as CourtId,
    scheduled: null,
    official: match.official,
  })),
};
