import type { Moment } from '#shared/domain/ids.ts';
import type { NewEntry } from '#shared/domain/log.ts';
import { type Heat, startOf, type TimedState } from './heat.ts';
import type { Distance, HeatMark, TimedEvent } from './records.ts';
import { timesOf } from './results.ts';

/** The tournament as the stream's clients know it: a competition. */
export interface PublishedCompetition {
  readonly id: string;
  /**
   * The id by which they know a distance, a race or a competitor, always the same for the same name: a UUID, since their
   * programs read ids as such and pass over events with others.
   */
  readonly idOf: (name: string) => string;
  readonly name: string;
  /** First day, `YYYY-MM-DD`. */
  readonly startsOn: string;
  /** When those who follow were told of it last; null when they weren’t, or were told since that it is over. */
  readonly activatedAt: Moment | null;
}

/**
 * How old the activation of the competition may be when a heat comes to the start, in milliseconds. The stream's list
 * shows those of the last 24 hours: half of that is renewed once a day, in the morning, and never in the middle of a
 * day's heats.
 */
const activationFreshForMs = 12 * 60 * 60 * 1_000;

/** Times on the stream are ticks of 100 ns. */
const ticks = (ms: number): number => ms * 10_000;
/** Status of a race's result on the stream: none yet, did not start, did not finish, disqualified, done. */
const statusOf: Readonly<Record<HeatMark, number>> = { DNS: 1, DNF: 2, DSQ: 3 };
const done = 4;

const distanceId = ({ idOf }: PublishedCompetition, distance: string): string => idOf(`distance/${distance}`);

const raceId = ({ idOf }: PublishedCompetition, heat: Heat, lane: number): string =>
  idOf(`race/${heat.plan.id}.${lane}`);

/** What took a time, as every time on the stream says. */
const source = { applianceInstanceName: 'Main', applianceName: 'Touchline' };
const instanceName = 'Primary';

const moment = (ms: number): string => new Date(ms).toISOString();

/** A time of a race, as the stream's clients get it. */
function lapOf(competition: PublishedCompetition, heat: Heat, lane: number, ms: number) {
  return {
    raceId: raceId(competition, heat, lane),
    time: ticks(ms),
    when: moment((startOf(heat) ?? 0) + ms),
    fixedIndex: null,
    fixedRanking: null,
    flags: 0,
    instanceName,
    points: null,
    presentationSource: { ...source, how: 'Hand' },
  };
}

/** A lap as it is presented: its place in the race, and how long it took. */
function presentedLap(heat: Heat, distance: Distance, lane: number) {
  const times = timesOf(heat, lane).map(({ ms }) => ms);
  const last = times.at(-1) ?? 0;
  const roundsToGo = Math.max(0, distance.laps - times.length);
  const passed = Math.min(times.length, distance.laps) / distance.laps;
  return {
    time: ticks(last),
    index: times.length - 1,
    rounds: times.length,
    roundsToGo,
    passedLength: Math.round(distance.metres * passed),
    lapTime: ticks(last - (times.at(-2) ?? 0)),
    ranking: null,
  };
}

/** The races of a heat with everything that counts, in the fields of the clients' own programs. */
function racesOf(competition: PublishedCompetition, distance: Distance, heat: Heat) {
  const startedAt = startOf(heat);
  const start =
    startedAt === null
      ? null
      : { flags: 0, instanceName, presentationSource: { ...source, how: 'Start' }, when: moment(startedAt) };
  return heat.plan.lanes.map((lane) => {
    const id = raceId(competition, heat, lane.lane);
    const laps = timesOf(heat, lane.lane).map(({ ms }) => lapOf(competition, heat, lane.lane, ms));
    const mark = heat.marks[lane.lane];
    const finish = laps[distance.laps - 1];
    const status = mark ? statusOf[mark] : finish ? done : null;
    return {
      race: {
        id,
        distanceId: distanceId(competition, distance.id),
        round: heat.plan.round,
        heat: heat.plan.number,
        lane: lane.lane,
        color: 0,
        competitor: {
          id: competition.idOf(`competitor/${heat.plan.id}.${lane.lane}`),
          name: lane.name,
          fullName: lane.name,
          shortName: lane.name,
          startNumber: lane.bib,
          clubFullName: lane.club === '' ? null : lane.club,
        },
        personalBest: null,
        seasonBest: null,
        result: status === null ? null : { instanceName, points: null, status, timeInvalidReason: null },
        time:
          finish && !mark ? { ...source, how: 'Hand', instanceName, time: finish.time, timeInfo: 0 } : null,
        laps,
        transponders: [],
      },
      start,
      passings: [],
      laps,
    };
  });
}

const say = (typeName: string, fields: object): NewEntry => ({
  type: typeName,
  body: JSON.stringify({ typeName, ...fields }),
});

const keysOf = (competition: PublishedCompetition, { plan }: Heat) => ({
  competitionId: competition.id,
  distanceId: distanceId(competition, plan.distance),
  heat: { round: plan.round, number: plan.number },
});

const activated = (competition: PublishedCompetition, distance: Distance, heat: Heat): NewEntry =>
  say('HeatActivatedEvent', { ...keysOf(competition, heat), races: racesOf(competition, distance, heat) });

