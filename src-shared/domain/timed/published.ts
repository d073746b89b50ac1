import type { NewEntry } from '#shared/domain/log.ts';
import { type Heat, startOf, type TimedState } from './heat.ts';
import type { Distance, HeatMark, TimedEvent } from './records.ts';
import { timesOf } from './results.ts';

/** The tournament as the stream's clients know it: a competition. */
export interface PublishedCompetition {
  readonly id: string;
  readonly name: string;
  /** First day, `YYYY-MM-DD`. */
  readonly startsOn: string;
}

/** Times on the stream are ticks of 100 ns. */
const ticks = (ms: number): number => ms * 10_000;
/** Status of a race's result on the stream: none yet, did not start, did not finish, disqualified, done. */
const statusOf: Readonly<Record<HeatMark, number>> = { DNS: 1, DNF: 2, DSQ: 3 };
const done = 4;

const raceId = (heat: Heat, lane: number): string => `${heat.plan.id}.${lane}`;

const moment = (ms: number): string => new Date(ms).toISOString();

/** A time of a race, as the stream's clients get it. */
function lapOf(heat: Heat, lane: number, ms: number) {
  return {
    raceId: raceId(heat, lane),
    time: ticks(ms),
    when: moment((startOf(heat) ?? 0) + ms),
    fixedIndex: null,
    fixedRanking: null,
    flags: 0,
    instanceName: 'Primary',
    points: null,
    presentationSource: { applianceInstanceName: 'Main', applianceName: 'Touchline', how: 'Hand' },
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

/** The races of a heat with everything that counts. */
function racesOf(heat: Heat, distance: Distance) {
  const startedAt = startOf(heat);
  return heat.plan.lanes.map((lane) => {
    const laps = timesOf(heat, lane.lane).map(({ ms }) => lapOf(heat, lane.lane, ms));
    const mark = heat.marks[lane.lane];
    const finish = laps[distance.laps - 1];
    return {
      race: {
        id: raceId(heat, lane.lane),
        distanceId: distance.id,
        round: heat.plan.round,
        heat: heat.plan.number,
        lane: lane.lane,
        competitor: {
          id: raceId(heat, lane.lane),
          name: lane.name,
          fullName: lane.name,
          shortName: lane.name,
          startNumber: lane.bib,
          clubFullName: lane.club === '' ? null : lane.club,
        },
        result: mark ? { status: statusOf[mark] } : finish ? { status: done } : null,
        time: finish && !mark ? { time: finish.time, how: 'Hand', timeInfo: 0 } : null,
      },
      start: startedAt === null ? null : { started: moment(startedAt) },
      passings: [],
      laps,
    };
  });
}

/**
 * What an event of timed heats publishes on the stream, parents before children: the competition and the distance when
 * the first heat of a distance is called, or one of an earlier distance is opened again, then the heat. A time that was taken back has no event of its own there: the
 * heat is activated anew with what counts, which resets it on every screen.
 */
export function publishedOf(
  before: TimedState,
  event: TimedEvent,
  after: TimedState,
  competition: PublishedCompetition,
): readonly NewEntry[] {
  if (!('heat' in event) || typeof event.heat !== 'string') return [];
  const heat = after.heats[event.heat];
  const distance = heat ? after.distances[heat.plan.distance] : undefined;
  if (!heat || !distance) return [];
  const ofCompetition = { competitionId: competition.id };
  const ofDistance = { ...ofCompetition, distanceId: distance.id };
  const ofHeat = { ...ofDistance, heat: { round: heat.plan.round, number: heat.plan.number } };
  const say = (typeName: string, fields: object): NewEntry => ({
    type: typeName,
    body: JSON.stringify({ typeName, ...fields }),
  });
  const activated = (): NewEntry => say('HeatActivatedEvent', { ...ofHeat, races: racesOf(heat, distance) });
  const started = (): readonly NewEntry[] => {
    const at = startOf(heat);
    return at === null ? [] : [say('HeatStartedEvent', { ...ofHeat, clock: 0, started: moment(at) })];
  };
  /** What the heat belongs to, unless those who follow have it already. */
  const parents = (): readonly NewEntry[] => {
    if (before.current === distance.id) return [];
    const { id, name, startsOn } = competition;
    return [
      say('CompetitionActivatedEvent', {
        ...ofCompetition,
        competition: { id, name, starts: `${startsOn}T00:00:00` },
      }),
      say('DistanceActivatedEvent', {
        ...ofDistance,
        distance: { id: distance.id, competitionId: id, name: distance.name, value: distance.metres },
      }),
    ];
  };
  switch (event.type) {
    case 'activate':
      return [...parents(), activated()];
    case 'start':
      return started();
    case 'falseStart':
      return [say('HeatClearedEvent', ofHeat)];
    case 'reading':
      return [
        say('RaceLapAddedEvent', {
          ...ofHeat,
          raceId: raceId(heat, event.lane),
          lap: lapOf(heat, event.lane, event.ms),
        }),
        say('LastPresentedRaceLapChangedEvent', {
          ...ofHeat,
          raceId: raceId(heat, event.lane),
          lap: presentedLap(heat, distance, event.lane),
        }),
      ];
    case 'void':
    case 'mark':
      return [activated(), ...started()];
    case 'reopen':
      return [...parents(), activated(), ...started()];
    case 'commit':
      return [
        say('HeatCommittedEvent', { ...ofHeat, races: racesOf(heat, distance) }),
        say('HeatDeactivatedEvent', ofHeat),
      ];
    case 'deactivate':
      return [say('HeatDeactivatedEvent', ofHeat)];
    default:
      return [];
  }
}
