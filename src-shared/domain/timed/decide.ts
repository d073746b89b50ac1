import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Heat, HeatCourse, TimedState } from './heat.ts';
import type { HeatPlan, TimedEvent } from './records.ts';
import { resultsOf, timesOf } from './results.ts';

/** What is to be recorded; nothing when it was recorded before. */
type Decided = Result<readonly TimedEvent[], Refusal>;

const wrongState = (message: string): Decided => err(refusal('WRONG_STATE', message));
const otherDistance = wrongState('A heat of another distance is under way. Finish it first.');
const noSuchTime: Decided = err(refusal('NO_SUCH_EVENT', 'This time isn’t there any more.'));
const noSuchHeat: Decided = err(refusal('NO_SUCH_RECORD', 'This heat isn’t in the tournament any more.'));

/** Decides one command about timed heats: the event itself, nothing if it is a repeated one, or why not. */
export function decideTimed(state: TimedState, command: TimedEvent): Decided {
  switch (command.type) {
    case 'distancePut': {
      const started = Object.values(state.heats).some(
        ({ plan, course }) => plan.distance === command.distance.id && course.stage !== 'planned',
      );
      if (started && state.distances[command.distance.id]?.laps !== command.distance.laps)
        return err(refusal('HAS_STARTED', 'A heat of this distance has started: its laps can’t be changed.'));
      return ok([command]);
    }
    case 'heatPut':
      return decidePut(state, command, command.heat);
    case 'heatRemoved': {
      const heat = state.heats[command.heat];
      if (!heat) return ok([]);
      return heat.course.stage === 'planned' && heat.revision === 0
        ? ok([command])
        : err(refusal('HAS_STARTED', 'This heat has been called to the start: it can’t be removed.'));
    }
    default: {
      const heat = state.heats[command.heat];
      return heat ? decideCourse(state, heat, command) : noSuchHeat;
    }
  }
}

function decidePut(state: TimedState, command: TimedEvent, plan: HeatPlan): Decided {
  if (!state.distances[plan.distance])
    return err(refusal('NO_SUCH_RECORD', 'This distance isn’t in the tournament.'));
  const known = state.heats[plan.id];
  if (known && known.course.stage !== 'planned')
    return err(refusal('HAS_STARTED', 'This heat has been called to the start: its lanes can’t be changed.'));
  const twin = Object.values(state.heats).find(
    ({ plan: other }) =>
      other.id !== plan.id &&
      other.distance === plan.distance &&
      other.round === plan.round &&
      other.number === plan.number,
  );
  if (twin) return err(refusal('NUMBER_TAKEN', 'This distance has a heat with this number in this round.'));
  const lanes = new Set(plan.lanes.map(({ lane }) => lane));
  if (lanes.size !== plan.lanes.length)
    return err(refusal('BAD_RULES', 'Two competitors have the same lane.'));
  return ok([command]);
}

/** What must be true of a heat for each of its events, and what a repeated one finds. */
function decideCourse(
  state: TimedState,
  heat: Heat,
  command: Exclude<TimedEvent, { type: 'distancePut' | 'heatPut' | 'heatRemoved' }>,
): Decided {
  const { stage } = heat.course;
  switch (command.type) {
    case 'activate':
      if (isOtherDistanceLive(state, heat)) return otherDistance;
      return stage === 'planned' ? ok([command]) : ok([]);
    case 'start':
      if (stage === 'running') return ok([]);
      return stage === 'active' ? ok([command]) : wrongState('Call the heat to the start first.');
    case 'falseStart':
      return stage === 'running' ? ok([command]) : wrongState('This heat isn’t running.');
    case 'reading': {
      const { key, lane, replaces } = command;
      if (heat.readings.some((one) => one.key === key)) return ok([]);
      if (stage !== 'running') return wrongState('This heat isn’t running.');
      if (!heat.plan.lanes.some((one) => one.lane === lane))
        return err(refusal('NO_SUCH_PLAYER', 'Nobody is in this lane.'));
      const isThere =
        replaces === undefined || timesOf(heat, lane).some(({ key: counting }) => counting === replaces);
      return isThere ? ok([command]) : noSuchTime;
    }
    case 'void': {
      const reading = heat.readings.find(({ key }) => key === command.key);
      if (!reading) return noSuchTime;
      if (reading.voided) return ok([]);
      return stage === 'running' ? ok([command]) : wrongState('Open the heat again first.');
    }
    case 'mark':
      if (!heat.plan.lanes.some(({ lane }) => lane === command.lane))
        return err(refusal('NO_SUCH_PLAYER', 'Nobody is in this lane.'));
      return isLive(heat.course) ? ok([command]) : wrongState('Open the heat again first.');
    case 'commit': {
      if (stage === 'committed') return ok([]);
      if (stage !== 'running') return wrongState('This heat isn’t running.');
      const distance = state.distances[heat.plan.distance];
      const open = distance
        ? resultsOf(heat, distance).find(({ ms, mark }) => ms === null && mark === null)
        : undefined;
      return open ? wrongState('Somebody has neither a finishing time nor DNS, DNF or DSQ.') : ok([command]);
    }
    case 'reopen':
      if (stage !== 'committed') return wrongState('This heat isn’t finished.');
      return isOtherDistanceLive(state, heat) ? otherDistance : ok([command]);
    case 'deactivate':
      if (stage === 'planned') return ok([]);
      return stage === 'active' ? ok([command]) : wrongState('This heat has started.');
    default:
      return unreachable(command);
  }
}

/** Those who follow have one current distance: heats of two can't be live at a time. */
const isOtherDistanceLive = (state: TimedState, heat: Heat): boolean =>
  Object.values(state.heats).some(
    ({ plan, course }) => plan.distance !== heat.plan.distance && isLive(course),
  );

/** A heat that is at the start or under way. */
export const isLive = ({ stage }: HeatCourse): boolean => stage === 'active' || stage === 'running';
