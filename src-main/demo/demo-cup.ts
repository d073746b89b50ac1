import { distribute, planPoolMatches } from '#shared/domain/formats/pools.ts';
import { spread } from '#shared/domain/formats/schedule.ts';
import type {
  CourtId,
  DrawId,
  EntryId,
  MatchId,
  Moment,
  OfficialId,
  PersonId,
  PoolId,
  VenueId,
} from '#shared/domain/ids.ts';
import { rulesFor } from '#shared/domain/sports/table.ts';
import type {
  Draw,
  Entry,
  EntryKind,
  MatchPlan,
  Person,
  Pool,
  Setup,
  SportId,
} from '#shared/domain/tournament/records.ts';

/** Clubs of a harbour that isn't on any map. */
const clubs = ['Quarry Lane', 'Lighthouse', 'Foxglove Hill', 'Old Mill'] as const;

/** A draw of the demonstration. The players are animals, so that nobody takes them for people. */
interface DemoDraw {
  readonly name: string;
  readonly sport: SportId;
  readonly kind: EntryKind;
  readonly pools: number;
  readonly entries: readonly string[];
  readonly venue: number;
}

const draws: readonly DemoDraw[] = [
  {
    name: 'Badminton singles',
    sport: 'badminton',
    kind: 'player',
    pools: 2,
    entries: ['Otter', 'Heron', 'Lynx', 'Marten', 'Kestrel', 'Badger', 'Dormouse', 'Great Crested Grebe'],
    venue: 0,
  },
  {
    name: 'Badminton doubles',
    sport: 'badminton',
    kind: 'pair',
    pools: 1,
    entries: ['Swift / Swallow', 'Hare / Hedgehog', 'Stoat / Weasel', 'Nightingale / Yellowhammer'],
    venue: 0,
  },
  {
    name: 'Table tennis',
    sport: 'table-tennis',
    kind: 'player',
    pools: 2,
    entries: ['Newt', 'Toad', 'Grasshopper', 'Firefly', 'Cricket', 'Snail', 'Ladybird', 'Slow Worm'],
    venue: 1,
  },
  {
    name: 'Volleyball',
    sport: 'volleyball',
    kind: 'team',
    pools: 1,
    entries: ['Quarry Lane Otters', 'Lighthouse Cormorants', 'Foxglove Hill Foxes', 'Old Mill Owls'],
    venue: 2,
  },
];

const venues = [
  { name: 'Harbour Hall', courts: ['Court 1', 'Court 2', 'Court 3'] },
  { name: 'Quarry Lane Gym', courts: ['Table 1', 'Table 2'] },
  { name: 'Lighthouse Arena', courts: ['Centre court'] },
] as const;

const referees = ['Rook', 'Wren', 'Magpie', 'Jackdaw', 'Curlew', 'Puffin'] as const;

const minute = 60_000;
/** How long a court is planned for a match, in minutes. */
const slotMinutes = 30;

/** The name of the demonstration's tournament. */
export const demoName = 'Harbour Cup (demonstration)';

/**
 * A day's tournament with all its matches on courts, at times and with a referee for each court. `begins` is when the
 * first match is planned.
 */
export function demoCup(begins: Moment, newId: () => string): Setup {
  const halls = venues.map((venue, order) => ({
    venue: { id: newId() as VenueId, name: venue.name, site: '', order },
    courts: venue.courts.map((name) => ({ id: newId() as CourtId, name })),
  }));
  const courts = halls.flatMap(({ venue, courts: own }) =>
    own.map(({ id, name }, order) => ({ id, venue: venue.id, name, order })),
  );
  const officials = referees.map((name) => ({ id: newId() as OfficialId, name, role: 'referee' as const }));
  const refereeOf = new Map(courts.map(({ id }, i) => [id, officials[i % officials.length]?.id ?? null]));
  const made = draws.map((draw, order) => ({ draw, ...entered(draw, order, newId) }));
  const allEntries = made.flatMap(({ entries }) => entries);
  const byId = Object.fromEntries(allEntries.map((entry) => [entry.id, entry]));
  const matches = halls.flatMap(({ courts: own }, venue) =>
    spread(
      // Draws of one hall take turns, so that there is something of each at any time.
      interleaved(made.filter(({ draw }) => draw.venue === venue).map(({ planned }) => planned)),
      own.map(({ id }) => id),
      { from: begins, slotMinutes, restMinutes: 0, entries: byId },
    ),
  );
  return {
    venues: halls.map(({ venue }) => venue),
    courts,
    draws: made.map(({ record }) => record),
    people: made.flatMap(({ people }) => people),
    entries: allEntries,
    pools: made.flatMap(({ pools }) => pools),
    officials,
    matches: matches
      .toSorted((a, b) => (a.scheduled ?? 0) - (b.scheduled ?? 0))
      .map((plan, i) => ({
        ...plan,
        number: i + 1,
        official: plan.court === null ? null : (refereeOf.get(plan.court) ?? null),
      })),
  };
}

/** When the demonstration's day begins: so that half of it is over now, on the half hour. */
export const demoBegins = (now: Moment): Moment =>
  Math.floor((now - 100 * minute) / (30 * minute)) * 30 * minute;

/** When a match is planned to be over. */
export const plannedEnd = (plan: Pick<MatchPlan, 'scheduled'>): Moment =>
  (plan.scheduled ?? 0) + slotMinutes * minute;

interface Entered {
  readonly record: Draw;
  readonly people: readonly Person[];
  readonly entries: readonly Entry[];
  readonly pools: readonly Pool[];
  readonly planned: readonly MatchPlan[];
}

function entered(draw: DemoDraw, order: number, newId: () => string): Entered {
  const record: Draw = {
    id: newId() as DrawId,
    name: draw.name,
    sport: draw.sport,
    kind: draw.kind,
    rules: rulesFor(draw.sport, draw.kind),
    tablePoints: draw.sport === 'table-tennis' ? { won: 2, lost: 1 } : { won: 1, lost: 0 },
    order,
  };
  const people: Person[] = [];
  const entries = draw.entries.map((name, i): Entry => {
    const club = draw.kind === 'team' ? '' : (clubs[i % clubs.length] ?? '');
    const members =
      draw.kind === 'team'
        ? []
        : name.split(' / ').map((member) => ({ id: newId() as PersonId, name: member, club }));
    people.push(...members);
    return {
      id: newId() as EntryId,
      draw: record.id,
      name,
      club,
      seed: i < 2 ? i + 1 : null,
      members: members.map(({ id }) => id),
    };
  });
  const pools = distribute(entries, draw.pools).map(
    (members, i): Pool => ({
      id: newId() as PoolId,
      draw: record.id,
      name: draw.pools === 1 ? 'Pool' : `Pool ${String.fromCharCode(65 + i)}`,
      entries: [...members],
      order: i,
    }),
  );
  const planned = interleaved(
    pools.map((pool) => planPoolMatches({ pool, planned: [], newId: () => newId() as MatchId })),
  );
  return { record, people, entries, pools, planned };
}

/** One of each list in turn: [a, b], [1, 2, 3] gives a 1 b 2 3. */
function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