const committed = (competition: PublishedCompetition, distance: Distance, heat: Heat): NewEntry =>
  say('HeatCommittedEvent', { ...keysOf(competition, heat), races: racesOf(competition, distance, heat) });

function started(competition: PublishedCompetition, heat: Heat): readonly NewEntry[] {
  const at = startOf(heat);
  return at === null
    ? []
    : [say('HeatStartedEvent', { ...keysOf(competition, heat), clock: 0, started: moment(at) })];
}

/** The competition and the distance, parent before child. Their activation leaves those who follow without heats. */
function parents(competition: PublishedCompetition, distance: Distance): readonly NewEntry[] {
  const { id, name, startsOn } = competition;
  const ofDistance = distanceId(competition, distance.id);
  return [
    say('CompetitionActivatedEvent', {
      competitionId: id,
      competition: { id, name, starts: `${startsOn}T00:00:00` },
    }),
    say('DistanceActivatedEvent', {
      competitionId: id,
      distanceId: ofDistance,
      distance: {
        id: ofDistance,
        competitionId: id,
        name: distance.name,
        startMode: 0,
        value: distance.metres,
        valueQuantity: 0,
      },
    }),
  ];
}

/** What the other heats of a distance have to show: results of those that are over, lanes of those at the start. */
function others(
  competition: PublishedCompetition,
  distance: Distance,
  heat: Heat,
  heats: TimedState['heats'],
): readonly NewEntry[] {
  const around = Object.values(heats).filter(
    ({ plan }) => plan.distance === distance.id && plan.id !== heat.plan.id,
  );
  const inStage = (stage: Heat['course']['stage']) => around.filter(({ course }) => course.stage === stage);
  return [
    ...inStage('committed').map((one) => committed(competition, distance, one)),
    ...inStage('active').map((one) => activated(competition, distance, one)),
  ];
}

/** Whether those who follow may be told of the competition anew: it is long ago, and no heat is running that would be lost. */
function isToBeRenewed({ heats }: TimedState, { activatedAt }: PublishedCompetition, now: Moment): boolean {
  const isOld = activatedAt === null || now - activatedAt > activationFreshForMs;
  return isOld && !Object.values(heats).some(({ course }) => course.stage === 'running');
}

/**
 * What an event of timed heats publishes on the stream, parents before children: the competition and the distance when
 * the first heat of a distance is called, or one of an earlier distance is opened again, then the heat. A time that was
 * taken back, or came in place of another or before the last one, has no event of its own there: the heat is activated
 * anew with what counts, which resets it on every screen.
 *
 * When a heat comes to the start and the competition was activated long before `now` (the same distance goes on the next
 * day), competition and distance are activated again, with what their other heats have to show; never under a running
 * heat, since an activation of the competition resets them all.
 */
export function publishedOf(
  before: TimedState,
  event: TimedEvent,
  after: TimedState,
  competition: PublishedCompetition,
  now: Moment,
): readonly NewEntry[] {
  if (!('heat' in event) || typeof event.heat !== 'string') return [];
  const heat = after.heats[event.heat];
  const distance = heat ? after.distances[heat.plan.distance] : undefined;
  if (!heat || !distance) return [];
  const isNew = before.current !== distance.id;
  const isRenewed = !isNew && isToBeRenewed(before, competition, now);
  const above = (): readonly NewEntry[] => [
    ...(isNew || isRenewed ? parents(competition, distance) : []),
    ...(isRenewed ? others(competition, distance, heat, before.heats) : []),
  ];
  const keys = keysOf(competition, heat);
  const anew = (): readonly NewEntry[] => [
    activated(competition, distance, heat),
    ...started(competition, heat),
  ];
  switch (event.type) {
    case 'activate':
      return [...above(), activated(competition, distance, heat)];
    case 'start':
      return isRenewed ? [...above(), ...anew()] : started(competition, heat);
    case 'falseStart':
      return [say('HeatClearedEvent', keys)];
    case 'reading': {
      // A lap that is added counts as the last one on the stream: one in place of another, or between others, isn't that.
      const isLast = timesOf(heat, event.lane).at(-1)?.key === event.key;
      return isLast && event.replaces === undefined ? lapOn(competition, distance, heat, event) : anew();
    }
    case 'void':
    case 'mark':
      return anew();
    case 'reopen':
      return [...above(), ...anew()];
    case 'commit':
      return [committed(competition, distance, heat), say('HeatDeactivatedEvent', keys)];
    case 'deactivate':
      return [say('HeatDeactivatedEvent', keys)];
    default:
      return [];
  }
}

function lapOn(
  competition: PublishedCompetition,
  distance: Distance,
  heat: Heat,
  { lane, ms }: { readonly lane: number; readonly ms: number },
): readonly NewEntry[] {
  const race = { ...keysOf(competition, heat), raceId: raceId(competition, heat, lane) };
  return [
    say('RaceLapAddedEvent', { ...race, lap: lapOf(competition, heat, lane, ms) }),
    say('LastPresentedRaceLapChangedEvent', { ...race, lap: presentedLap(heat, distance, lane) }),
  ];
}
